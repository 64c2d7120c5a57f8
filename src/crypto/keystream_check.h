#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "base/bug.h"
#include "base/bytes.h"

namespace hemicycle::crypto {

// Throws a Bug when one source protects two different packets under one index, which would give
// away what both of them hold. It remembers a digest of each of the last packets. Only in builds
// with assertions: tests and the simulation drive the production code through it.
#ifdef NDEBUG
class KeystreamCheck {
 public:
  void note(std::uint64_t, ByteView, ByteView) {}
};
#else
class KeystreamCheck {
 public:
  void note(std::uint64_t whole_index, ByteView header, ByteView payload) {
    const auto index = static_cast<std::uint32_t>(whole_index);
    if (!recent_) recent_ = std::make_unique<std::array<Protected, kRemembered> >();
    Protected& place = (*recent_)[index % kRemembered];
    const std::uint32_t digest = digest_of(payload, digest_of(header, kBasis));
    // Older than what is remembered: nobody can tell whether it is the same.
    BUG_IF(place.digest != 0 && static_cast<std::int32_t>(index - place.index) < 0);
    BUG_IF(place.digest != 0 && place.index == index && place.digest != digest);
    place = {index, digest};
  }

 private:
  // More than any packet that is sent again lies back.
  static constexpr std::size_t kRemembered = 2048;
  struct Protected {
    std::uint32_t index = 0;   // without its highest bits
    std::uint32_t digest = 0;  // 0: none yet
  };

  // FNV-1a, 32 bits.
  static constexpr std::uint32_t kBasis = 0x811c9dc5;
  static std::uint32_t digest_of(ByteView bytes, std::uint32_t digest) {
    for (const std::uint8_t byte : bytes) digest = (digest ^ byte) * 0x01000193;
    return digest;
  }

  std::unique_ptr<std::array<Protected, kRemembered> > recent_;
};
#endif

}  // namespace hemicycle::crypto
