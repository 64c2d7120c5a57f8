#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sfu/codec.h"
#include "wire/numbers.h"

namespace hemicycle::sfu {

// One codec of a media section, under the payload types of the peer at hand.
struct CodecParameters {
  Codec codec = Codec::kOpus;
  wire::PayloadType payload_type{};
  std::optional<wire::PayloadType> rtx_payload_type{};
  std::uint32_t clock_rate = 48'000;
  bool nack = false;  // generic NACK
  bool pli = false;   // picture loss indication
  bool fir = false;   // full intra request

  friend bool operator==(const CodecParameters&, const CodecParameters&) = default;
};

// Ids of RTP header extensions in a media section; 0: not negotiated.
struct HeaderExtensionIds {
  std::uint8_t mid = 0;
  std::uint8_t rid = 0;
  std::uint8_t repaired_rid = 0;
  std::uint8_t audio_level = 0;
  std::uint8_t transport_cc = 0;
  std::uint8_t dependency_descriptor = 0;

  friend bool operator==(const HeaderExtensionIds&, const HeaderExtensionIds&) = default;
};

// One encoding of a simulcast track, or the only one: known by rid, by SSRC, or (with neither) by
// the section's mid alone.
struct LayerParameters {
  std::string rid{};
  std::optional<wire::Ssrc> ssrc{};
  std::optional<wire::Ssrc> rtx_ssrc{};

  friend bool operator==(const LayerParameters&, const LayerParameters&) = default;
};

// A track that a peer sends us.
struct PublicationParameters {
  wire::MediaKind kind = wire::MediaKind::kAudio;
  std::string mid{};
  std::vector<CodecParameters> codecs{};
  HeaderExtensionIds extensions{};
  std::vector<LayerParameters> layers{};  // lowest quality first, at most kLayersMax
  wire::Ssrc feedback_ssrc{};             // ours, as the sender of RTCP
};

// A track that we send a peer. Its packets carry no header extension but the dependency descriptor
// of AV1: the SSRC alone, which the answer named, tells the receiver what they are.
struct SubscriptionParameters {
  wire::MediaKind kind = wire::MediaKind::kAudio;
  std::vector<CodecParameters> codecs{};
  wire::Ssrc ssrc{};
  std::optional<wire::Ssrc> rtx_ssrc{};
  std::uint8_t dependency_descriptor = 0;  // the extension's id; 0: not negotiated
  // Whatever the owner wants to find again when a packet is handed over: the receiver's place.
  std::uint32_t receiver = 0;
};

}  // namespace hemicycle::sfu
