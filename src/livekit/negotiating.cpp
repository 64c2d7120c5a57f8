#include "livekit/negotiating.h"

#include <algorithm>

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
void follow_ice_restart(Room& room, Participant& participant, const wire::RemoteTransport& remote) {
  if (!participant.remote || participant.remote->ice_ufrag == remote.ice_ufrag) return;
  participant.negotiation.set_local_transport(to_wire(room.media().restart_ice(participant.peer)));
}

void tell_transport(Room& room, Participant& participant, const wire::RemoteTransport& remote,
                    const wire::Answer& answer) {
  bool is_known = participant.remote == remote && participant.sctp_port == answer.sctp_port &&
                  participant.rtcp_reduced_size == answer.rtcp_reduced_size;
  if (is_known) return;
  participant.remote = remote;
  participant.sctp_port = answer.sctp_port;
  participant.rtcp_reduced_size = answer.rtcp_reduced_size;
  room.media().post(media::SetRemoteTransport{participant.peer, remote.ice_ufrag, remote.ice_pwd,
                                              remote.fingerprint_sha256, answer.sctp_port,
                                              answer.rtcp_reduced_size});
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

}  // namespace

wire::LocalTransport to_wire(const media::LocalTransport& local) {
  return {local.ice_ufrag, local.ice_pwd, local.fingerprint_sha256, local.candidates};
}

void answer_offer(Room& room, Participant& participant, const proto::SessionDescription& message) {
  auto offer = wire::read_offer(message.sdp());
  if (!offer) return send_away(room, participant);
  bool is_other_client = participant.remote &&
                         participant.remote->fingerprint_sha256 != offer->remote.fingerprint_sha256;
  if (is_other_client) return send_away(room, participant);
  follow_ice_restart(room, participant, offer->remote);
  auto answer = participant.negotiation.answer(*offer, outgoing_tracks(room, participant),
                                               preferences_of(participant));
  if (!answer) return send_away(room, participant);
  participant.sections_asked = false;
  participant.received = answer->received;
  tell_transport(room, participant, offer->remote, *answer);
  bind_tracks(room, participant);
  send_answer(room, participant, message, *answer);
  apply_answer(room, participant, *answer);
  room.want_sections(participant);
}

void ask_for_sections(Room& room, Participant& participant) {
  participant.sections_due = false;
  // Before its first offer there is nothing to add to, and one question at a time is enough.
  if (!participant.remote || participant.sections_asked) return;
  auto outgoing = outgoing_tracks(room, participant);
  if (participant.negotiation.carries(outgoing)) return;
  wire::MissingSections missing = participant.negotiation.missing_sections(outgoing);
  proto::SignalResponse response;
  response.mutable_media_sections_requirement()->set_num_audios(missing.audio);
  response.mutable_media_sections_requirement()->set_num_videos(missing.video);
  room.send(participant, response);
  participant.sections_asked = true;
}

}  // namespace hemicycle::livekit
