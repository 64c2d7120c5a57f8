#include "livekit/requests.h"

#include <utility>

#include "livekit/negotiating.h"
#include "livekit/publishing.h"
#include "livekit/subscribing.h"
#include "livekit/wire_forms.h"

namespace hemicycle::livekit {
namespace {

using Request = proto::SignalRequest;
using Handler = void (*)(Room&, Participant&, const Request&);

void handle_offer(Room& room, Participant& from, const Request& request) {
  answer_offer(room, from, request.offer());
}

void handle_answer(Room& room, Participant& from, const Request& request) {
  take_answer(room, from, request.answer());
}

// An ICE-lite agent learns its peer's addresses from the checks (RFC 8445, 2.5). That there is a
// candidate tells that the client has taken the offer of its join for its own.
void handle_trickle(Room& room, Participant& from, const Request&) {
  answer_held_offer(room, from);
}

void handle_add_track(Room& room, Participant& from, const Request& request) {
  add_track(room, from, request.add_track());
}

void handle_mute(Room& room, Participant& from, const Request& request) {
  set_muted(room, from, request.mute().sid(), request.mute().muted());
}

void handle_subscription(Room& room, Participant& from, const Request& request) {
  update_subscription(room, from, request.subscription());
}

void handle_subscription_permission(Room& room, Participant& from, const Request& request) {
  change_audience(room, from, request.subscription_permission());
}

void handle_track_setting(Room& room, Participant& from, const Request& request) {
  update_track_settings(room, from, request.track_setting());
}

void handle_leave(Room& room, Participant& from, const Request&) {
  room.remove(from, proto::CLIENT_INITIATED, Farewell::kNone);
}

// After a resume the client tells what it believes; what it publishes, receives and has open was
// kept here, so only its wishes count.
void handle_sync_state(Room& room, Participant& from, const Request& request) {
  if (request.sync_state().has_subscription())
    update_subscription(room, from, request.sync_state().subscription());
}

void handle_ping(Room& room, Participant& from, const Request& request) {
  proto::SignalResponse response;
  response.set_pong(request.ping());
  room.send(from, response);
}

void handle_ping_request(Room& room, Participant& from, const Request& request) {
  proto::SignalResponse response;
  response.mutable_pong_resp()->set_last_ping_timestamp(request.ping_req().timestamp());
  response.mutable_pong_resp()->set_timestamp(unix_milliseconds(room.now().wall));
  room.send(from, response);
}

// More than there are kinds of them.
constexpr int kAudioFeaturesMax = 32;

// Attributes with an empty value are removed.
Attributes merged(Attributes attributes, const proto::UpdateParticipantMetadata& update) {
  for (const auto& [name, value] : update.attributes()) {
    if (value.empty())
      attributes.erase(name);
    else
      attributes[name] = value;
  }
  return attributes;
}

proto::RequestResponse::Reason change_metadata(Room& room, Participant& from,
                                               const proto::UpdateParticipantMetadata& update) {
  if (!from.permission().can_update_own_metadata) return proto::RequestResponse::NOT_ALLOWED;
  Attributes attributes = merged(from.grants.attributes, update);
  if (update.name().size() > kNameBytesMax || update.metadata().size() > kMetadataBytesMax ||
      size_of(attributes) > kAttributesBytesMax)
    return proto::RequestResponse::LIMIT_EXCEEDED;
  if (!update.name().empty()) from.grants.name = update.name();
  if (!update.metadata().empty()) from.grants.metadata = update.metadata();
  from.grants.attributes = std::move(attributes);
  room.announce(from, Room::Tell::kEveryone);
  return proto::RequestResponse::OK;
}

void handle_update_metadata(Room& room, Participant& from, const Request& request) {
  const proto::UpdateParticipantMetadata& update = request.update_metadata();
  proto::RequestResponse::Reason reason = change_metadata(room, from, update);
  if (reason != proto::RequestResponse::OK) ++room.world().counters.requests_refused;
  proto::SignalResponse response;
  proto::RequestResponse& answer = *response.mutable_request_response();
  answer.set_request_id(update.request_id());
  answer.set_reason(reason);
  if (reason == proto::RequestResponse::NOT_ALLOWED)
    answer.set_message("not allowed to change its own metadata");
  if (reason == proto::RequestResponse::LIMIT_EXCEEDED) answer.set_message("metadata is too long");
  *answer.mutable_update_metadata() = update;
  room.send(from, response);
}

void handle_update_audio_track(Room& room, Participant& from, const Request& request) {
  const proto::UpdateLocalAudioTrack& update = request.update_audio_track();
  auto track = from.tracks.find(update.track_sid());
  if (track == from.tracks.end()) return;
  if (update.features_size() > kAudioFeaturesMax) {
    ++room.world().counters.requests_refused;
    return;
  }
  *track->second.info.mutable_audio_features() = update.features();
  room.announce(from, Room::Tell::kOthers);
}

void handle_update_video_track(Room& room, Participant& from, const Request& request) {
  const proto::UpdateLocalVideoTrack& update = request.update_video_track();
  auto track = from.tracks.find(update.track_sid());
  if (track == from.tracks.end()) return;
  track->second.info.set_width(update.width());
  track->second.info.set_height(update.height());
  room.announce(from, Room::Tell::kOthers);
}

// What client tests ask for, as far as it harms nobody but the one who asks.
void handle_simulate(Room& room, Participant& from, const Request& request) {
  using Scenario = proto::SimulateScenario;
  switch (request.simulate().scenario_case()) {
    case Scenario::kLeaveRequestFullReconnect:
      return room.remove(from, proto::CLIENT_INITIATED, Farewell::kReconnect);
    case Scenario::kServerLeave:
      return room.remove(from, proto::PARTICIPANT_REMOVED, Farewell::kDisconnect);
    case Scenario::kNodeFailure:
      return room.remove(from, proto::UNKNOWN_REASON, Farewell::kNone);
    default:
      ++room.world().counters.requests_unknown;
  }
}

constexpr std::pair<Request::MessageCase, Handler> kHandlers[] = {
    {Request::kOffer, handle_offer},
    {Request::kAnswer, handle_answer},
    {Request::kTrickle, handle_trickle},
    {Request::kAddTrack, handle_add_track},
    {Request::kMute, handle_mute},
    {Request::kSubscription, handle_subscription},
    {Request::kSubscriptionPermission, handle_subscription_permission},
    {Request::kTrackSetting, handle_track_setting},
    {Request::kLeave, handle_leave},
    {Request::kSyncState, handle_sync_state},
    {Request::kSimulate, handle_simulate},
    {Request::kPing, handle_ping},
    {Request::kUpdateMetadata, handle_update_metadata},
    {Request::kPingReq, handle_ping_request},
    {Request::kUpdateAudioTrack, handle_update_audio_track},
    {Request::kUpdateVideoTrack, handle_update_video_track},
};

}  // namespace

void dispatch_request(Room& room, Participant& from, const Request& request) {
  ++room.world().counters.requests;
  for (const auto& [message, handler] : kHandlers)
    if (message == request.message_case()) return handler(room, from, request);
  ++room.world().counters.requests_unknown;
}

}  // namespace hemicycle::livekit
