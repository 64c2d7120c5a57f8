#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/bug.h"
#include "base/time.h"
#include "sfu/forward_packet.h"
#include "sfu/keyframe_requester.h"
#include "sfu/layer_watch.h"
#include "sfu/packet_cache.h"
#include "sfu/payload_scratch.h"
#include "sfu/publication.h"
#include "sfu/subscription.h"

namespace hemicycle::sfu {

// One track on one worker: its receivers there, and the packets that they may ask for again. What
// is the same for all receivers is done once for a packet; the loop over them only rewrites a
// header. It chooses each receiver's layer from its wishes and from what the publisher sends at
// present.
//
// It does not know where receivers are: whoever owns it hands in a sink
//   void(const Subscription&, ByteView header, ByteView payload)
// that uses up both views before it returns. When the header has the padding bit, the payload
// includes the padding. A sink may also have
//   void approach(const Subscription&, int turns)
// which is told of each receiver a few turns ahead (kAhead, ..., 2, 1), to fetch what it will need,
// and
//   void failed(const Subscription&, const Bug&)
// which is told of a receiver for which an invariant was broken; the others get the packets.
// Without it the Bug leaves forward().
class Fanout {
 public:
  static constexpr Duration kTick = std::chrono::milliseconds(200);
  // A keyframe was asked for and did not come.
  static constexpr Duration kKeyframeRetry = std::chrono::milliseconds(500);
  static constexpr int kAhead = 3;  // turns

  explicit Fanout(wire::MediaKind kind);

  // ---- Receivers ----

  // The reference lives until the next add() or remove().
  Subscription& add(SubscriptionId id, const SubscriptionParameters& parameters, FirstNumbers first,
                    Instant now);
  void remove(SubscriptionId id);
  Subscription* find(SubscriptionId id);
  void set_wishes(SubscriptionId id, const SubscriptionWishes& wishes, Instant now);
  std::span<Subscription> subscriptions() { return subscriptions_; }
  bool empty() const { return subscriptions_.empty(); }

  // ---- Packets ----

  // Offers packets to every receiver, to each all of them one behind the other: what is its own
  // (keys, numbers) is then warm in the cache, and its datagrams can leave together. Each number of
  // a layer is given at most once. Whoever loses interest may remove receivers only afterwards.
  template <typename Sink>
  void forward(std::span<const ForwardPacket> packets, Instant now, Sink&& sink) {
    while (!packets.empty()) {
      std::size_t count = std::min(packets.size(), kTogetherMax);
      prepare(packets.first(count), now);
      for (std::size_t i = 0; i < subscriptions_.size(); ++i) {
        look_ahead(i, sink);
        offer_all(subscriptions_[i], sink);
      }
      packets = packets.subspan(count);
    }
  }
  template <typename Sink>
  void forward(const ForwardPacket& packet, Instant now, Sink&& sink) {
    forward(std::span(&packet, 1), now, sink);
  }

  // Answers a receiver's NACK from the cache; returns how many packets were sent again.
  template <typename Sink>
  std::size_t retransmit(Subscription& subscription, std::span<const wire::SequenceNumber> lost,
                         Instant now, Sink&& sink) {
    std::size_t sent = 0;
    for (wire::SequenceNumber number : lost) {
      auto missed = subscription.find_missed(number, now);
      const ForwardPacket* packet =
          missed ? layers_[missed->layer].cache.find(missed->sequence, now) : nullptr;
      if (packet == nullptr) continue;
      Passage passage = subscription.retransmit(*missed, *packet);
      if (passage == Passage::kWithheld) continue;
      sink(subscription, subscription.retransmission_header(),
           payload_again(subscription, *packet, number, passage));
      ++sent;
    }
    return sent;
  }

  // ---- Keyframes, clocks, time ----

  // A receiver's PLI or FIR.
  void handle_keyframe_request(Subscription& subscription, Instant now);
  // The layers of which keyframes are wanted of the publisher, as bits from layer 0 up; asked for
  // by this call.
  struct KeyframeRequests {
    std::uint8_t layers = 0;
    std::uint8_t fresh = 0;  // of these, those that somebody has just come to want

    bool of(LayerIndex layer) const { return (layers >> layer & 1) != 0; }
    KeyframeNeed need(LayerIndex layer) const {
      return (fresh >> layer & 1) != 0 ? KeyframeNeed::kNew : KeyframeNeed::kStill;
    }
  };
  KeyframeRequests take_keyframe_requests();

