#pragma once

#include <string>
#include <string_view>

#include "base/random.h"

namespace hemicycle::livekit {

// Session ids as clients know them: a prefix that tells what they name, and about 71 random bits.
inline constexpr std::string_view kRoomPrefix = "RM_";
inline constexpr std::string_view kParticipantPrefix = "PA_";
inline constexpr std::string_view kTrackPrefix = "TR_";

inline std::string new_sid(std::string_view prefix, RandomSource& random) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string sid(prefix);
  std::uint8_t bytes[12];
  random.fill(bytes);
  for (std::uint8_t byte : bytes) sid += kAlphabet[byte % kAlphabet.size()];
  return sid;
}

}  // namespace hemicycle::livekit
