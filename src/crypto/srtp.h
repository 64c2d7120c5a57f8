#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/keystream_check.h"
#include "crypto/replay_guard.h"
#include "crypto/srtp_keys.h"
#include "crypto/srtp_profile.h"
#include "crypto/ssrc_table.h"

namespace hemicycle::crypto {

class SrtpCipher;

// Which implementation of AES-GCM works. kFastest takes intel-ipsec-mb where it was built in and
// the processor has what it needs, else OpenSSL.
enum class SrtpEngine { kFastest, kOpenSsl, kIpsecMb };
bool is_available(SrtpEngine engine);

// Bytes that protection adds to a packet, at most.
inline constexpr std::size_t kSrtpOverheadMax = kSrtpTagSizeMax + kSrtcpIndexSize;

// Protects what one side sends to one peer (RFC 3711, RFC 7714). It owns the keys of the direction
// and a rollover counter for each SSRC. It allocates only when a new SSRC appears.
//
// The caller must never send two different packets with the same SSRC and sequence number within
// 2^16 packets: both would be encrypted with the same keystream. Sending the same packet again is
// harmless. Builds with assertions check it (KeystreamCheck) and throw a Bug.
class SrtpSender {
 public:
  SrtpSender(SrtpProfile profile, const SrtpMasterKey& master,
             SrtpEngine engine = SrtpEngine::kFastest);
  SrtpSender(SrtpProfile profile, const SrtpSessionKeys& keys,
             SrtpEngine engine = SrtpEngine::kFastest);
  SrtpSender(SrtpSender&&) noexcept;
  SrtpSender& operator=(SrtpSender&&) noexcept;
  ~SrtpSender();

  // Writes the protected packet into `out`, which overlaps neither input (or begins where `header`
  // does, with `payload` right behind it). `header` is the whole RTP header with its CSRCs and
  // extension. Returns the size written; 0 when `out` is too small or the header is none.
  std::size_t protect_rtp(ByteView header, ByteView payload, MutableBytes out);

  // Fetches into the cache what protect_rtp() will read for this SSRC. The sender itself should be
  // there already.
  void prefetch_rtp(std::uint32_t ssrc) const;

  // The same for a compound RTCP packet.
  std::size_t protect_rtcp(ByteView packet, MutableBytes out);

  // The number after the highest that was sent under this SSRC: where another stream has to go on.
  // None when nothing was.
  std::optional<std::uint16_t> next_sequence(std::uint32_t ssrc);

  std::size_t rtp_overhead() const;
  std::size_t rtcp_overhead() const;

 private:
  struct Source {
    std::uint64_t index = 0;  // highest sent: rollover counter and sequence number
    bool started = false;
    [[no_unique_address]] KeystreamCheck check{};
  };

  std::unique_ptr<SrtpCipher> rtp_;
  std::span<const std::byte> rtp_footprint_;
  SsrcTable<Source> sources_;
  std::unique_ptr<SrtpCipher> rtcp_;
  std::uint32_t rtcp_index_ = 0;
};

enum class SrtpError {
  kMalformed,
  kReplayed,        // received before, or older than the window
  kUnauthentic,     // the tag does not match
  kTooManySources,  // the peer has used more SSRCs than one session may: it needs another
};
std::string_view to_string(SrtpError error);

// Opens what one peer sends. It owns the keys of the direction and, for each SSRC, the rollover
// counter and the window that tells packets seen before (see ReplayGuard). State is kept only for
// authentic packets.
class SrtpReceiver {
 public:
  SrtpReceiver(SrtpProfile profile, const SrtpMasterKey& master,
               SrtpEngine engine = SrtpEngine::kFastest);
  SrtpReceiver(SrtpProfile profile, const SrtpSessionKeys& keys,
               SrtpEngine engine = SrtpEngine::kFastest);
  SrtpReceiver(SrtpReceiver&&) noexcept;
  SrtpReceiver& operator=(SrtpReceiver&&) noexcept;
  ~SrtpReceiver();

  // Decrypts in place and returns the plain packet, a prefix of `packet`. After an error the bytes
  // of `packet` are unspecified.
  Result<MutableBytes, SrtpError> unprotect_rtp(MutableBytes packet);
  Result<MutableBytes, SrtpError> unprotect_rtcp(MutableBytes packet);

 private:
  std::unique_ptr<SrtpCipher> rtp_;
  std::unique_ptr<SrtpCipher> rtcp_;
  ReplayGuard rtp_seen_;
  ReplayGuard rtcp_seen_;
};

}  // namespace hemicycle::crypto
