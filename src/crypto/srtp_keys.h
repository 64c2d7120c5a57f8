#pragma once

#include <array>

#include "base/bytes.h"
#include "crypto/srtp_profile.h"

namespace hemicycle::crypto {

// The secret of one direction, as DTLS exports it. Sizes are those of the profile; the rest is
// zero.
struct SrtpMasterKey {
  std::array<std::uint8_t, kSrtpKeySizeMax> key{};
  std::array<std::uint8_t, kSrtpSaltSizeMax> salt{};
};

// What encrypts and authenticates RTP, or RTCP, in one direction.
struct SrtpSessionKey {
  std::array<std::uint8_t, kSrtpKeySizeMax> cipher{};
  std::array<std::uint8_t, 20> authentication{};  // unused by the AEAD profiles
  std::array<std::uint8_t, kSrtpSaltSizeMax> salt{};
};

struct SrtpSessionKeys {
  SrtpSessionKey rtp;
  SrtpSessionKey rtcp;
};

// RFC 3711, 4.3 with a key derivation rate of zero; for 256-bit keys RFC 6188, 2.
SrtpSessionKeys derive_session_keys(SrtpProfile profile, const SrtpMasterKey& master);

}  // namespace hemicycle::crypto
