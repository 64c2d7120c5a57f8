#include "crypto/srtp_keys.h"

#include "crypto/aes_counter_mode.h"

namespace hemicycle::crypto {
namespace {

// RFC 3711, 4.3.2.
enum Label : std::uint8_t {
  kRtpCipher = 0,
  kRtpAuthentication = 1,
  kRtpSalt = 2,
  kRtcpCipher = 3,
  kRtcpAuthentication = 4,
  kRtcpSalt = 5,
};

// The keystream that AES-CM makes of the master key, with the label mixed into the salt (4.3.3).
void derive(AesCounterMode& cipher, const SrtpMasterKey& master, Label label, MutableBytes out) {
  AesCounterMode::Iv iv{};
  std::memcpy(iv.data(), master.salt.data(), master.salt.size());
  iv[7] ^= label;
  const std::array<std::uint8_t, kSrtpKeySizeMax> zeros{};
  cipher.apply(iv, ByteView(zeros).first(out.size()), out.data());
}

}  // namespace

SrtpSessionKeys derive_session_keys(SrtpProfile profile, const SrtpMasterKey& master) {
  const SrtpProfileShape shape = shape_of(profile);
  AesCounterMode cipher(ByteView(master.key).first(shape.key_size));
  SrtpSessionKeys keys;
  derive(cipher, master, kRtpCipher, MutableBytes(keys.rtp.cipher).first(shape.key_size));
  derive(cipher, master, kRtpSalt, MutableBytes(keys.rtp.salt).first(shape.salt_size));
  derive(cipher, master, kRtcpCipher, MutableBytes(keys.rtcp.cipher).first(shape.key_size));
  derive(cipher, master, kRtcpSalt, MutableBytes(keys.rtcp.salt).first(shape.salt_size));
  if (!shape.aead) {
    derive(cipher, master, kRtpAuthentication, keys.rtp.authentication);
    derive(cipher, master, kRtcpAuthentication, keys.rtcp.authentication);
  }
  return keys;
}

}  // namespace hemicycle::crypto