  void set_clock(const LayerClock& clock);
  // For a receiver's sender report; see Subscription::sender_report().
  std::optional<wire::SenderReport> sender_report(Subscription& subscription, Instant now) {
    return subscription.sender_report(clocks_, now);
  }

  void handle_timeout(Instant now);
  Instant next_deadline() const { return next_tick_; }

  bool layer_is_live(LayerIndex layer) const { return layers_[layer].watch.live(); }
  // As bits from layer 0 up. What another worker knows of the track's layers helps one that has not
  // seen any packet: of a still picture the next may be long in coming.
  std::uint8_t live_layers() const;
  void assume_live(std::uint8_t layers, Instant now);

 private:
  // Payload of a packet that is padding only: one byte, which counts itself.
  static constexpr std::array<std::uint8_t, 1> kFiller{1};

  struct Layer {
    PacketCache cache;
    LayerWatch watch;
    std::int64_t newest = -1;
    std::uint8_t spatial_max = 0;  // of its stream, since its last keyframe
    std::uint8_t restarts = 0;
    std::uint8_t interruptions = 0;
    bool in_use = false;  // someone has received it, or is about to
    // Since then, the number from which on all that came is put in the cache.
    std::optional<std::int64_t> cached_from{};
    std::optional<Instant> keyframe_asked{};
    std::optional<Instant> asked_afresh{};
  };

  // A packet made ready for all receivers.
  struct Prepared {
    Offer offer;
    PayloadScratch& scratch;
    ByteView plain;  // payload and padding, for receivers that get them as they are
  };
  // As many as a frame has, mostly; each has a scratch of its own.
  static constexpr std::size_t kTogetherMax = 16;

  // With many receivers nothing of the next one is in the cache, and the processor would wait for
  // it line by line.
  template <typename Sink>
  void look_ahead(std::size_t i, Sink& sink) const {
    std::span<const Subscription> coming = std::span(subscriptions_).subspan(i);
    if (coming.size() <= kAhead + 1) return;
    coming[kAhead + 1].prefetch();
    if constexpr (requires { sink.approach(coming[0], 0); })
      for (int turns = kAhead; turns > 0; --turns)
        sink.approach(coming[static_cast<std::size_t>(turns)], turns);
  }

  void prepare(std::span<const ForwardPacket> packets, Instant now);
  template <typename Sink>
  void offer_all(Subscription& subscription, Sink& sink) {
    if constexpr (requires(const Bug& bug) { sink.failed(subscription, bug); }) {
      try {
        for (Prepared& prepared : prepared_) offer_to(subscription, prepared, sink);
      } catch (const Bug& bug) {
        sink.failed(subscription, bug);
      }
    } else {
      for (Prepared& prepared : prepared_) offer_to(subscription, prepared, sink);
    }
  }
  template <typename Sink>
  static void offer_to(Subscription& subscription, Prepared& prepared, Sink& sink) {
    Passage passage = subscription.offer(prepared.offer);
    if (passage == Passage::kWithheld) return;
    const ForwardPacket& packet = prepared.offer.packet;
    ByteView payload = prepared.plain;
    ByteView header = subscription.header();
    if (passage == Passage::kRenumbered)
      payload = prepared.scratch.renumbered(subscription.picture_numbers());
    else if (passage == Passage::kFilled)
      payload = kFiller;
    else if (passage == Passage::kDescribed)
      header = subscription.described_header();
    else if (packet.codec == Codec::kRed && subscription.unwraps_red())
      payload = primary_of_red(packet.payload);
    sink(subscription, header, payload);
  }

  Offer take_in(const ForwardPacket& packet, Instant now);
  ByteView payload_again(const Subscription& subscription, const ForwardPacket& packet,
                         wire::SequenceNumber original, Passage passage);
  void choose_layers(Instant now);
  void choose_layer(Subscription& subscription, Instant now);
  LayerIndex best_layer(LayerIndex max) const;
  void begin_anew(LayerIndex layer, Instant now);
  bool waits(const Subscription& subscription) const;
  void ask_for_keyframe(LayerIndex layer, Instant now, KeyframeNeed need);

  wire::MediaKind kind_;
  std::vector<Subscription> subscriptions_;
  PayloadScratch scratch_;                 // for retransmissions
  std::vector<PayloadScratch> scratches_;  // for what is forwarded together
  std::vector<Prepared> prepared_;
  std::vector<Layer> layers_;
  SourceClocks clocks_{};
  std::unordered_map<SubscriptionId, std::size_t> places_;  // in subscriptions_
  KeyframeRequests keyframes_wanted_;
  Instant newest_packet_{};
  Instant next_tick_ = kNever;
};

}  // namespace hemicycle::sfu
