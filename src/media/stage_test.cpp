#include "media/stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hemicycle::media {
namespace {

sfu::ForwardPacket packet(ByteView payload, std::uint32_t timestamp) {
  sfu::ForwardPacket made;
  made.payload = payload;
  made.timestamp = wire::RtpTimestamp(timestamp);
  return made;
}

struct Padding {
  const char* why;
  std::vector<std::pair<std::size_t, std::uint32_t>> packets;  // size, timestamp
  std::vector<int> padding;
};

TEST(Stage, packets_of_a_frame_are_padded_to_one_size_where_little_is_missing) {
  const std::vector<Padding> cases = {
      {"the larger last", {{99, 1}, {99, 1}, {100, 1}}, {1, 1, 0}},
      {"a shorter tail stays", {{100, 1}, {100, 1}, {40, 1}}, {0, 0, 0}},
      {"too much is missing", {{90, 1}, {100, 1}}, {0, 0}},
      {"frames are not mixed", {{99, 1}, {100, 2}, {100, 2}}, {0, 0, 0}},
      {"padding only stays so", {{0, 1}, {5, 1}}, {0, 0}},
      {"one packet", {{7, 1}}, {0}},
  };
  const Bytes bytes(100);
  for (const Padding& each : cases) {
    std::vector<sfu::ForwardPacket> packets;
    for (const auto& [size, timestamp] : each.packets)
      packets.push_back(packet(ByteView(bytes).first(size), timestamp));
    Stage::pad_frames(packets);
    std::vector<int> padding;
    for (const sfu::ForwardPacket& padded : packets) padding.push_back(padded.padding);
    EXPECT_EQ(padding, each.padding) << each.why;
  }
}

TEST(Stage, arrivals_are_taken_once_for_each_track) {
  Stage stage;
  const TrackId one(1);
  Stage::Track& track = stage.add(one, wire::MediaKind::kAudio, PeerId(9));
  const Bytes bytes(10);
  stage.note_arrival(track, packet(bytes, 1));
  stage.note_arrival(track, packet(bytes, 2));
  std::vector<std::size_t> counts;
  stage.take_arrivals([&](Stage::Track& each) { counts.push_back(each.arrivals.size()); });
  stage.take_arrivals([&](Stage::Track& each) { counts.push_back(each.arrivals.size()); });
  EXPECT_THAT(counts, ::testing::ElementsAre(2));
}

TEST(Stage, a_removed_tracks_arrivals_are_forgotten) {
  Stage stage;
  const Bytes bytes(10);
  stage.note_arrival(stage.add(TrackId(1), wire::MediaKind::kAudio, PeerId(9)), packet(bytes, 1));
  stage.remove(TrackId(1));
  stage.take_arrivals([](Stage::Track&) { FAIL(); });
  EXPECT_EQ(stage.next_deadline(), kNever);
}

TEST(RelayCopy, keeps_the_payloads_when_the_received_ones_are_gone) {
  std::shared_ptr<const RelayedPackets> copy;  // shared: as workers do
  {
    const Bytes first = {1, 2, 3};
    const Bytes second = {4, 5};
    copy = relay_copy(TrackId(1), std::vector{packet(first, 1), packet(second, 2)});
  }
  ASSERT_EQ(copy->packets.size(), 2);
  EXPECT_THAT(copy->packets[0].payload, ::testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(copy->packets[1].payload, ::testing::ElementsAre(4, 5));
}

}  // namespace
}  // namespace hemicycle::media
