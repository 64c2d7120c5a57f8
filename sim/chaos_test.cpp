#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "sim/media_scenario.h"
#include "sim/seeds.h"

// Clients that come, go, publish, mute, subscribe, move and send garbage at random. Whatever the
// order, no invariant of the media plane breaks, and once it is quiet again everyone sees everyone.
namespace hemicycle::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using wire::MediaKind;

constexpr std::size_t kClientsMax = 5;
constexpr std::size_t kTracksMax = 4;
constexpr std::size_t kSubscriptionsMax = 8;
constexpr int kSteps = 100;

class Chaos {
 public:
  explicit Chaos(std::uint64_t seed) : scenario_(seed, 2), random_(seed + 1000) {
    scenario_.network().set_default_conditions({.delay = milliseconds(15),
                                                .jitter = milliseconds(10),
                                                .loss = 0.03,
                                                .duplication = 0.01,
                                                .reordering = 0.03});
  }

  void run() {
    for (int step = 0; step < kSteps; ++step) {
      act();
      scenario_.network().run_for(milliseconds(random_.below(200)));
    }
  }

  // Everything that is subscribed to must be seen anew, from a perfect network.
  void calm_down() {
    scenario_.network().set_all_conditions({.delay = milliseconds(15)});
    scenario_.network().run_for(seconds(12));
    for (const Track& track : tracks_)
      scenario_.plane().post(media::SetTrackMuted{track.track.id, false});
    for (const Subscription& each : subscriptions_)
      scenario_.plane().post(media::SetSubscription{.subscription = each.subscription.id});
    scenario_.network().run_for(seconds(3));
    std::vector<std::uint64_t> before = frames();
    scenario_.network().run_for(seconds(2));
    std::vector<std::uint64_t> after = frames();
    for (std::size_t i = 0; i < after.size(); ++i)
      EXPECT_GT(after[i], before[i] + 40) << "subscription " << i << " of " << after.size();
  }

  MediaScenario& scenario() { return scenario_; }
  bool anything_to_see() const { return !subscriptions_.empty(); }

 private:
  struct Track {
    MediaScenario::Track track;
    std::size_t publisher;
  };
  struct Subscription {
    MediaScenario::Subscription subscription;
    std::size_t track;
  };

  void act() {
    switch (random_.below(10)) {
      case 0:
      case 1:
        return join();
      case 2:
        return publish();
      case 3:
      case 4:
        return subscribe();
      case 5:
        return mute();
      case 6:
        return wish();
      case 7:
        return move();
      case 8:
        return send_garbage();
      default:
        return send_protected_garbage();
    }
  }

  void join() {
    if (clients_.size() == kClientsMax) return;
    media::WorkerIndex worker(static_cast<std::uint8_t>(random_.below(2)));
    clients_.push_back(&scenario_.join(worker));
  }
  void publish() {
    if (clients_.empty() || tracks_.size() == kTracksMax) return;
    std::size_t publisher = random_.below(clients_.size());
    StreamShape shape = kCamera;
    shape.temporal_layers = static_cast<std::uint8_t>(1 + random_.below(3));
    tracks_.push_back(
        {scenario_.publish(*clients_[publisher], MediaKind::kVideo, shape), publisher});
  }
  void subscribe() {
    if (tracks_.empty() || subscriptions_.size() == kSubscriptionsMax) return;
    std::size_t track = random_.below(tracks_.size());
    MediaScenario::Client& client = *clients_[random_.below(clients_.size())];
    subscriptions_.push_back({scenario_.subscribe(client, tracks_[track].track), track});
  }
  void mute() {
    if (tracks_.empty()) return;
    media::TrackId track = tracks_[random_.below(tracks_.size())].track.id;
    scenario_.plane().post(media::SetTrackMuted{track, random_.chance(0.5)});
  }
  void wish() {
    if (subscriptions_.empty()) return;
    const Subscription& wisher = subscriptions_[random_.below(subscriptions_.size())];
    if (random_.chance(0.3)) return unsubscribe(wisher);
    scenario_.plane().post(
        media::SetSubscription{.subscription = wisher.subscription.id,
                               .paused = random_.chance(0.5),
                               .max_layer = static_cast<std::uint8_t>(random_.below(4))});
  }
  void unsubscribe(const Subscription& subscription) {
    scenario_.plane().post(media::StopSending{subscription.subscription.id});
    std::erase_if(subscriptions_, [id = subscription.subscription.id](const Subscription& each) {
      return each.subscription.id == id;
    });
  }
  void move() {
    if (clients_.empty()) return;
    clients_[random_.below(clients_.size())]->host->move_to(
        Endpoint::v4(203, 0, 113, static_cast<std::uint8_t>(next_address_ % 250), next_address_));
    ++next_address_;
  }
  // Random bytes behind every first byte that tells one protocol from another.
  void send_garbage() {
    if (clients_.empty()) return;
    constexpr std::uint8_t kFirstBytes[] = {0, 1, 20, 22, 23, 63, 64, 128, 144, 191, 200};
    const ClientHost& liar = *clients_[random_.below(clients_.size())]->host;
    for (int i = 0; i < 20; ++i) {
      Bytes bytes(random_.below(200));
      random_.fill(bytes);
      if (!bytes.empty()) bytes[0] = kFirstBytes[random_.below(std::size(kFirstBytes))];
      scenario_.network().send(liar.address(), Endpoint::v4(192, 0, 2, 1, 7882), bytes);
    }
  }

