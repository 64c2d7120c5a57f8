#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/endpoint.h"
#include "base/result.h"
#include "base/time.h"
#include "http/event_loop.h"
#include "http/message.h"
#include "http/router.h"
#include "http/web_socket.h"

namespace hemicycle::http {

// What a stranger may make the server hold. docs/configuration.md names each under [http].
struct Limits {
  // Request line and headers: a token of 128 KiB and a LiveKit join ride in there.
  std::size_t header_bytes = 192 * 1024;
  std::size_t body_bytes = 64 * 1024;
  std::size_t connections = 10'000;
  std::size_t connections_per_address = 2'000;
  Duration request_timeout = std::chrono::seconds(10);  // first byte to last byte of a request
  Duration idle_timeout = std::chrono::seconds(60);     // between two requests of a connection
  std::size_t message_bytes = 2 * 1024 * 1024;        // one WebSocket message: the offer of a hall
  std::size_t queue_bytes = 4 * 1024 * 1024;          // waiting for one WebSocket's reader
  Duration ping_interval = std::chrono::seconds(15);  // two unanswered close the WebSocket
};

// Counted since the start, for /metrics.
struct ServerCounters {
  std::uint64_t requests = 0;
  std::uint64_t responses_by_class[6] = {};  // [4] counts 4xx
  std::uint64_t connections = 0;
  std::uint64_t connections_refused = 0;  // beyond the limits
  std::uint64_t connections_open = 0;     // now
  std::uint64_t web_sockets = 0;
  std::uint64_t web_sockets_open = 0;  // now
  std::uint64_t slow_readers_closed = 0;
  std::uint64_t timeouts = 0;
  std::uint64_t handler_bugs = 0;
};

struct ListenError {
  std::string reason;  // of the system: "Address already in use"
};

// HTTP/1.1 and WebSocket on one listening socket, all on the loop's thread. It owns connections
// and sessions; it knows no route but those of its router. TLS is left to a reverse proxy.
class Server {
 public:
  Server(EventLoop& loop, Limits limits);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Routes are added before listen(). Handlers run on the loop's thread and do not wait.
  Router& router();

  // Binds and listens; returns the bound endpoint (port 0 asks the system for a free one).
  Result<Endpoint, ListenError> listen(const Endpoint& address);

  // Takes no new connection, closes idle ones, asks WebSockets to close with kGoingAway.
  void shut_down();

  const ServerCounters& counters() const;

  struct State;

 private:
  std::shared_ptr<State> state_;  // shared: with connections that the loop still holds
};

}  // namespace hemicycle::http
