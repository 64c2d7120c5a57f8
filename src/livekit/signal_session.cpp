#include "livekit/signal_session.h"

#include <utility>

#include <spdlog/spdlog.h>

#include "base/text.h"
#include "livekit_signal.pb.h"

namespace hemicycle::livekit {

SignalSession::SignalSession(Rooms& rooms, const http::EventLoop& loop, Grants grants,
                             std::unique_ptr<proto::JoinRequest> request, Connections connections)
    : rooms_(rooms),
      loop_(loop),
      grants_(std::move(grants)),
      request_(std::move(request)),
      connections_(connections) {}

void SignalSession::on_open(http::WebSocket& socket) {
  socket_ = &socket;
  room_name_ = grants_.room;
  Now now = loop_.now();
  Room& room = rooms_.open(room_name_, now);
  if (request_->reconnect()) {
    resume_or_send_away(room);
  } else if (room.is_full() && !room.find_by_identity(grants_.identity)) {
    send_away(proto::JOIN_FAILURE, proto::LeaveRequest::DISCONNECT);  // filled up meanwhile
  } else {
    spdlog::info("event=join room={} identity={}", quoted(room_name_), quoted(grants_.identity));
    participant_sid_ = room.join(std::move(grants_), *request_, *this, now, connections_);
  }
  request_.reset();
}

void SignalSession::resume_or_send_away(Room& room) {
  if (room.resume(request_->participant_sid(), grants_.identity, *request_, *this, loop_.now())) {
    participant_sid_ = request_->participant_sid();
    return;
  }
  // Its place is gone: it may join anew.
  send_away(proto::STATE_MISMATCH, proto::LeaveRequest::RECONNECT);
}

void SignalSession::send_away(proto::DisconnectReason reason, proto::LeaveRequest::Action action) {
  proto::SignalResponse response;
  response.mutable_leave()->set_reason(reason);
  response.mutable_leave()->set_action(action);
  response.mutable_leave()->set_can_reconnect(action == proto::LeaveRequest::RECONNECT);
  send(std::make_shared<const std::string>(response.SerializeAsString()));
  close();
}

void SignalSession::on_message(http::MessageKind kind, ByteView message) {
  auto [room, participant] = seat();
  if (!participant) return;
  proto::SignalRequest request;
  if (kind != http::MessageKind::kBinary ||
      !request.ParseFromArray(message.data(), static_cast<int>(message.size()))) {
    ++rooms_.counters().requests_malformed;
    room->remove(*participant, proto::STATE_MISMATCH, Farewell::kDisconnect);
    return;
  }
  room->handle_request(*participant, request, loop_.now());
}

void SignalSession::on_close(http::CloseCause cause) {
  socket_ = nullptr;
  auto [room, participant] = seat();
  if (!participant) return;
  spdlog::info("event=signalling_lost room={} identity={} cause={}", quoted(room->name()),
               quoted(participant->identity()), quoted(http::to_string(cause)));
  room->handle_signal_lost(*participant, loop_.now());
}

void SignalSession::send(http::SharedMessage message) {
  if (socket_) socket_->send_shared(http::MessageKind::kBinary, std::move(message));
}

std::size_t SignalSession::unsent_bytes() const {
  return socket_ ? socket_->unsent_bytes() : 0;
}

void SignalSession::close() {
  if (socket_) socket_->close(http::CloseCode::kNormal, "");
}

SignalSession::Seat SignalSession::seat() {
  Room* room = rooms_.find(room_name_);
  Participant* participant = room ? room->find(participant_sid_) : nullptr;
  if (!participant || participant->signal != this) return {};
  return {room, participant};
}

}  // namespace hemicycle::livekit
