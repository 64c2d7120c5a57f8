#pragma once

#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "media/ids.h"
#include "media/letters.h"
#include "sfu/fanout.h"

namespace hemicycle::media {

// The tracks that one worker serves, each with its receivers here: those of its own publishers, and
// those that another worker relays. It gathers what arrives in a batch, so that each receiver gets
// its packets of the batch one behind the other. It knows no peers.
class Stage {
 public:
  struct Track {
    Track(TrackId track, wire::MediaKind kind, std::optional<PeerId> local_publisher)
        : id(track), publisher(local_publisher), fanout(kind) {}

    TrackId id;
    std::optional<PeerId> publisher;  // none: on another worker
    sfu::Fanout fanout;
    std::vector<WorkerIndex> relays;  // other workers with receivers
    std::array<std::optional<sfu::SourceClock>, sfu::kLayersMax> clocks;  // for new relays
    std::vector<sfu::ForwardPacket> arrivals;                             // of this batch
    bool muted = false;
    bool started = false;
  };

  Track& add(TrackId track, wire::MediaKind kind, std::optional<PeerId> publisher);
  void remove(TrackId track);
  Track* find(TrackId track);
  std::size_t size() const { return tracks_.size(); }
  std::size_t subscription_count() const { return subscriptions_; }

  void add_subscription(Track& track, SubscriptionId subscription,
                        const sfu::SubscriptionParameters& parameters, sfu::FirstNumbers first,
                        Instant now);
  // The track when it has no receiver left here.
  Track* remove_subscription(TrackId track, SubscriptionId subscription);

  // The packet's bytes live until the end of the batch.
  void note_arrival(Track& track, const sfu::ForwardPacket& packet);
  // Calls `visit(Track&)` for each track with arrivals, which are of equal size where padding makes
  // them so, and forgets them.
  template <typename Visit>
  void take_arrivals(Visit visit) {
    for (Track* track : arrived_) {
      pad_frames(track->arrivals);
      visit(*track);
      track->arrivals.clear();
    }
    arrived_.clear();
  }

  // True when the tracks' turn has come; the next is set.
  bool is_due(Instant now);
  Instant next_deadline() const { return tracks_.empty() ? kNever : next_tick_; }

  template <typename Visit>
  void for_each(Visit visit) {
    for (auto& [id, track] : tracks_) visit(*track);
  }

  // Packets of one frame differ by a byte or two when the sender split it evenly; padded to one
  // size they leave as one segmented message.
  static constexpr std::size_t kPaddingMax = 8;
  static void pad_frames(std::span<sfu::ForwardPacket> packets);

 private:
  static constexpr Duration kTick = std::chrono::milliseconds(100);

  std::unordered_map<TrackId, std::unique_ptr<Track>> tracks_;
  std::vector<Track*> arrived_;
  std::size_t subscriptions_ = 0;
  Instant next_tick_;
};

// The packets as another worker gets them: the payloads copied behind one another.
std::shared_ptr<const RelayedPackets> relay_copy(  // shared: see RelayedBatch
    TrackId track, std::span<const sfu::ForwardPacket> packets);

}  // namespace hemicycle::media
