#pragma once

#include <deque>
#include <optional>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "http/beast_request.h"
#include "http/server_state.h"

namespace hemicycle::http {

// One upgraded connection: it owns the stream, the session and what waits for the reader. A reading
// and a writing coroutine share it on the loop's thread and both end before it does.
class WebSocketConnection final : public WebSocket {
 public:
  WebSocketConnection(Server::State& state, boost::beast::tcp_stream stream, Upgrade upgrade,
                      const Endpoint& remote);
  ~WebSocketConnection() override;

  // Accepts the upgrade, then serves it to its end.
  boost::asio::awaitable<void> run(const BeastRequest& request);

  void send_shared(MessageKind kind, SharedMessage message) override;
  std::size_t unsent_bytes() const override { return queued_bytes_; }
  void close(CloseCode code, std::string_view reason) override;
  const Endpoint& remote() const override { return remote_; }

  // The server goes: the session is told and destroyed now, the connection dropped.
  void abandon();

 private:
  struct Outgoing {
    MessageKind kind;
    SharedMessage message;
  };

  boost::asio::awaitable<bool> accept(const BeastRequest& request);
  boost::asio::awaitable<void> read_messages();
  boost::asio::awaitable<void> write_messages();
  boost::asio::awaitable<void> until_something_to_write();
  void hand_over_message();
  template <typename Call>
  void call_session(Call call);
  void drop(CloseCause cause);
  void end_session();

  Server::State& state_;
  boost::beast::websocket::stream<boost::beast::tcp_stream> stream_;
  Headers headers_;
  std::unique_ptr<WebSocketSession> session_;
  const Endpoint remote_;
  boost::beast::flat_buffer incoming_;
  std::deque<Outgoing> queue_;
  std::size_t queued_bytes_ = 0;
  boost::asio::steady_timer wake_writer_;
  std::optional<boost::beast::websocket::close_reason> closing_;
  std::optional<CloseCause> cause_;
  bool dropped_ = false;
};

}  // namespace hemicycle::http
