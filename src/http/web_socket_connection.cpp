#include "http/web_socket_connection.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket/error.hpp>
#include <spdlog/spdlog.h>

#include "base/text.h"
namespace hemicycle::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

namespace {

// A buffer that grew for one large message is not kept for the small ones that follow.
constexpr std::size_t kKeptBufferBytes = 64 * 1024;

CloseCause cause_of(const error_code& error) {
  if (error == beast::error::timeout) return CloseCause::kTimeout;
  if (error == websocket::error::message_too_big || error == websocket::error::buffer_overflow)
    return CloseCause::kTooBig;
  return CloseCause::kByPeer;
}

}  // namespace

const char* to_string(CloseCause cause) {
  switch (cause) {
    case CloseCause::kByPeer:
      return "by peer";
    case CloseCause::kByUs:
      return "by us";
    case CloseCause::kTimeout:
      return "timeout";
    case CloseCause::kTooBig:
      return "too big";
    case CloseCause::kSlowReader:
      return "slow reader";
    case CloseCause::kBug:
      return "bug";
  }
  return "unknown";
}

WebSocketConnection::WebSocketConnection(Server::State& state, beast::tcp_stream stream,
                                         Upgrade upgrade, const Endpoint& remote)
    : state_(state),
      stream_(std::move(stream)),
      headers_(std::move(upgrade.headers)),
      session_(std::move(upgrade.session)),
      remote_(remote),
      wake_writer_(stream_.get_executor()) {
  state_.web_sockets.insert(this);
  ++state_.counters.web_sockets;
  ++state_.counters.web_sockets_open;
}

WebSocketConnection::~WebSocketConnection() {
  state_.web_sockets.erase(this);
  --state_.counters.web_sockets_open;
}

asio::awaitable<void> WebSocketConnection::run(const BeastRequest& request) {
  using namespace asio::experimental::awaitable_operators;
  bool accepted = co_await accept(request);
  if (accepted) {
    call_session([this] { session_->on_open(*this); });
    co_await (read_messages() && write_messages());
  }
  end_session();
}

asio::awaitable<bool> WebSocketConnection::accept(const BeastRequest& request) {
  // Beast pings when half of idle_timeout passed in silence.
  websocket::stream_base::timeout timeouts{state_.limits.request_timeout,
                                           2 * state_.limits.ping_interval, true};
  stream_.set_option(timeouts);
  auto decorate = [this](websocket::response_type& response) {
    for (const Header& header : headers_) response.set(header.name, header.value);
  };
  stream_.set_option(websocket::stream_base::decorator(decorate));
  stream_.read_message_max(state_.limits.message_bytes);
  stream_.auto_fragment(false);
  error_code error;
  co_await stream_.async_accept(request, asio::redirect_error(asio::use_awaitable, error));
  if (error) cause_ = cause_of(error);
  co_return !error;
}

asio::awaitable<void> WebSocketConnection::read_messages() {
  while (!dropped_) {
    error_code error;
    co_await stream_.async_read(incoming_, asio::redirect_error(asio::use_awaitable, error));
    if (error) {
      drop(cause_of(error));
    } else if (!closing_) {
      hand_over_message();
    }
    incoming_.consume(incoming_.size());
    if (incoming_.capacity() > kKeptBufferBytes) incoming_ = {};
  }
}

void WebSocketConnection::hand_over_message() {
  auto data = incoming_.cdata();
  ByteView message(static_cast<const std::uint8_t*>(data.data()), data.size());
  MessageKind kind = stream_.got_text() ? MessageKind::kText : MessageKind::kBinary;
  call_session([&] { session_->on_message(kind, message); });
}

asio::awaitable<void> WebSocketConnection::write_messages() {
  while (!dropped_) {
    co_await until_something_to_write();
    if (dropped_) co_return;
    error_code error;
    if (queue_.empty()) {
      // The read above then ends with error::closed, and drops the connection.
      co_await stream_.async_close(*closing_, asio::redirect_error(asio::use_awaitable, error));
      drop(CloseCause::kByUs);
      co_return;
    }
    Outgoing next = std::move(queue_.front());
    queue_.pop_front();
    stream_.text(next.kind == MessageKind::kText);
    co_await stream_.async_write(asio::buffer(*next.message),
                                 asio::redirect_error(asio::use_awaitable, error));
    queued_bytes_ -= next.message->size();
    if (error) drop(cause_of(error));
  }
}

asio::awaitable<void> WebSocketConnection::until_something_to_write() {
  while (queue_.empty() && !closing_ && !dropped_) {
    error_code woken;
    wake_writer_.expires_at(asio::steady_timer::time_point::max());
    co_await wake_writer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
}

void WebSocketConnection::send_shared(MessageKind kind, SharedMessage message) {
  if (closing_ || dropped_) return;
  if (queued_bytes_ + message->size() > state_.limits.queue_bytes) {
    ++state_.counters.slow_readers_closed;
    drop(CloseCause::kSlowReader);
    return;
  }
  queued_bytes_ += message->size();
  queue_.push_back({kind, std::move(message)});
  wake_writer_.cancel();
}

void WebSocketConnection::close(CloseCode code, std::string_view reason) {
  if (closing_ || dropped_) return;
  constexpr std::size_t kReasonBytesMax = 123;  // RFC 6455, 5.5
  closing_.emplace(static_cast<websocket::close_code>(code),
                   beast::string_view(reason.data(), std::min(reason.size(), kReasonBytesMax)));
  if (!cause_) cause_ = CloseCause::kByUs;
  wake_writer_.cancel();
}

void WebSocketConnection::abandon() {
  drop(CloseCause::kByUs);
  end_session();
}

template <typename Call>
void WebSocketConnection::call_session(Call call) {
  if (!session_) return;
  try {
    call();
  } catch (const std::exception& bug) {
    ++state_.counters.handler_bugs;
    spdlog::error("event=web_socket_bug what={}", quoted(bug.what()));
    cause_ = CloseCause::kBug;
    close(CloseCode::kInternalError, "internal error");
  }
}

// Both coroutines notice: their operations fail once the socket is closed.
void WebSocketConnection::drop(CloseCause cause) {
  if (!cause_) cause_ = cause;
  if (dropped_) return;
  dropped_ = true;
  if (cause_ == CloseCause::kTimeout) ++state_.counters.timeouts;
  beast::get_lowest_layer(stream_).close();
  wake_writer_.cancel();
}

void WebSocketConnection::end_session() {
  if (!session_) return;
  auto session = std::move(session_);
  try {
    session->on_close(cause_.value_or(CloseCause::kByPeer));
  } catch (const std::exception& bug) {
    ++state_.counters.handler_bugs;
    spdlog::error("event=web_socket_bug what={}", quoted(bug.what()));
  }
}

}  // namespace hemicycle::http
