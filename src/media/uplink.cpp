#include "media/uplink.h"

#include <algorithm>

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
  const auto known = std::ranges::find(tracks_, parameters.track, &Track::id);
  if (known != tracks_.end() && known->parameters == parameters) return;
  sfu::Publication publication(to_publication(parameters, feedback_ssrc_));
  if (known == tracks_.end())
    tracks_.push_back({parameters.track, parameters, std::move(publication)});
  else
    *known = {parameters.track, parameters, std::move(publication)};
  rebuild_routes();
}

void Uplink::remove_track(TrackId track) {
  std::erase_if(tracks_, [track](const Track& each) { return each.id == track; });
  rebuild_routes();
}

// What was learned from packets is learned again.
void Uplink::rebuild_routes() {
  by_ssrc_.clear();
  mid_extension_ = transport_cc_extension_ = 0;
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    const ReceiveTrack& parameters = tracks_[i].parameters;
    for (const LayerParameters& layer : parameters.layers) {
      if (layer.ssrc) by_ssrc_[*layer.ssrc] = i;
      if (layer.rtx_ssrc) by_ssrc_[*layer.rtx_ssrc] = i;
    }
    if (parameters.extensions.mid != 0) mid_extension_ = parameters.extensions.mid;
    if (parameters.extensions.transport_cc != 0)
      transport_cc_extension_ = parameters.extensions.transport_cc;
  }
}

sfu::Publication* Uplink::find(TrackId track) {
  const auto found = std::ranges::find(tracks_, track, &Track::id);
  return found == tracks_.end() ? nullptr : &found->publication;
}

std::size_t Uplink::find_index(const wire::RtpPacket& packet) {
  const auto known = by_ssrc_.find(packet.ssrc());
  return known != by_ssrc_.end() ? known->second : learn_index(packet);
}

// By the section's mid, else by a payload type that only one track has (RFC 8843, 9.2).
std::size_t Uplink::learn_index(const wire::RtpPacket& packet) {
  const auto mid = mid_extension_ != 0 ? packet.extension(mid_extension_) : std::nullopt;
  const auto matches = [&](const Track& track) {
    if (mid) return as_text(*mid) == track.parameters.mid;
    return std::ranges::any_of(track.parameters.codecs, [&](const CodecParameters& codec) {
      return codec.payload_type == packet.payload_type() ||
             codec.rtx_payload_type == packet.payload_type();
    });
  };
  const auto first = std::ranges::find_if(tracks_, matches);
  if (first == tracks_.end()) return kNone;
  if (!mid && std::find_if(first + 1, tracks_.end(), matches) != tracks_.end()) return kNone;
  const auto index = static_cast<std::size_t>(first - tracks_.begin());
  if (by_ssrc_.size() < kSourcesMax) by_ssrc_.emplace(packet.ssrc(), index);
  return index;
}

Uplink::Arrival Uplink::handle_rtp(const wire::RtpPacket& packet, Instant now) {
  note_transport_sequence(packet, now);
  const std::size_t index = find_index(packet);
  if (index == kNone) return {};
  if (next_report_ == kNever) next_report_ = now + kReportInterval;
  Track& track = tracks_[index];
  return {track.id, &track.publication, track.publication.handle_rtp(packet, now)};
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
  const auto route = by_ssrc_.find(report.sender);
  if (route == by_ssrc_.end()) return std::nullopt;
  Track& track = tracks_[route->second];
  const auto clock = track.publication.handle_sender_report(report, now);
  if (!clock) return std::nullopt;
  return TrackClock{track.id, *clock};
}

void Uplink::request_keyframe(TrackId track, sfu::LayerIndex layer, Instant now) {
  if (sfu::Publication* publication = find(track)) publication->request_keyframe(layer, now);
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

void Uplink::append_receiver_report(Instant now, std::vector<wire::RtcpPacket>& out) {
  wire::ReceiverReport report{feedback_ssrc_, {}};
  for (Track& track : tracks_) track.publication.append_reports(now, report.blocks);
  if (report.blocks.size() > wire::kMaxReportBlocks) report.blocks.resize(wire::kMaxReportBlocks);
  out.emplace_back(std::move(report));
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
