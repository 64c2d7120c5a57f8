#include "livekit/negotiating.h"

#include <algorithm>
#include <span>
#include <utility>

#include "livekit/publishing.h"
#include "livekit/subscribing.h"

namespace hemicycle::livekit {
namespace {

void send_away(Room& room, Participant& participant) {
  ++room.world().counters.offers_refused;
  room.remove(participant, proto::STATE_MISMATCH, Farewell::kDisconnect);
}

wire::ReceivePreferences preferences_of(const Participant& participant) {
  wire::ReceivePreferences preferences;
  for (const auto& [sid, track] : participant.tracks)
    for (const std::string& cid : track.cids) preferences.emplace(cid, track.preference);
  return preferences;
}

// New credentials ask for an ICE restart, in which both sides change theirs (RFC 8445, 9).
void follow_ice_restart(Room& room, AnsweredConnection& connection,
                        const wire::RemoteTransport& remote) {
  if (!connection.remote || connection.remote->ice_ufrag == remote.ice_ufrag) return;
  connection.negotiation.set_local_transport(to_wire(room.media().restart_ice(connection.peer)));
}

template <typename Negotiated>
void tell_transport(Room& room, Connection& connection, const wire::RemoteTransport& remote,
                    const Negotiated& negotiated) {
  bool is_known = connection.remote == remote && connection.sctp_port == negotiated.sctp_port &&
                  connection.rtcp_reduced_size == negotiated.rtcp_reduced_size;
  if (is_known) return;
  connection.remote = remote;
  connection.sctp_port = negotiated.sctp_port;
  connection.rtcp_reduced_size = negotiated.rtcp_reduced_size;
  room.media().post(media::SetRemoteTransport{connection.peer, remote.ice_ufrag, remote.ice_pwd,
                                              remote.fingerprint_sha256, negotiated.sctp_port,
                                              negotiated.rtcp_reduced_size});
}

bool is_other_client(const Connection& connection, const wire::RemoteTransport& remote) {
  return connection.remote && connection.remote->fingerprint_sha256 != remote.fingerprint_sha256;
}

media::LocalTransport add_peer(Room& room, const Participant& participant) {
  media::LocalTransport local = room.media().add_peer();
  room.world().peer_added(local.peer, room, participant.sid);
  return local;
}

std::uint64_t session_id(Room& room) {
  return room.world().random.next_u64() >> 1;
}

void open_publishing(Room& room, Participant& participant) {
  media::LocalTransport local = add_peer(room, participant);
  participant.publishing.emplace(Connection{local.peer, {}, {}, true},
                                 wire::Negotiation(to_wire(local), session_id(room)));
}

void open_receiving(Room& room, Participant& participant) {
  media::LocalTransport local = add_peer(room, participant);
  participant.receiving.emplace(Connection{local.peer, {}, {}, true},
                                wire::OfferNegotiation(to_wire(local), session_id(room)));
}

void send_answer(Room& room, Participant& participant, const proto::SessionDescription& offer,
                 const wire::Answer& answer) {
  proto::SignalResponse response;
  proto::SessionDescription& out = *response.mutable_answer();
  out.set_type("answer");
  out.set_sdp(answer.sdp);
  out.set_id(offer.id());
  for (const wire::SentSection& sent : answer.sent)
    (*out.mutable_mid_to_track_id())[sent.mid] = sent.track_key;
  room.send(participant, response);
}

void send_offer(Room& room, Participant& participant,
                std::span<const wire::OutgoingTrack> outgoing) {
  OfferedConnection& connection = *participant.receiving;
  proto::SignalResponse response;
  proto::SessionDescription& out = *response.mutable_offer();
  out.set_type("offer");
  out.set_sdp(connection.negotiation.offer(outgoing));
  out.set_id(++connection.last_offer_id);
  participant.sections_pace.note(room.now().instant);
  room.send(participant, response);
}

void ask_client(Room& room, Participant& participant,
                std::span<const wire::OutgoingTrack> outgoing) {
  wire::MissingSections missing = participant.publishing->negotiation.missing_sections(outgoing);
  proto::SignalResponse response;
  response.mutable_media_sections_requirement()->set_num_audios(missing.audio);
  response.mutable_media_sections_requirement()->set_num_videos(missing.video);
  participant.sections_asked = true;
  participant.sections_pace.note(room.now().instant);
  room.send(participant, response);
}

// Clients of the Go SDK set their local description when they have read the join response, while
// another thread reads on already.
bool sets_its_offer_late(const proto::JoinRequest& request) {
  return request.client_info().sdk() == proto::ClientInfo::GO;
}
constexpr Duration kOfferHeldMax = std::chrono::seconds(1);

}  // namespace

wire::LocalTransport to_wire(const media::LocalTransport& local) {
  return {local.ice_ufrag, local.ice_pwd, local.fingerprint_sha256, local.candidates};
}

void open_connection(Room& room, Participant& participant, Connections connections) {
  if (connections == Connections::kOne)
    open_publishing(room, participant);
  else
    open_receiving(room, participant);
}

void close_connections(Room& room, Participant& participant) {
  auto close = [&](std::optional<media::PeerId> peer) {
    if (!peer) return;
    room.media().post(media::RemovePeer{*peer});
    room.world().peer_removed(*peer);
  };
  if (participant.publishing) close(participant.publishing->peer);
  if (participant.receiving) close(participant.receiving->peer);
}

void answer_offer(Room& room, Participant& participant, const proto::SessionDescription& message) {
  auto offer = wire::read_offer(message.sdp());
  if (!offer) return send_away(room, participant);
  if (!participant.publishing) open_publishing(room, participant);
  AnsweredConnection& connection = *participant.publishing;
  if (is_other_client(connection, offer->remote)) return send_away(room, participant);
  follow_ice_restart(room, connection, offer->remote);
  bool receives_here = !participant.receiving;
  auto outgoing =
      receives_here ? outgoing_tracks(room, participant) : std::vector<wire::OutgoingTrack>();
  auto answer = connection.negotiation.answer(*offer, outgoing, preferences_of(participant));
  if (!answer) return send_away(room, participant);
  participant.received = answer->received;
  tell_transport(room, connection, offer->remote, *answer);
  bind_tracks(room, participant);
  send_answer(room, participant, message, *answer);
  if (!receives_here) return;
  participant.sections_asked = false;
  send_as_negotiated(room, participant, answer->sent, answer->undecodable);
  room.want_sections(participant);
}

void answer_joining_offer(Room& room, Participant& participant, const proto::JoinRequest& request) {
  if (request.publisher_offer().sdp().empty()) return;
  if (!sets_its_offer_late(request))
    return answer_offer(room, participant, request.publisher_offer());
  participant.held_offer = std::make_unique<proto::SessionDescription>(request.publisher_offer());
  participant.held_until = room.now().instant + kOfferHeldMax;
}

void answer_held_offer(Room& room, Participant& participant) {
  if (auto offer = std::exchange(participant.held_offer, nullptr))
    answer_offer(room, participant, *offer);
}

void take_answer(Room& room, Participant& participant, const proto::SessionDescription& message) {
  // Some clients answer without saying which offer.
  bool is_expected = participant.receiving && participant.receiving->negotiation.is_waiting() &&
                     (message.id() == 0 || message.id() == participant.receiving->last_offer_id);
  if (!is_expected) {
    ++room.world().counters.requests_unknown;
    return;
  }
  OfferedConnection& connection = *participant.receiving;
  auto settled = connection.negotiation.take_answer(message.sdp());
  if (!settled || is_other_client(connection, settled->remote)) return send_away(room, participant);
  tell_transport(room, connection, settled->remote, *settled);
  send_as_negotiated(room, participant, settled->sent, settled->undecodable);
  room.want_sections(participant);
}

void ask_for_sections(Room& room, Participant& participant) {
  // One question at a time is enough.
  if (participant.receiving ? participant.receiving->negotiation.is_waiting()
                            : participant.sections_asked)
    return;
  auto outgoing = outgoing_tracks(room, participant);
  if (participant.receiving) {
    if (!participant.receiving->negotiation.carries(outgoing))
      send_offer(room, participant, outgoing);
    return;
  }
  // Before its first offer there is nothing to add to.
  const AnsweredConnection& connection = *participant.publishing;
  if (connection.remote && !connection.negotiation.carries(outgoing))
    ask_client(room, participant, outgoing);
}

void renew_negotiation(Room& room, Participant& participant) {
  participant.sections_asked = false;
  if (!participant.receiving) return room.want_sections(participant);
  OfferedConnection& connection = *participant.receiving;
  connection.negotiation.forget_offer();
  connection.negotiation.set_local_transport(to_wire(room.media().restart_ice(connection.peer)));
  send_offer(room, participant, outgoing_tracks(room, participant));
}

}  // namespace hemicycle::livekit
