#include "media/uplink.h"

#include <algorithm>
#include <span>
#include <utility>

namespace hemicycle::media {

namespace {

sfu::PublicationParameters to_publication(const ReceiveTrack& track, wire::Ssrc feedback_ssrc) {
  return {.kind = track.kind,
          .mid = track.mid,
          .codecs = track.codecs,
          .extensions = track.extensions,
          .layers = track.layers,
          .feedback_ssrc = feedback_ssrc};
}

}  // namespace

void Uplink::set_track(const ReceiveTrack& parameters) {
  Track* known = find_track(parameters.track);
  if (known != nullptr && known->parameters == parameters) return;
  sfu::PublicationParameters described = to_publication(parameters, feedback_ssrc_);
  router_.add(parameters.track, described);
  if (parameters.extensions.transport_cc != 0)
    transport_cc_extension_ = parameters.extensions.transport_cc;
  if (known == nullptr) {
    tracks_.push_back({parameters.track, parameters, sfu::Publication(std::move(described))});
    return;
  }
  known->parameters = parameters;
  known->publication.change(std::move(described));
}

void Uplink::remove_track(TrackId track) {
  std::erase_if(tracks_, [track](const Track& each) { return each.id == track; });
  router_.remove(track);
}

Uplink::Track* Uplink::find_track(TrackId track) {
  const auto found = std::ranges::find(tracks_, track, &Track::id);
  return found == tracks_.end() ? nullptr : &*found;
}

sfu::Publication* Uplink::find(TrackId track) {
  Track* found = find_track(track);
  return found == nullptr ? nullptr : &found->publication;
}

Uplink::Arrival Uplink::handle_rtp(const wire::RtpPacket& packet, Instant now) {
  note_transport_sequence(packet, now);
  const std::optional<TrackId> id = router_.route(packet);
  sfu::Publication* publication = id ? find(*id) : nullptr;
  if (publication == nullptr) return {};
  if (next_report_ == kNever) next_report_ = now + kReportInterval;
  return {*id, publication, publication->handle_rtp(packet, now)};
}

void Uplink::note_transport_sequence(const wire::RtpPacket& packet, Instant now) {
  if (transport_cc_extension_ == 0) return;
  const auto value = packet.extension(transport_cc_extension_);
  if (!value || value->size() < 2) return;
  if (transport_feedback_ == nullptr)
    transport_feedback_ =
        std::make_unique<congestion::FeedbackGenerator>(feedback_ssrc_, packet.ssrc());
  transport_feedback_->handle_packet(wire::SequenceNumber(ByteReader(*value).u16()), now);
}

std::optional<Uplink::TrackClock> Uplink::handle_sender_report(const wire::SenderReport& report,
                                                               Instant now) {
  const std::optional<TrackId> id = router_.find(report.sender);
  sfu::Publication* publication = id ? find(*id) : nullptr;
  if (publication == nullptr) return std::nullopt;
  const auto clock = publication->handle_sender_report(report, now);
  if (!clock) return std::nullopt;
  return TrackClock{*id, *clock};
}

void Uplink::request_keyframe(TrackId track, sfu::LayerIndex layer, Instant now,
                              sfu::KeyframeNeed need) {
  if (sfu::Publication* publication = find(track)) publication->request_keyframe(layer, now, need);
}

void Uplink::set_round_trip(Duration round_trip) {
  for (Track& track : tracks_) track.publication.set_round_trip(round_trip);
}

void Uplink::poll_feedback(Instant now, std::vector<wire::RtcpPacket>& out) {
  if (now >= next_report_) {
    next_report_ = now + kReportInterval;
    append_receiver_report(now, out);
  }
  for (Track& track : tracks_) track.publication.poll_feedback(now, out);
  if (transport_feedback_ == nullptr) return;
  while (std::optional<wire::TransportFeedback> feedback = transport_feedback_->poll(now))
    out.emplace_back(std::move(*feedback));
}

// As many reports as the blocks need: none while nothing comes.
void Uplink::append_receiver_report(Instant now, std::vector<wire::RtcpPacket>& out) {
  std::vector<wire::ReportBlock> blocks;
  for (Track& track : tracks_) track.publication.append_reports(now, blocks);
  std::span<const wire::ReportBlock> rest(blocks);
  while (!rest.empty()) {
    const auto some = rest.first(std::min(rest.size(), wire::kMaxReportBlocks));
    out.emplace_back(wire::ReceiverReport{feedback_ssrc_, {some.begin(), some.end()}});
    rest = rest.subspan(some.size());
  }
}

Instant Uplink::next_deadline() const {
  Instant next = next_report_;
  for (const Track& track : tracks_) next = std::min(next, track.publication.next_deadline());
  return transport_feedback_ ? std::min(next, transport_feedback_->next_deadline()) : next;
}

DirectionStatistics Uplink::take_statistics(Instant now) {
  DirectionStatistics statistics;
  Totals totals;
  for (Track& track : tracks_) {
    const sfu::PublicationStatistics each = track.publication.statistics(now);
    statistics.bitrate_bps += each.bitrate_bps;
    statistics.jitter = std::max(statistics.jitter, each.jitter);
    totals.packets += each.packets;
    totals.lost += each.lost;
  }
  // A removed track takes its totals along.
  if (totals.packets >= reported_.packets) statistics.packets = totals.packets - reported_.packets;
  const std::int64_t lost = std::max<std::int64_t>(totals.lost - reported_.lost, 0);
  if (const double expected = static_cast<double>(statistics.packets) + static_cast<double>(lost);
      expected > 0)
    statistics.loss = static_cast<double>(lost) / expected;
  reported_ = totals;
  return statistics;
}

}  // namespace hemicycle::media
