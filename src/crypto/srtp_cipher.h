#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "base/bytes.h"
#include "crypto/aes_gcm.h"
#include "crypto/srtp.h"
#include "crypto/srtp_keys.h"

namespace hemicycle::crypto {

// Which packet of which source: for RTP rollover counter and sequence number (48 bits), for RTCP
// the index it carries (31 bits). With the key it decides the keystream.
struct SrtpPacketId {
  std::uint32_t ssrc = 0;
  std::uint64_t index = 0;
};

inline constexpr std::size_t kRtcpHeaderSize = 8;             // what SRTCP leaves in the clear
inline constexpr std::uint32_t kSrtcpEncrypted = 0x80000000;  // the E bit

// Encryption and authentication of RTP, or of RTCP, in one direction: where a profile puts what. It
// knows nothing of counters and replays.
class SrtpCipher {
 public:
  virtual ~SrtpCipher() = default;

  // `out` has the size of header, payload and tag.
  virtual void seal_rtp(SrtpPacketId id, ByteView header, ByteView payload, std::uint8_t* out) = 0;
  // `packet` holds at least header and tag. False when it is not authentic.
  virtual bool open_rtp(SrtpPacketId id, MutableBytes packet, std::size_t header_size) = 0;

  // `out` has the size of the packet, the index word and the tag.
  virtual void seal_rtcp(SrtpPacketId id, ByteView packet, std::uint8_t* out) = 0;
  // `packet` holds at least header, index word and tag.
  virtual bool open_rtcp(SrtpPacketId id, MutableBytes packet) = 0;

  // Where an SRTCP packet of `size` bytes has its index word.
  virtual std::size_t rtcp_index_offset(std::size_t size) const = 0;
  virtual std::size_t tag_size() const = 0;
  // The memory that seal_rtp() reads beside its arguments and the cipher itself, where that is
  // known.
  virtual std::span<const std::byte> footprint() const { return {}; }
};

std::unique_ptr<SrtpCipher> make_srtp_cipher(SrtpProfile profile, const SrtpSessionKey& key,
                                             Direction direction, SrtpEngine engine);
std::unique_ptr<SrtpCipher> make_aead_srtp_cipher(SrtpProfile profile, const SrtpSessionKey& key,
                                                  Direction direction, SrtpEngine engine);
std::unique_ptr<SrtpCipher> make_counter_mode_srtp_cipher(const SrtpSessionKey& key);

}  // namespace hemicycle::crypto
