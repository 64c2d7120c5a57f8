#include <bit>
#include <cstring>

#include "base/bug.h"
#include "crypto/aes_gcm.h"
#include "crypto/srtp_cipher.h"

namespace hemicycle::crypto {
namespace {

template <typename Word>
Word to_big_endian(Word word) {
  if constexpr (std::endian::native == std::endian::big) return word;
  return sizeof(Word) == 8 ? static_cast<Word>(__builtin_bswap64(word))
                           : __builtin_bswap32(static_cast<std::uint32_t>(word));
}
template <typename Word>
Word get(const GcmIv& bytes, std::size_t at) {
  Word word;
  std::memcpy(&word, bytes.data() + at, sizeof(word));
  return word;
}
template <typename Word>
void put(Word word, GcmIv& bytes, std::size_t at) {
  std::memcpy(bytes.data() + at, &word, sizeof(word));
}

// RFC 7714: AES-GCM. The RTP header, or the RTCP header and the index word, are authenticated only.
class AeadSrtpCipher final : public SrtpCipher {
 public:
  AeadSrtpCipher(std::unique_ptr<AesGcm> gcm, const SrtpSessionKey& key) : gcm_(std::move(gcm)) {
    std::memcpy(salt_.data(), key.salt.data(), salt_.size());
  }

  void seal_rtp(SrtpPacketId id, ByteView header, ByteView payload, std::uint8_t* out) override {
    std::memmove(out, header.data(), header.size());
    gcm_->seal(iv_of(id), header, payload, out + header.size());
  }

  bool open_rtp(SrtpPacketId id, MutableBytes packet, std::size_t header_size) override {
    return gcm_->open(iv_of(id), packet.first(header_size), packet.subspan(header_size));
  }

  void seal_rtcp(SrtpPacketId id, ByteView packet, std::uint8_t* out) override {
    std::memcpy(out, packet.data(), kRtcpHeaderSize);
    const auto additional = rtcp_additional(id, packet);
    gcm_->seal(iv_of(id), additional, packet.subspan(kRtcpHeaderSize), out + kRtcpHeaderSize);
    std::memcpy(out + packet.size() + kGcmTagSize, additional.data() + kRtcpHeaderSize,
                kSrtcpIndexSize);
  }

  bool open_rtcp(SrtpPacketId id, MutableBytes packet) override {
    const auto additional = rtcp_additional(id, packet);
    const MutableBytes sealed =
        packet.subspan(kRtcpHeaderSize, packet.size() - kRtcpHeaderSize - kSrtcpIndexSize);
    return gcm_->open(iv_of(id), additional, sealed);
  }

  std::size_t rtcp_index_offset(std::size_t size) const override { return size - kSrtcpIndexSize; }
  std::size_t tag_size() const override { return kGcmTagSize; }
  std::span<const std::byte> footprint() const override { return gcm_->footprint(); }

 private:
  // RFC 7714, 8.1 and 9.1: two zero bytes, SSRC, and 48 bits of counter, all mixed with the salt.
  // RTCP's index of 31 bits is the end of those 48. In whole words: this is done for each packet.
  GcmIv iv_of(SrtpPacketId id) const {
    const std::uint64_t front =
        to_big_endian(std::uint64_t{id.ssrc} << 16 | (id.index >> 32 & 0xffff));
    const std::uint32_t back = to_big_endian(static_cast<std::uint32_t>(id.index));
    GcmIv iv;
    put(front ^ get<std::uint64_t>(salt_, 0), iv, 0);
    put(back ^ get<std::uint32_t>(salt_, 8), iv, 8);
    return iv;
  }

  // RFC 7714, 9.2.
  static std::array<std::uint8_t, kRtcpHeaderSize + kSrtcpIndexSize> rtcp_additional(
      SrtpPacketId id, ByteView packet) {
    std::array<std::uint8_t, kRtcpHeaderSize + kSrtcpIndexSize> additional;
    ByteWriter writer(additional);
    writer.bytes(packet.first(kRtcpHeaderSize));
    writer.u32(kSrtcpEncrypted | static_cast<std::uint32_t>(id.index));
    return additional;
  }

  std::unique_ptr<AesGcm> gcm_;
  GcmIv salt_;
};

std::unique_ptr<AesGcm> make_gcm(ByteView key, Direction direction, SrtpEngine engine) {
  if (engine == SrtpEngine::kOpenSsl) return make_openssl_gcm(key, direction);
  if (auto fast = make_ipsec_mb_gcm(key)) return fast;
  BUG_IF(engine == SrtpEngine::kIpsecMb);
  return make_openssl_gcm(key, direction);
}

}  // namespace

std::unique_ptr<SrtpCipher> make_aead_srtp_cipher(SrtpProfile profile, const SrtpSessionKey& key,
                                                  Direction direction, SrtpEngine engine) {
  const ByteView cipher_key = ByteView(key.cipher).first(shape_of(profile).key_size);
  return std::make_unique<AeadSrtpCipher>(make_gcm(cipher_key, direction, engine), key);
}

}  // namespace hemicycle::crypto
