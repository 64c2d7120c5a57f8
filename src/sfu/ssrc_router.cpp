#include "sfu/ssrc_router.h"

#include <algorithm>
#include <iterator>

namespace hemicycle::sfu {

void SsrcRouter::add(TrackId track, const PublicationParameters& parameters) {
  forget_description(track);
  // Sources that are named now replace the others.
  if (std::ranges::any_of(parameters.layers,
                          [](const auto& layer) { return layer.ssrc.has_value(); }))
    forget_sources(track);
  if (parameters.extensions.mid != 0) mid_extension_ = parameters.extensions.mid;
  if (!parameters.mid.empty()) by_mid_[parameters.mid] = track;
  bool named = parameters.extensions.mid != 0 && !parameters.mid.empty();
  for (const LayerParameters& layer : parameters.layers) {
    if (layer.ssrc) by_ssrc_[*layer.ssrc] = track;
    if (layer.rtx_ssrc) by_ssrc_[*layer.rtx_ssrc] = track;
    named |= layer.ssrc.has_value();
  }
  // What still comes of a track that was removed must not pass for another.
  if (named) return;
  for (const CodecParameters& codec : parameters.codecs) {
    by_payload_type_.emplace(codec.payload_type, track);
    if (codec.rtx_payload_type) by_payload_type_.emplace(*codec.rtx_payload_type, track);
  }
}

void SsrcRouter::remove(TrackId track) {
  forget_description(track);
  forget_sources(track);
}

void SsrcRouter::forget_description(TrackId track) {
  auto is_of_track = [track](const auto& entry) { return entry.second == track; };
  std::erase_if(by_mid_, is_of_track);
  std::erase_if(by_payload_type_, is_of_track);
}

void SsrcRouter::forget_sources(TrackId track) {
  std::erase_if(by_ssrc_, [track](const auto& entry) { return entry.second == track; });
}

std::optional<TrackId> SsrcRouter::find(wire::Ssrc ssrc) const {
  auto found = by_ssrc_.find(ssrc);
  return found == by_ssrc_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<TrackId> SsrcRouter::route(const wire::RtpPacket& packet) {
  if (auto known = find(packet.ssrc())) return known;
  auto track = recognise(packet);
  if (!track) return std::nullopt;
  // What still comes of the track's other sources says so again, or has made room for this one.
  if (by_ssrc_.size() >= kLearnedMax) forget_sources(*track);
  if (by_ssrc_.size() < kLearnedMax) by_ssrc_[packet.ssrc()] = *track;
  return track;
}

std::optional<TrackId> SsrcRouter::recognise(const wire::RtpPacket& packet) const {
  if (mid_extension_ != 0) {
    if (auto mid = packet.extension(mid_extension_)) {
      auto found = by_mid_.find(std::string(as_text(*mid)));
      return found == by_mid_.end() ? std::nullopt : std::optional(found->second);
    }
  }
  auto [first, last] = by_payload_type_.equal_range(packet.payload_type());
  bool only_one = first != last && std::next(first) == last;
  return only_one ? std::optional(first->second) : std::nullopt;
}

}  // namespace hemicycle::sfu
