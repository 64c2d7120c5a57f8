#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hemicycle::crypto {

// How SRTP protects a session; the numbers are those of DTLS-SRTP (RFC 5764, 4.1.2; RFC
// 7714, 14.2).
enum class SrtpProfile : std::uint16_t {
  kAes128CmHmacSha1_80 = 0x0001,
  kAeadAes128Gcm = 0x0007,
  kAeadAes256Gcm = 0x0008,
};

// Sizes in bytes.
struct SrtpProfileShape {
  std::string_view name;
  std::size_t key_size;
  std::size_t salt_size;
  std::size_t tag_size;
  bool aead;
};

constexpr SrtpProfileShape shape_of(SrtpProfile profile) {
  switch (profile) {
    case SrtpProfile::kAeadAes128Gcm:
      return {"AEAD_AES_128_GCM", 16, 12, 16, true};
    case SrtpProfile::kAeadAes256Gcm:
      return {"AEAD_AES_256_GCM", 32, 12, 16, true};
    case SrtpProfile::kAes128CmHmacSha1_80:
      break;
  }
  return {"AES_CM_128_HMAC_SHA1_80", 16, 14, 10, false};
}

inline constexpr std::size_t kSrtpKeySizeMax = 32;
inline constexpr std::size_t kSrtpSaltSizeMax = 14;
inline constexpr std::size_t kSrtpTagSizeMax = 16;
// The word with the E bit and the index that ends each SRTCP packet (RFC 3711, 3.4).
inline constexpr std::size_t kSrtcpIndexSize = 4;

}  // namespace hemicycle::crypto
