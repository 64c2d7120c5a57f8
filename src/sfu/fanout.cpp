#include "sfu/fanout.h"

#include <utility>

#include "base/bug.h"

namespace hemicycle::sfu {

Fanout::Fanout(wire::MediaKind kind) : kind_(kind) {
  bool video = kind == wire::MediaKind::kVideo;
  for (std::size_t i = 0; i < kLayersMax; ++i)
    layers_.push_back(
        {PacketCache(video ? PacketCache::kVideoLimits : PacketCache::kAudioLimits), LayerWatch()});
}

// ---- Receivers ----

Subscription& Fanout::add(SubscriptionId id, const SubscriptionParameters& parameters,
                          FirstNumbers first, Instant now) {
  remove(id);
  places_[id] = subscriptions_.size();
  subscriptions_.emplace_back(id, parameters, first);
  choose_layer(subscriptions_.back(), now);
  if (kind_ == wire::MediaKind::kVideo && next_tick_ == kNever) next_tick_ = now + kTick;
  return subscriptions_.back();
}

void Fanout::remove(SubscriptionId id) {
  auto place = places_.find(id);
  if (place == places_.end()) return;
  std::size_t index = place->second;
  places_.erase(place);
  if (index + 1 != subscriptions_.size()) {
    subscriptions_[index] = std::move(subscriptions_.back());
    places_[subscriptions_[index].id()] = index;
  }
  subscriptions_.pop_back();
  if (!subscriptions_.empty()) return;
  next_tick_ = kNever;
  for (Layer& layer : layers_) {
    layer.in_use = false;
    layer.cached_from.reset();
  }
}

Subscription* Fanout::find(SubscriptionId id) {
  auto place = places_.find(id);
  return place == places_.end() ? nullptr : &subscriptions_[place->second];
}

void Fanout::set_wishes(SubscriptionId id, const SubscriptionWishes& wishes, Instant now) {
  Subscription* subscription = find(id);
  if (subscription == nullptr) return;
  subscription->set_wishes(wishes);
  choose_layer(*subscription, now);
}

// ---- Which layer ----

LayerIndex Fanout::best_layer(LayerIndex max) const {
  const auto best_of = [&](bool (LayerWatch::*is_good)() const) {
    LayerIndex best = kNoLayer;
    for (LayerIndex layer = 0; layer < kLayersMax; ++layer) {
      if (!(layers_[layer].watch.*is_good)()) continue;
      // Too much is better than nothing, but no more of it than need be.
      if (layer <= max || best == kNoLayer) best = layer;
    }
    return best;
  };
  const LayerIndex steady = best_of(&LayerWatch::steady);
  return steady != kNoLayer ? steady : best_of(&LayerWatch::live);
}

std::uint8_t Fanout::live_layers() const {
  std::uint8_t bits = 0;
  for (LayerIndex layer = 0; layer < kLayersMax; ++layer)
    if (layers_[layer].watch.live()) bits |= static_cast<std::uint8_t>(1 << layer);
  return bits;
}

void Fanout::assume_live(std::uint8_t layers, Instant now) {
  bool changed = false;
  for (LayerIndex layer = 0; layer < kLayersMax; ++layer)
    if ((layers >> layer & 1) != 0) changed |= layers_[layer].watch.assume_live(now);
  if (changed) choose_layers(now);
}

void Fanout::choose_layer(Subscription& subscription, Instant now) {
  if (subscription.wishes().paused) return;
  LayerIndex best = best_layer(subscription.wishes().max_layer);
  if (best == kNoLayer) return;  // nothing comes: whatever was chosen stays so
  const bool is_new = subscription.target() != best;
  subscription.set_target(best);
  layers_[best].in_use = true;
  if (waits(subscription))
    ask_for_keyframe(best, now, is_new ? KeyframeNeed::kNew : KeyframeNeed::kStill);
}

bool Fanout::waits(const Subscription& subscription) const {
  if (subscription.waits_for_keyframe()) return true;
  const LayerIndex layer = subscription.layer();
  return layer != kNoLayer && subscription.waits_for_spatial_layer(layers_[layer].spatial_max);
}

void Fanout::choose_layers(Instant now) {
  for (Subscription& subscription : subscriptions_) choose_layer(subscription, now);
}

// ---- Packets ----

void Fanout::prepare(std::span<const ForwardPacket> packets, Instant now) {
  prepared_.clear();
  if (scratches_.size() < packets.size()) scratches_.resize(packets.size());
  for (std::size_t i = 0; i < packets.size(); ++i) {
    const ForwardPacket& packet = packets[i];
    scratches_[i].start(packet);
    ByteView plain = packet.padding == 0 ? packet.payload : ByteView(scratches_[i].padded());
    prepared_.push_back({take_in(packet, now), scratches_[i], plain});
  }
}

Offer Fanout::take_in(const ForwardPacket& packet, Instant now) {
  BUG_IF(packet.layer >= kLayersMax);
  Layer& layer = layers_[packet.layer];
  bool restarted = std::exchange(layer.restarts, packet.restarts) != packet.restarts;
  bool interrupted =
      std::exchange(layer.interruptions, packet.interruptions) != packet.interruptions;
  if (restarted) clocks_[packet.layer].reset();
  if (restarted || interrupted) begin_anew(packet.layer, now);
  newest_packet_ = now;
  if (layer.watch.handle_packet(packet.timestamp, now)) choose_layers(now);
  if (packet.frame.begins_keyframe) {  // here it is
    layer.keyframe_asked.reset();
    layer.asked_afresh.reset();
    keyframes_wanted_.layers &= static_cast<std::uint8_t>(~(1 << packet.layer));
    layer.spatial_max = 0;
  }
  layer.spatial_max = std::max(layer.spatial_max, packet.frame.spatial_id);
  if (layer.in_use) {
    if (!layer.cached_from) layer.cached_from = layer.newest + 1;
    layer.cache.insert(packet, now);
  }
  Offer offer{.packet = packet, .clocks = clocks_, .now = now};
  if (packet.sequence > layer.newest)
    layer.newest = packet.sequence;
  else
    offer.late_by = layer.newest - packet.sequence + 1;
  offer.plain = !packet.payload.empty() && !packet.frame.has_layers;
  offer.refillable = layer.cached_from && packet.sequence + 1 >= *layer.cached_from;
  return offer;
}

ByteView Fanout::payload_again(const Subscription& subscription, const ForwardPacket& packet,
                               wire::SequenceNumber original, Passage passage) {
  scratch_.start(packet);
  bool renumbered = passage == Passage::kRenumbered;
  ByteView payload = packet.payload;
  if (packet.codec == Codec::kRed && subscription.unwraps_red()) payload = primary_of_red(payload);
  if (subscription.has_rtx(packet.codec))
    return scratch_.retransmission(
        original, payload,
        renumbered ? std::optional(subscription.picture_numbers()) : std::nullopt);
  if (renumbered) return scratch_.renumbered(subscription.picture_numbers());
  return packet.padding == 0 ? payload : ByteView(scratch_.padded());
}

// ---- Keyframes, clocks, time ----

// What came before is no basis for what comes now. The publication has asked for a keyframe when
// its source began anew, but that one may have come while the track was muted: whoever still waits
// asks again.
void Fanout::begin_anew(LayerIndex layer, Instant now) {
  for (Subscription& subscription : subscriptions_) {
    if (subscription.layer() != layer) continue;
    subscription.leave_layer();
    ask_for_keyframe(layer, now, KeyframeNeed::kNew);
  }
}

// Whoever is new is passed on even if others are waiting, but many who come at once are one.
void Fanout::ask_for_keyframe(LayerIndex index, Instant now, KeyframeNeed need) {
  if (kind_ != wire::MediaKind::kVideo) return;
  Layer& layer = layers_[index];
  const auto lately = [now](const std::optional<Instant>& asked) {
    return asked && now - *asked < kKeyframeRetry;
  };
  const bool fresh = need == KeyframeNeed::kNew && !lately(layer.asked_afresh);
  if (!fresh && lately(layer.keyframe_asked)) return;
  layer.keyframe_asked = now;
  const auto bit = static_cast<std::uint8_t>(1 << index);
  keyframes_wanted_.layers |= bit;
  if (!fresh) return;
  layer.asked_afresh = now;
  keyframes_wanted_.fresh |= bit;
}

void Fanout::handle_keyframe_request(Subscription& subscription, Instant now) {
  LayerIndex layer =
      subscription.layer() != kNoLayer ? subscription.layer() : subscription.target();
  if (layer != kNoLayer && subscription.handle_keyframe_request(now))
    ask_for_keyframe(layer, now, KeyframeNeed::kNew);
}

Fanout::KeyframeRequests Fanout::take_keyframe_requests() {
  return std::exchange(keyframes_wanted_, {});
}

void Fanout::set_clock(const LayerClock& clock) {
  if (clock.layer < kLayersMax) clocks_[clock.layer] = clock.clock;
}

void Fanout::handle_timeout(Instant now) {
  if (now < next_tick_) return;
  next_tick_ = now + kTick;
  bool changed = false;
  for (Layer& layer : layers_) changed |= layer.watch.handle_timeout(newest_packet_);
  if (changed) choose_layers(now);
  for (const Subscription& subscription : subscriptions_)
    if (waits(subscription)) ask_for_keyframe(subscription.target(), now, KeyframeNeed::kStill);
}

}  // namespace hemicycle::sfu
