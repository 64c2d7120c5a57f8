#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>

#include "base/bytes.h"

namespace hemicycle::crypto {

inline constexpr std::size_t kGcmIvSize = 12;
inline constexpr std::size_t kGcmTagSize = 16;
using GcmIv = std::array<std::uint8_t, kGcmIvSize>;

enum class Direction { kSeal, kOpen };

// AES-GCM (NIST SP 800-38D) with one key in one direction: the seam between two libraries, chosen
// at run time. Neither implementation allocates after construction.
class AesGcm {
 public:
  virtual ~AesGcm() = default;

  // Writes the ciphertext and then the tag: plain.size() + kGcmTagSize bytes. `out` does not
  // overlap `plain`, or is the same place.
  virtual void seal(const GcmIv& iv, ByteView additional, ByteView plain, std::uint8_t* out) = 0;

  // `sealed` is the ciphertext followed by the tag; the plain text replaces it. False when the tag
  // does not match; the bytes are then unspecified.
  virtual bool open(const GcmIv& iv, ByteView additional, MutableBytes sealed) = 0;

  // The memory that seal() reads beside its arguments, where that is known.
  virtual std::span<const std::byte> footprint() const { return {}; }
};

// The key has 16 or 32 bytes.
std::unique_ptr<AesGcm> make_openssl_gcm(ByteView key, Direction direction);

// intel-ipsec-mb's direct calls: a third of OpenSSL's time on the reference machine. Null where it
// was not built in or the processor lacks AES instructions.
std::unique_ptr<AesGcm> make_ipsec_mb_gcm(ByteView key);

}  // namespace hemicycle::crypto
