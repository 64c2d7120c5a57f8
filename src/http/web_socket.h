#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/endpoint.h"
#include "http/message.h"

namespace hemicycle::http {

enum class MessageKind { kText, kBinary };

// Close codes that we send (RFC 6455, 7.4.1).
enum class CloseCode : std::uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,
  kProtocolError = 1002,
  kPolicyViolation = 1008,
  kTooBig = 1009,
  kInternalError = 1011,
};

// Why a connection ended.
enum class CloseCause {
  kByPeer,      // a close frame, or the connection was lost
  kByUs,        // close() was called
  kTimeout,     // no answer to a ping
  kTooBig,      // a message beyond the limit
  kSlowReader,  // the outgoing queue was full
  kBug,         // the session threw
};
const char* to_string(CloseCause cause);

// A message once serialised, which may go to many connections.
using SharedMessage = std::shared_ptr<const std::string>;  // shared: with its other receivers

// An open connection, as its session sees it. All calls on the event loop's thread; none waits.
class WebSocket {
 public:
  virtual ~WebSocket() = default;

  // Queues a message. When the queue passes the limit, the connection is closed as a slow reader.
  virtual void send_shared(MessageKind kind, SharedMessage message) = 0;
  void send(MessageKind kind, ByteView message) {
    send_shared(kind, std::make_shared<const std::string>(as_text(message)));
  }
  void send_text(std::string_view message) { send(MessageKind::kText, as_bytes(message)); }
  void send_binary(ByteView message) { send(MessageKind::kBinary, message); }

  // Sends what is queued, then a close frame. on_close() follows, never from within this call.
  virtual void close(CloseCode code, std::string_view reason) = 0;

  // How much of what was queued has not left.
  virtual std::size_t unsent_bytes() const = 0;
  virtual const Endpoint& remote() const = 0;
};

// What the application does with one connection. The server owns it from the upgrade until after
// on_close(), which comes exactly once; the WebSocket of on_open() lives as long. A session that
// throws is closed alone.
class WebSocketSession {
 public:
  virtual ~WebSocketSession() = default;
  virtual void on_open(WebSocket& socket) = 0;
  virtual void on_message(MessageKind kind, ByteView message) = 0;
  virtual void on_close(CloseCause cause) = 0;
};

// A handler's answer that turns the request into a WebSocket. Who asks has been checked by then:
// whoever may not is answered with a Response before anything is upgraded.
struct Upgrade {
  std::unique_ptr<WebSocketSession> session;
  Headers headers;  // added to the answer, such as Sec-WebSocket-Protocol
};

}  // namespace hemicycle::http
