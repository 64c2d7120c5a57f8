#include "media/stage.h"

#include <algorithm>

namespace hemicycle::media {

Stage::Track& Stage::add(TrackId id, wire::MediaKind kind, std::optional<PeerId> publisher) {
  std::unique_ptr<Track>& place = tracks_[id];
  if (place == nullptr) place = std::make_unique<Track>(id, kind, publisher);
  return *place;
}

void Stage::remove(TrackId id) {
  Track* track = find(id);
  if (track == nullptr) return;
  subscriptions_ -= track->fanout.subscriptions().size();
  std::erase(arrived_, track);
  tracks_.erase(id);
}

Stage::Track* Stage::find(TrackId id) {
  const auto found = tracks_.find(id);
  return found == tracks_.end() ? nullptr : found->second.get();
}

void Stage::add_subscription(Track& track, SubscriptionId subscription,
                             const sfu::SubscriptionParameters& parameters, sfu::FirstNumbers first,
                             Instant now) {
  const std::size_t before = track.fanout.subscriptions().size();
  track.fanout.add(subscription, parameters, first, now);
  subscriptions_ += track.fanout.subscriptions().size() - before;
}

Stage::Track* Stage::remove_subscription(TrackId id, SubscriptionId subscription) {
  Track* track = find(id);
  if (track == nullptr) return nullptr;
  const std::size_t before = track->fanout.subscriptions().size();
  track->fanout.remove(subscription);
  subscriptions_ -= before - track->fanout.subscriptions().size();
  return track->fanout.empty() ? track : nullptr;
}

void Stage::note_arrival(Track& track, const sfu::ForwardPacket& packet) {
  if (track.arrivals.empty()) arrived_.push_back(&track);
  track.arrivals.push_back(packet);
}

namespace {

std::size_t size_of(const sfu::ForwardPacket& packet) {
  return packet.payload.size();
}

bool same_frame(const sfu::ForwardPacket& a, const sfu::ForwardPacket& b) {
  return a.timestamp == b.timestamp && a.layer == b.layer;
}

// All but the last are to be of one size and the last no larger. One that is much smaller stays.
void pad_frame(std::span<sfu::ForwardPacket> frame) {
  const std::size_t largest = size_of(*std::ranges::max_element(frame, {}, size_of));
  for (sfu::ForwardPacket& packet : frame.first(frame.size() - 1)) {
    const std::size_t missing = largest - size_of(packet);
    if (missing <= Stage::kPaddingMax && !packet.payload.empty())
      packet.padding = static_cast<std::uint8_t>(missing);
  }
}

}  // namespace

void Stage::pad_frames(std::span<sfu::ForwardPacket> packets) {
  while (packets.size() > 1) {
    std::size_t count = 1;
    while (count < packets.size() && same_frame(packets[0], packets[count])) ++count;
    pad_frame(packets.first(count));
    packets = packets.subspan(count);
  }
}

bool Stage::is_due(Instant now) {
  if (now < next_deadline()) return false;
  next_tick_ = now + kTick;
  return true;
}

std::shared_ptr<const RelayedPackets> relay_copy(  // shared: see RelayedBatch
    TrackId track, std::span<const sfu::ForwardPacket> packets) {
  auto copy = std::make_shared<RelayedPackets>();
  copy->track = track;
  copy->packets.assign(packets.begin(), packets.end());
  std::size_t size = 0;
  for (const sfu::ForwardPacket& packet : packets)
    size += packet.payload.size() + packet.descriptor.size();
  copy->bytes.reserve(size);
  const auto move_over = [&](ByteView& view) {
    const std::size_t offset = copy->bytes.size();
    copy->bytes.insert(copy->bytes.end(), view.begin(), view.end());
    view = ByteView(copy->bytes).subspan(offset);
  };
  for (sfu::ForwardPacket& packet : copy->packets) {
    move_over(packet.payload);
    if (!packet.descriptor.empty()) move_over(packet.descriptor);
  }
  return copy;
}

}  // namespace hemicycle::media
