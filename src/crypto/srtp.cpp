#include "crypto/srtp.h"

#include <algorithm>
#include <optional>

#include "base/prefetch.h"
#include "crypto/srtp_cipher.h"

namespace hemicycle::crypto {
namespace {

constexpr std::size_t kRtpHeaderSizeMin = 12;
constexpr std::uint32_t kRtcpIndexMask = 0x7fffffff;

std::uint32_t u32_at(ByteView bytes, std::size_t offset) {
  return std::uint32_t{bytes[offset]} << 24 | std::uint32_t{bytes[offset + 1]} << 16 |
         std::uint32_t{bytes[offset + 2]} << 8 | bytes[offset + 3];
}
std::uint16_t sequence_of(ByteView rtp) {
  return static_cast<std::uint16_t>(rtp[2] << 8 | rtp[3]);
}
constexpr std::size_t kRtpSsrcOffset = 8;
constexpr std::size_t kRtcpSsrcOffset = 4;

// Fixed header, CSRCs and extension (RFC 3550, 5.1 and 5.3.1); 0 when the packet does not hold
// them.
std::size_t rtp_header_size(ByteView packet) {
  if (packet.size() < kRtpHeaderSizeMin || packet[0] >> 6 != 2) return 0;
  std::size_t size = kRtpHeaderSizeMin + 4 * (packet[0] & 0x0fu);
  if (packet[0] & 0x10) {
    if (packet.size() < size + 4) return 0;
    size += 4 + 4 * (std::size_t{packet[size + 2]} << 8 | packet[size + 3]);
  }
  return size <= packet.size() ? size : 0;
}

// The 48-bit index nearest to the highest one known (RFC 3711, 3.3.1 and appendix A); nothing when
// it would lie before the first.
std::optional<std::uint64_t> index_near(std::uint64_t highest, std::uint16_t sequence) {
  const auto highest_sequence = static_cast<std::uint16_t>(highest);
  const auto ahead = static_cast<std::int16_t>(sequence - highest_sequence);
  if (ahead < 0 && highest < static_cast<std::uint64_t>(-std::int64_t{ahead})) return std::nullopt;
  return highest + static_cast<std::uint64_t>(std::int64_t{ahead});
}

}  // namespace

bool is_available(SrtpEngine engine) {
  if (engine != SrtpEngine::kIpsecMb) return true;
  static const bool available = make_ipsec_mb_gcm(std::array<std::uint8_t, 16>{}) != nullptr;
  return available;
}

std::string_view to_string(SrtpError error) {
  switch (error) {
    case SrtpError::kMalformed:
      return "malformed";
    case SrtpError::kReplayed:
      return "replayed";
    case SrtpError::kUnauthentic:
      return "unauthentic";
    case SrtpError::kTooManySources:
      return "too many sources";
  }
  return "refused";
}

std::unique_ptr<SrtpCipher> make_srtp_cipher(SrtpProfile profile, const SrtpSessionKey& key,
                                             Direction direction, SrtpEngine engine) {
  return shape_of(profile).aead ? make_aead_srtp_cipher(profile, key, direction, engine)
                                : make_counter_mode_srtp_cipher(key);
}

SrtpSender::SrtpSender(SrtpProfile profile, const SrtpMasterKey& master, SrtpEngine engine)
    : SrtpSender(profile, derive_session_keys(profile, master), engine) {}

SrtpSender::SrtpSender(SrtpProfile profile, const SrtpSessionKeys& keys, SrtpEngine engine)
    : rtp_(make_srtp_cipher(profile, keys.rtp, Direction::kSeal, engine)),
      rtp_footprint_(rtp_->footprint()),
      rtcp_(make_srtp_cipher(profile, keys.rtcp, Direction::kSeal, engine)) {}

SrtpSender::SrtpSender(SrtpSender&&) noexcept = default;
SrtpSender& SrtpSender::operator=(SrtpSender&&) noexcept = default;
SrtpSender::~SrtpSender() = default;

std::size_t SrtpSender::rtp_overhead() const {
  return rtp_->tag_size();
}
std::size_t SrtpSender::rtcp_overhead() const {
  return rtcp_->tag_size() + kSrtcpIndexSize;
}

std::size_t SrtpSender::protect_rtp(ByteView header, ByteView payload, MutableBytes out) {
  const std::size_t size = header.size() + payload.size() + rtp_->tag_size();
  if (header.size() < kRtpHeaderSizeMin || out.size() < size) return 0;
  const std::uint32_t ssrc = u32_at(header, kRtpSsrcOffset);
  const std::uint16_t sequence = sequence_of(header);

  Source& source = sources_.obtain(ssrc);
  if (!source.started) {
    source.index = sequence;
    source.started = true;
  }
  const auto index = index_near(source.index, sequence);
  if (!index) return 0;
  source.index = std::max(source.index, *index);
  source.check.note(*index, header, payload);
  rtp_->seal_rtp({ssrc, *index}, header, payload, out.data());
  return size;
}

std::optional<std::uint16_t> SrtpSender::next_sequence(std::uint32_t ssrc) {
  const Source* source = sources_.find(ssrc);
  if (source == nullptr) return std::nullopt;
  return static_cast<std::uint16_t>(source->index + 1);
}

void SrtpSender::prefetch_rtp(std::uint32_t ssrc) const {
  prefetch(rtp_.get());
  prefetch(sources_.place(ssrc));
  prefetch(rtp_footprint_);
}

std::size_t SrtpSender::protect_rtcp(ByteView packet, MutableBytes out) {
  const std::size_t size = packet.size() + rtcp_overhead();
  if (packet.size() < kRtcpHeaderSize || out.size() < size) return 0;
  rtcp_index_ = (rtcp_index_ + 1) & kRtcpIndexMask;
  rtcp_->seal_rtcp({u32_at(packet, kRtcpSsrcOffset), rtcp_index_}, packet, out.data());
  return size;
}

SrtpReceiver::SrtpReceiver(SrtpProfile profile, const SrtpMasterKey& master, SrtpEngine engine)
    : SrtpReceiver(profile, derive_session_keys(profile, master), engine) {}

SrtpReceiver::SrtpReceiver(SrtpProfile profile, const SrtpSessionKeys& keys, SrtpEngine engine)
    : rtp_(make_srtp_cipher(profile, keys.rtp, Direction::kOpen, engine)),
      rtcp_(make_srtp_cipher(profile, keys.rtcp, Direction::kOpen, engine)) {}

SrtpReceiver::SrtpReceiver(SrtpReceiver&&) noexcept = default;
SrtpReceiver& SrtpReceiver::operator=(SrtpReceiver&&) noexcept = default;
SrtpReceiver::~SrtpReceiver() = default;

Result<MutableBytes, SrtpError> SrtpReceiver::unprotect_rtp(MutableBytes packet) {
  const std::size_t tag_size = rtp_->tag_size();
  const std::size_t header_size = rtp_header_size(packet);
  if (header_size == 0 || packet.size() < header_size + tag_size)
    return unexpected(SrtpError::kMalformed);
  const std::uint32_t ssrc = u32_at(packet, kRtpSsrcOffset);
  const std::uint16_t sequence = sequence_of(packet);

  const ReplayGuard::Seen seen = rtp_seen_.find(ssrc);
  if (!seen.highest && rtp_seen_.is_full()) return unexpected(SrtpError::kTooManySources);
  const auto index = seen.highest ? index_near(*seen.highest, sequence) : sequence;
  if (!index || !seen.is_new(*index)) return unexpected(SrtpError::kReplayed);

  if (!rtp_->open_rtp({ssrc, *index}, packet, header_size))
    return unexpected(SrtpError::kUnauthentic);
  rtp_seen_.accept(ssrc, seen, *index);
  return packet.first(packet.size() - tag_size);
}

Result<MutableBytes, SrtpError> SrtpReceiver::unprotect_rtcp(MutableBytes packet) {
  const std::size_t overhead = rtcp_->tag_size() + kSrtcpIndexSize;
  if (packet.size() < kRtcpHeaderSize + overhead || packet[0] >> 6 != 2)
    return unexpected(SrtpError::kMalformed);
  const std::uint32_t ssrc = u32_at(packet, kRtcpSsrcOffset);
  const std::uint32_t index_word = u32_at(packet, rtcp_->rtcp_index_offset(packet.size()));
  // WebRTC never sends RTCP in the clear.
  if (!(index_word & kSrtcpEncrypted)) return unexpected(SrtpError::kMalformed);
  const std::uint32_t index = index_word & kRtcpIndexMask;

  const ReplayGuard::Seen seen = rtcp_seen_.find(ssrc);
  if (!seen.highest && rtcp_seen_.is_full()) return unexpected(SrtpError::kTooManySources);
  if (!seen.is_new(index)) return unexpected(SrtpError::kReplayed);

  if (!rtcp_->open_rtcp({ssrc, index}, packet)) return unexpected(SrtpError::kUnauthentic);
  rtcp_seen_.accept(ssrc, seen, index);
  return packet.first(packet.size() - overhead);
}

}  // namespace hemicycle::crypto