  // What passes SRTP is believed no more: RTCP with random contents, and RTP in the name of tracks
  // of others. (Who ruins his own sequence numbers ruins his own SRTP, and that is all.)
  void send_protected_garbage() {
    if (clients_.empty()) return;
    std::size_t liar = random_.below(clients_.size());
    ClientPeer& peer = clients_[liar]->host->peer();
    for (int i = 0; i < 20; ++i) {
      Bytes bytes(12 + random_.below(100));
      random_.fill(bytes);
      bytes[0] = static_cast<std::uint8_t>(0x80 | (bytes[0] & 0x3f));
      bytes[1] = static_cast<std::uint8_t>(200 + random_.below(8));
      if (random_.chance(0.7))
        ByteWriter(MutableBytes(bytes).subspan(2))
            .u16(static_cast<std::uint16_t>(bytes.size() / 4 - 1));
      bytes.resize(bytes.size() / 4 * 4);
      peer.inject_rtcp(bytes);
    }
    for (const Track& track : tracks_) {
      if (track.publisher == liar) continue;
      wire::RtpHeader header{
          .marker = random_.chance(0.5),
          .payload_type = wire::PayloadType(96),
          .sequence = wire::SequenceNumber(static_cast<std::uint16_t>(random_.next())),
          .timestamp = wire::RtpTimestamp(random_.next_u32()),
          .ssrc = track.track.ssrc};
      Bytes head(wire::kRtpFixedHeaderSize), payload(random_.below(50));
      header.write({}, head);
      random_.fill(payload);
      peer.inject_rtp(head, payload);
    }
  }

  std::vector<std::uint64_t> frames() {
    std::vector<std::uint64_t> frames;
    for (const Subscription& each : subscriptions_)
      frames.push_back(scenario_.received(each.subscription).frames);
    return frames;
  }

  MediaScenario scenario_;
  SeededRandom random_;
  std::vector<MediaScenario::Client*> clients_;
  std::vector<Track> tracks_;
  std::vector<Subscription> subscriptions_;
  std::uint16_t next_address_ = 1000;
};

TEST(Chaos, breaks_no_invariant_and_leaves_everyone_seeing) {
  int with_viewers = 0;
  for (std::uint64_t seed : seeds(1, 4)) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    Chaos chaos(seed);
    chaos.run();
    chaos.calm_down();
    EXPECT_EQ(chaos.scenario().plane().bugs(), std::vector<std::string>{});
    for (const media::Event& event : chaos.scenario().plane().events())
      EXPECT_FALSE(std::holds_alternative<media::PeerFailed>(event));
    if (chaos.anything_to_see()) ++with_viewers;
  }
  EXPECT_GT(with_viewers, 0);
}

}  // namespace
}  // namespace hemicycle::sim
