#pragma once

#include <memory>
#include <string>

#include "http/event_loop.h"
#include "http/web_socket.h"
#include "livekit/grants.h"
#include "livekit/ports.h"
#include "livekit/rooms.h"

namespace hemicycle::livekit {

// One client's signalling WebSocket. It carries messages between the socket and the participant's
// place in its room, which outlives the socket for a moment; it knows nothing of what they mean.
class SignalSession final : public http::WebSocketSession, public SignalPort {
 public:
  // The grants have been verified. `rooms` and `loop` outlive the session.
  SignalSession(Rooms& rooms, const http::EventLoop& loop, Grants grants,
                std::unique_ptr<proto::JoinRequest> request, Connections connections);

  void on_open(http::WebSocket& socket) override;
  void on_message(http::MessageKind kind, ByteView message) override;
  void on_close(http::CloseCause cause) override;

  void send(http::SharedMessage message) override;
  std::size_t unsent_bytes() const override;
  void close() override;

 private:
  struct Seat {
    Room* room = nullptr;
    Participant* participant = nullptr;
  };
  // Where this session's participant sits; nowhere once it has left or has another connection.
  Seat seat();
  void resume_or_send_away(Room& room);
  void send_away(proto::DisconnectReason reason, proto::LeaveRequest::Action action);

  Rooms& rooms_;
  const http::EventLoop& loop_;
  Grants grants_;
  std::unique_ptr<proto::JoinRequest> request_;
  Connections connections_;
  http::WebSocket* socket_ = nullptr;
  std::string room_name_;
  std::string participant_sid_;
};

}  // namespace hemicycle::livekit
