#include "crypto/aes_counter_mode.h"
#include "crypto/midstate_hmac.h"
#include "crypto/srtp_cipher.h"

namespace hemicycle::crypto {
namespace {

constexpr std::size_t kTagSize = shape_of(SrtpProfile::kAes128CmHmacSha1_80).tag_size;

// RFC 3711's default: AES in counter mode, then HMAC-SHA1 over what is sent, cut to 80 bits.
class CounterModeSrtpCipher final : public SrtpCipher {
 public:
  explicit CounterModeSrtpCipher(const SrtpSessionKey& key)
      : cipher_(ByteView(key.cipher).first(16)), hmac_(key.authentication), salt_(key.salt) {}

  void seal_rtp(SrtpPacketId id, ByteView header, ByteView payload, std::uint8_t* out) override {
    std::memmove(out, header.data(), header.size());
    cipher_.apply(iv_of(id), payload, out + header.size());
    const std::size_t size = header.size() + payload.size();
    const Sha1Digest digest = rtp_digest(id, {out, size});
    std::memcpy(out + size, digest.data(), kTagSize);
  }

  bool open_rtp(SrtpPacketId id, MutableBytes packet, std::size_t header_size) override {
    const std::size_t size = packet.size() - kTagSize;
    if (!matches(rtp_digest(id, packet.first(size)), packet.subspan(size))) return false;
    const MutableBytes payload = packet.subspan(header_size, size - header_size);
    cipher_.apply(iv_of(id), payload, payload.data());
    return true;
  }

  void seal_rtcp(SrtpPacketId id, ByteView packet, std::uint8_t* out) override {
    std::memcpy(out, packet.data(), kRtcpHeaderSize);
    cipher_.apply(iv_of(id), packet.subspan(kRtcpHeaderSize), out + kRtcpHeaderSize);
    ByteWriter index({out + packet.size(), kSrtcpIndexSize});
    index.u32(kSrtcpEncrypted | static_cast<std::uint32_t>(id.index));
    const std::size_t size = packet.size() + kSrtcpIndexSize;
    const Sha1Digest digest = hmac_({out, size});
    std::memcpy(out + size, digest.data(), kTagSize);
  }

  bool open_rtcp(SrtpPacketId id, MutableBytes packet) override {
    const std::size_t size = packet.size() - kTagSize;
    if (!matches(hmac_(packet.first(size)), packet.subspan(size))) return false;
    const MutableBytes body =
        packet.subspan(kRtcpHeaderSize, size - kSrtcpIndexSize - kRtcpHeaderSize);
    cipher_.apply(iv_of(id), body, body.data());
    return true;
  }

  std::size_t rtcp_index_offset(std::size_t size) const override {
    return size - kTagSize - kSrtcpIndexSize;
  }
  std::size_t tag_size() const override { return kTagSize; }

 private:
  // RFC 3711, 4.1.1: salt * 2^16 XOR SSRC * 2^64 XOR index * 2^16.
  AesCounterMode::Iv iv_of(SrtpPacketId id) const {
    AesCounterMode::Iv iv{};
    ByteWriter writer(iv);
    writer.u32(0);
    writer.u32(id.ssrc);
    writer.u16(static_cast<std::uint16_t>(id.index >> 32));
    writer.u32(static_cast<std::uint32_t>(id.index));
    for (std::size_t i = 0; i < salt_.size(); ++i) iv[i] ^= salt_[i];
    return iv;
  }

  // RFC 3711, 4.2: the rollover counter is authenticated though it is not sent.
  Sha1Digest rtp_digest(SrtpPacketId id, ByteView packet) const {
    std::array<std::uint8_t, 4> rollover;
    ByteWriter(rollover).u32(static_cast<std::uint32_t>(id.index >> 16));
    return hmac_(packet, rollover);
  }

  static bool matches(const Sha1Digest& digest, ByteView tag) {
    return equal_in_constant_time(ByteView(digest).first(kTagSize), tag);
  }

  AesCounterMode cipher_;
  MidstateHmacSha1 hmac_;
  std::array<std::uint8_t, kSrtpSaltSizeMax> salt_;
};

}  // namespace

std::unique_ptr<SrtpCipher> make_counter_mode_srtp_cipher(const SrtpSessionKey& key) {
  return std::make_unique<CounterModeSrtpCipher>(key);
}

}  // namespace hemicycle::crypto
