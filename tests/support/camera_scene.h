#pragma once

#include <vector>

#include "tests/support/media_scene.h"

// A publisher with a camera, and what it sends.
namespace hemicycle::media::testing {

inline constexpr wire::Ssrc kCameraSsrc{0x1111};

// A VP8 frame of packets with the given payload sizes; its descriptor is one byte (RFC 7741, 4.2).
inline std::vector<Scene::Outgoing> vp8_frame(std::uint16_t first_sequence, std::uint32_t timestamp,
                                              const std::vector<std::size_t>& sizes, bool key) {
  std::vector<Scene::Outgoing> packets;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    Bytes payload(sizes[i], 0xab);
    payload[0] = i == 0 ? 0x10 : 0x00;           // start of the first partition
    if (i == 0) payload[1] = key ? 0x00 : 0x01;  // P: not a keyframe
    wire::RtpHeader header;
    header.marker = i + 1 == sizes.size();
    header.payload_type = wire::PayloadType(96);
    header.sequence = wire::SequenceNumber(static_cast<std::uint16_t>(first_sequence + i));
    header.timestamp = wire::RtpTimestamp(timestamp);
    header.ssrc = kCameraSsrc;
    packets.push_back({header, std::move(payload), std::nullopt});
  }
  return packets;
}

inline Scene::Outgoing opus(wire::Ssrc ssrc, std::uint16_t sequence, std::uint8_t level) {
  wire::RtpHeader header;
  header.payload_type = wire::PayloadType(111);
  header.sequence = wire::SequenceNumber(sequence);
  header.timestamp = wire::RtpTimestamp(sequence * 960U);
  header.ssrc = ssrc;
  return {header, Bytes(80, 0x5a), level};
}

inline std::vector<std::size_t> payload_sizes(const SceneClient& client) {
  std::vector<std::size_t> sizes;
  for (const ReceivedRtp& packet : client.rtp) sizes.push_back(packet.payload.size());
  return sizes;
}

// A publisher with a camera and two who watch.
struct Meeting {
  explicit Meeting(std::size_t workers = 1)
      : scene(workers),
        publisher(scene.add_connected(0)),
        near(scene.add_connected(0)),
        far(scene.add_connected(workers - 1)),
        camera(scene.publish(publisher, wire::MediaKind::kVideo, kCameraSsrc)),
        near_subscription(scene.subscribe(near, camera, wire::MediaKind::kVideo, wire::Ssrc(0x2222),
                                          wire::Ssrc(0x2223))),
        far_subscription(scene.subscribe(far, camera, wire::MediaKind::kVideo, wire::Ssrc(0x3333),
                                         wire::Ssrc(0x3334))) {}

  void send_frame(const std::vector<std::size_t>& sizes = {1000, 1000, 700}, bool key = true) {
    scene.send_rtp(publisher, vp8_frame(sequence, timestamp, sizes, key));
    sequence = static_cast<std::uint16_t>(sequence + sizes.size());
    timestamp += 3000;
    scene.run(std::chrono::milliseconds(33));
  }

  Scene scene;
  SceneClient& publisher;
  SceneClient& near;
  SceneClient& far;
  TrackId camera;
  SubscriptionId near_subscription;
  SubscriptionId far_subscription;
  std::uint16_t sequence = 100;
  std::uint32_t timestamp = 90000;
};

}  // namespace hemicycle::media::testing
