#include "crypto/srtp.h"

#include <set>

#include <gtest/gtest.h>

#include "base/random.h"
#include "crypto/srtp_cipher.h"

namespace hemicycle::crypto {
namespace {

Bytes from_hex(std::string_view text) {
  Bytes bytes;
  std::string digits;
  for (char c : text)
    if (c != ' ') digits += c;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  return bytes;
}

template <std::size_t N>
std::array<std::uint8_t, N> padded(std::string_view hex) {
  std::array<std::uint8_t, N> array{};
  const Bytes bytes = from_hex(hex);
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return array;
}

constexpr SrtpProfile kProfiles[] = {SrtpProfile::kAeadAes128Gcm, SrtpProfile::kAeadAes256Gcm,
                                     SrtpProfile::kAes128CmHmacSha1_80};

std::vector<SrtpEngine> engines() {
  std::vector<SrtpEngine> all{SrtpEngine::kOpenSsl};
  if (is_available(SrtpEngine::kIpsecMb)) all.push_back(SrtpEngine::kIpsecMb);
  return all;
}

SrtpMasterKey random_master(RandomSource& random, SrtpProfile profile) {
  SrtpMasterKey master;
  random.fill(MutableBytes(master.key).first(shape_of(profile).key_size));
  random.fill(MutableBytes(master.salt).first(shape_of(profile).salt_size));
  return master;
}

Bytes rtp_header(std::uint16_t sequence, std::uint32_t ssrc = 0xcafebabe) {
  Bytes header(12);
  ByteWriter writer(header);
  writer.u16(0x8060);
  writer.u16(sequence);
  writer.u32(90'000);
  writer.u32(ssrc);
  return header;
}

Bytes rtcp_packet(std::uint32_t ssrc, std::size_t body_size) {
  Bytes packet(8 + body_size, 0x5a);
  ByteWriter writer(packet);
  writer.u32(0x80c80001);
  writer.u32(ssrc);
  return packet;
}

Bytes protect(SrtpSender& sender, ByteView header, ByteView payload) {
  Bytes out(header.size() + payload.size() + kSrtpOverheadMax);
  out.resize(sender.protect_rtp(header, payload, out));
  return out;
}

Bytes protect_rtcp(SrtpSender& sender, ByteView packet) {
  Bytes out(packet.size() + kSrtpOverheadMax);
  out.resize(sender.protect_rtcp(packet, out));
  return out;
}

// Two ends of one direction.
struct Pair {
  Pair(SrtpProfile profile, std::uint64_t seed = 1, SrtpEngine engine = SrtpEngine::kFastest)
      : random(seed),
        master(random_master(random, profile)),
        sender(profile, master, engine),
        receiver(profile, master, engine) {}

  Result<Bytes, SrtpError> deliver(Bytes packet) {
    return receiver.unprotect_rtp(packet).map(
        [](MutableBytes plain) { return Bytes(plain.begin(), plain.end()); });
  }
  Bytes packet(std::uint16_t sequence) {
    return protect(sender, rtp_header(sequence), as_bytes("payload"));
  }
  std::optional<SrtpError> error_of(Bytes packet) {
    const auto opened = receiver.unprotect_rtp(packet);
    return opened ? std::nullopt : std::optional(opened.error());
  }

  SeededRandom random;
  SrtpMasterKey master;
  SrtpSender sender;
  SrtpReceiver receiver;
};

TEST(SrtpKeys, are_those_of_rfc_3711_b_3) {
  const SrtpMasterKey master{padded<32>("E1F97A0D3E018BE0D64FA32C06DE4139"),
                             padded<14>("0EC675AD498AFEEBB6960B3AABE6")};
  const SrtpSessionKeys keys = derive_session_keys(SrtpProfile::kAes128CmHmacSha1_80, master);
  EXPECT_EQ(keys.rtp.cipher, padded<32>("C61E7A93744F39EE10734AFE3FF7A087"));
  EXPECT_EQ(keys.rtp.salt, padded<14>("30CBBC08863D8C85D49DB34A9AE1"));
  EXPECT_EQ(keys.rtp.authentication, padded<20>("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
}

TEST(CounterMode, makes_the_keystream_of_rfc_3711_b_2) {
  const SrtpSessionKey key{padded<32>("2B7E151628AED2A6ABF7158809CF4F3C"),
                           {},
                           padded<14>("F0F1F2F3F4F5F6F7F8F9FAFBFCFD")};
  const auto cipher = make_srtp_cipher(SrtpProfile::kAes128CmHmacSha1_80, key, Direction::kSeal,
                                       SrtpEngine::kFastest);
  const Bytes header(12), zeros(48);
  Bytes out(12 + 48 + 10);
  cipher->seal_rtp({.ssrc = 0, .index = 0}, header, zeros, out.data());
  EXPECT_EQ(Bytes(out.begin() + 12, out.end() - 10),
            from_hex("E03EAD0935C95E80E166B16DD92B4EB4 D23513162B02D0F72A43A2FE4A5F97AB"
                     "41E95B3BB0A2E8DD477901E4FCA894C0"));
}

TEST(CounterMode, protects_a_packet_as_other_implementations_do) {
  const SrtpMasterKey master{padded<32>("E1F97A0D3E018BE0D64FA32C06DE4139"),
                             padded<14>("0EC675AD498AFEEBB6960B3AABE6")};
  SrtpSender sender(SrtpProfile::kAes128CmHmacSha1_80, master);
  EXPECT_EQ(protect(sender, from_hex("800f1234 decafbad cafebabe"), Bytes(16, 0xab)),
            from_hex("800f1234 decafbad cafebabe 4e55dc4c e79978d8 8ca4d215 949d2402"
                     "b78d6acc 99ea179b 8dbb"));
}

struct GcmVector {
  SrtpProfile profile;
  std::string_view key, rtp, rtcp;
};
constexpr std::string_view kRfc7714Salt = "51756964 2070726f 2071756f";
constexpr std::string_view kRfc7714Rtp =
    "8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973 20646976"
    "69736120 696e2070 61727465 73207472 6573";
constexpr std::string_view kRfc7714Rtcp =
    "81c8000d 4d617273 4e545031 4e545032 52545020 0000042a 0000e930 4c756e61"
    "deadbeef deadbeef deadbeef deadbeef deadbeef";
constexpr GcmVector kRfc7714[] = {
    {SrtpProfile::kAeadAes128Gcm, "00010203 04050607 08090a0b 0c0d0e0f",
     "8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5"
     "0d294e6f 42a5f47a 51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce",
     "81c8000d 4d617273 63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d"
     "c676a5f1 730d6fda 4ce09b46 86303ded 0bb9275b c84aa458 96cf4d2f c5abf872"
     "45d9eade 800005d4"},
    {SrtpProfile::kAeadAes256Gcm,
     "00010203 04050607 08090a0b 0c0d0e0f 10111213 14151617 18191a1b 1c1d1e1f",
     "8040f17b 8041f8d3 5501a0b2 32b1de78 a822fe12 ef9f78fa 332e33aa b1801238"
     "9a58e2f3 b50b2a02 76ffae0f 1ba63799 b87b7aa3 db36dfff d6b0f9bb 7878d7a7 6c13",
     "81c8000d 4d617273 d50ae4d1 f5ce5d30 4ba297e4 7d470c28 2c3ece5d bffe0a50"
     "a2eaa5c1 110555be 8415f658 c61de047 6f1b6fad 1d1eb30c 4446839f 57ff6f6c"
     "b26ac3be 800005d4"},
};

TEST(Aead, protects_rtp_as_rfc_7714_section_16) {
  const Bytes plain = from_hex(kRfc7714Rtp);
  for (const GcmVector& vector : kRfc7714) {
    for (SrtpEngine engine : engines()) {
      const SrtpSessionKey key{padded<32>(vector.key), {}, padded<14>(kRfc7714Salt)};
      SrtpSender sender(vector.profile, SrtpSessionKeys{key, key}, engine);
      Bytes sealed = protect(sender, ByteView(plain).first(12), ByteView(plain).subspan(12));
      EXPECT_EQ(sealed, from_hex(vector.rtp));
      SrtpReceiver receiver(vector.profile, SrtpSessionKeys{key, key}, engine);
      const auto opened = receiver.unprotect_rtp(sealed);
      ASSERT_TRUE(opened);
      EXPECT_EQ(Bytes(opened->begin(), opened->end()), plain);
    }
  }
}

TEST(Aead, protects_rtcp_as_rfc_7714_section_17) {
  const Bytes plain = from_hex(kRfc7714Rtcp);
  for (const GcmVector& vector : kRfc7714) {
    for (SrtpEngine engine : engines()) {
      const SrtpSessionKey key{padded<32>(vector.key), {}, padded<14>(kRfc7714Salt)};
      const auto cipher = make_srtp_cipher(vector.profile, key, Direction::kSeal, engine);
      Bytes sealed(plain.size() + kGcmTagSize + kSrtcpIndexSize);
      cipher->seal_rtcp({.ssrc = 0x4d617273, .index = 0x5d4}, plain, sealed.data());
      EXPECT_EQ(sealed, from_hex(vector.rtcp));
      SrtpReceiver receiver(vector.profile, SrtpSessionKeys{key, key}, engine);
      const auto opened = receiver.unprotect_rtcp(sealed);
      ASSERT_TRUE(opened);
      EXPECT_EQ(Bytes(opened->begin(), opened->end()), plain);
    }
  }
}

TEST(Srtp, engines_agree_on_random_packets) {
  if (!is_available(SrtpEngine::kIpsecMb)) GTEST_SKIP() << "no intel-ipsec-mb on this processor";
  for (SrtpProfile profile : {SrtpProfile::kAeadAes128Gcm, SrtpProfile::kAeadAes256Gcm}) {
    constexpr std::uint64_t kSeed = 42;
    SeededRandom random(kSeed);
    const SrtpMasterKey master = random_master(random, profile);
    SrtpSender one(profile, master, SrtpEngine::kOpenSsl);
    SrtpSender other(profile, master, SrtpEngine::kIpsecMb);
    SrtpReceiver opens_one(profile, master, SrtpEngine::kIpsecMb);
    SrtpReceiver opens_other(profile, master, SrtpEngine::kOpenSsl);
    for (int i = 0; i < 1500; ++i) {
      Bytes payload(random.below(1400));
      random.fill(payload);
      const Bytes header = rtp_header(static_cast<std::uint16_t>(i));
      Bytes sealed = protect(one, header, payload);
      ASSERT_EQ(sealed, protect(other, header, payload)) << "seed " << kSeed << ", packet " << i;
      Bytes copy = sealed;
      ASSERT_TRUE(opens_one.unprotect_rtp(sealed)) << "seed " << kSeed << ", packet " << i;
      ASSERT_TRUE(opens_other.unprotect_rtp(copy)) << "seed " << kSeed << ", packet " << i;
      ASSERT_EQ(sealed, copy);
      const Bytes rtcp = rtcp_packet(7, 4 * random.below(50));
      ASSERT_EQ(protect_rtcp(one, rtcp), protect_rtcp(other, rtcp));
    }
  }
}

TEST(Srtp, opens_what_it_protected_with_csrcs_and_extensions) {
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    // Two CSRCs and a one-byte extension of two words.
    Bytes header =
        from_hex("92600001 00000000 cafebabe 00000001 00000002 bede0002 10ff0000 00000000");
    const Bytes sealed = protect(pair.sender, header, as_bytes("payload"));
    EXPECT_EQ(sealed.size(), header.size() + 7 + pair.sender.rtp_overhead());
    EXPECT_TRUE(std::equal(header.begin(), header.end(), sealed.begin()));
    const auto opened = pair.deliver(sealed);
    ASSERT_TRUE(opened);
    EXPECT_EQ(as_text(ByteView(*opened).subspan(header.size())), "payload");
  }
}

TEST(Srtp, carries_an_empty_payload) {
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    EXPECT_TRUE(pair.deliver(protect(pair.sender, rtp_header(1), {})));
  }
}

TEST(Srtp, detects_any_changed_byte) {
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    const Bytes sealed = pair.packet(100);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
      Bytes tampered = sealed;
      tampered[i] ^= 1;
      EXPECT_TRUE(pair.error_of(tampered)) << "byte " << i;
    }
    EXPECT_FALSE(pair.error_of(sealed));
  }
}

TEST(Srtp, refuses_a_replay_and_what_is_older_than_the_window) {
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    const Bytes first = pair.packet(1000);
    const Bytes late = pair.packet(1001);
    const Bytes last_of_window = pair.packet(2001);
    EXPECT_FALSE(pair.error_of(first));
    EXPECT_EQ(pair.error_of(first), SrtpError::kReplayed);
    EXPECT_FALSE(pair.error_of(last_of_window));
    EXPECT_FALSE(pair.error_of(late));
    EXPECT_EQ(pair.error_of(late), SrtpError::kReplayed);
    const Bytes never_seen = pair.packet(1002);
    EXPECT_FALSE(pair.error_of(pair.packet(1002 + ReplayWindow::kSize)));
    EXPECT_EQ(pair.error_of(never_seen), SrtpError::kReplayed);
  }
}

TEST(Srtp, follows_the_rollover_counter_through_loss_and_reordering) {
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    std::vector<Bytes> sealed;
    // Twice around, every 97th packet delivered, pairs swapped.
    for (std::uint32_t i = 0; i < 2 * 65536; ++i) {
      const auto sequence = static_cast<std::uint16_t>(i + 60'000);
      Bytes packet = pair.packet(sequence);
      if (i % 97 == 0) sealed.push_back(std::move(packet));
      if (sealed.size() < 2) continue;
      ASSERT_FALSE(pair.error_of(sealed[1])) << i;
      ASSERT_FALSE(pair.error_of(sealed[0])) << i;
      sealed.clear();
    }
  }
}

TEST(Srtp, sends_a_packet_again_with_the_rollover_counter_it_had) {
  Pair pair(SrtpProfile::kAeadAes128Gcm);
  EXPECT_FALSE(pair.error_of(pair.packet(65'530)));
  const Bytes before_wrap = pair.packet(65'535);
  EXPECT_FALSE(pair.error_of(pair.packet(3)));
  EXPECT_EQ(pair.packet(65'535), before_wrap);
  EXPECT_FALSE(pair.error_of(before_wrap));
}

TEST(Srtp, keeps_sources_apart) {
  Pair pair(SrtpProfile::kAeadAes128Gcm);
  for (std::uint32_t ssrc = 1; ssrc <= 40; ++ssrc)
    for (std::uint16_t sequence : {65'535, 0, 1})
      EXPECT_FALSE(pair.error_of(protect(pair.sender, rtp_header(sequence, ssrc), as_bytes("x"))));
}

TEST(Srtp, fetching_ahead_changes_nothing) {
  for (SrtpProfile profile : kProfiles) {
    SeededRandom random(7);
    const SrtpMasterKey master = random_master(random, profile);
    SrtpSender plain(profile, master);
    SrtpSender prefetched(profile, master);
    for (std::uint32_t ssrc = 1; ssrc <= 40; ++ssrc) {
      prefetched.prefetch_rtp(ssrc);  // unknown so far
      const Bytes header = rtp_header(1, ssrc);
      EXPECT_EQ(protect(prefetched, header, as_bytes("x")), protect(plain, header, as_bytes("x")));
      prefetched.prefetch_rtp(ssrc);
    }
  }
}

TEST(Srtp, uses_all_48_bits_of_the_index) {
  SeededRandom random(8);
  const SrtpMasterKey master = random_master(random, SrtpProfile::kAeadAes128Gcm);
  const SrtpSessionKeys keys = derive_session_keys(SrtpProfile::kAeadAes128Gcm, master);
  const auto cipher = make_srtp_cipher(SrtpProfile::kAeadAes128Gcm, keys.rtp, Direction::kSeal,
                                       SrtpEngine::kFastest);
  const Bytes header = rtp_header(1);
  std::set<Bytes> sealed;
  for (int bit = 0; bit < 48; ++bit) {
    Bytes out(header.size() + 4 + cipher->tag_size());
    cipher->seal_rtp({1, std::uint64_t{1} << bit}, header, as_bytes("same"), out.data());
    sealed.insert(out);
  }
  EXPECT_EQ(sealed.size(), 48u);
}

// A camera published anew takes six sources each time.
TEST(Srtp, takes_many_sources_one_after_another) {
  Pair pair(SrtpProfile::kAeadAes128Gcm);
  for (std::uint32_t ssrc = 1; ssrc <= 1000; ++ssrc) {
    ASSERT_FALSE(pair.error_of(protect(pair.sender, rtp_header(9, ssrc), as_bytes("x")))) << ssrc;
    Bytes report = protect_rtcp(pair.sender, rtcp_packet(ssrc, 8));
    ASSERT_TRUE(pair.receiver.unprotect_rtcp(report)) << ssrc;
  }
}

TEST(Srtp, takes_nothing_twice_of_a_source_that_made_room_for_others) {
  Pair pair(SrtpProfile::kAeadAes128Gcm);
  const Bytes early = protect(pair.sender, rtp_header(8, 1), as_bytes("x"));
  const Bytes first = protect(pair.sender, rtp_header(9, 1), as_bytes("x"));
  ASSERT_FALSE(pair.error_of(first));
  for (std::uint32_t ssrc = 2; ssrc <= 2 * ReplayGuard::kActiveMax; ++ssrc)
    ASSERT_FALSE(pair.error_of(protect(pair.sender, rtp_header(9, ssrc), as_bytes("x"))));
  EXPECT_EQ(pair.error_of(first), SrtpError::kReplayed);
  EXPECT_FALSE(pair.error_of(protect(pair.sender, rtp_header(10, 1), as_bytes("x"))));
  EXPECT_EQ(pair.error_of(first), SrtpError::kReplayed);
  EXPECT_EQ(pair.error_of(early), SrtpError::kReplayed) << "nobody knows any more";
}

TEST(Srtp, keeps_a_source_that_goes_on_while_others_come_and_go) {
  Pair pair(SrtpProfile::kAeadAes128Gcm);
  std::uint16_t sequence = 0;
  const auto go_on = [&] {
    return pair.error_of(protect(pair.sender, rtp_header(++sequence, 1), as_bytes("x")));
  };
  for (std::uint32_t ssrc = 2; ssrc <= 1000; ++ssrc) {
    ASSERT_FALSE(pair.error_of(protect(pair.sender, rtp_header(9, ssrc), as_bytes("x"))));
    const Bytes late = protect(pair.sender, rtp_header(++sequence, 1), as_bytes("x"));
    ASSERT_FALSE(go_on());
    ASSERT_FALSE(pair.error_of(late));
  }
}

TEST(Srtp, bounds_the_sources_of_a_peer) {
  Pair pair(SrtpProfile::kAeadAes128Gcm);
  for (std::uint32_t ssrc = 1; ssrc <= ReplayGuard::kSourcesMax; ++ssrc)
    ASSERT_FALSE(pair.error_of(protect(pair.sender, rtp_header(1, ssrc), as_bytes("x"))));
  EXPECT_EQ(pair.error_of(protect(pair.sender, rtp_header(1, 9999), as_bytes("x"))),
            SrtpError::kTooManySources);
  EXPECT_FALSE(pair.error_of(protect(pair.sender, rtp_header(2, 1), as_bytes("x"))));
}

TEST(Srtp, tells_where_another_stream_of_a_source_goes_on) {
  Pair pair(SrtpProfile::kAeadAes128Gcm);
  EXPECT_FALSE(pair.sender.next_sequence(0xcafebabe));
  pair.packet(65'535);
  pair.packet(65'534);
  EXPECT_EQ(pair.sender.next_sequence(0xcafebabe), 0);
}

#ifndef NDEBUG
TEST(KeystreamCheck, catches_two_packets_under_one_number) {
  Pair pair(SrtpProfile::kAeadAes128Gcm);
  const Bytes header = rtp_header(1);
  protect(pair.sender, header, as_bytes("one"));
  EXPECT_NO_THROW(protect(pair.sender, header, as_bytes("one"))) << "the same again";
  EXPECT_THROW(protect(pair.sender, header, as_bytes("two")), Bug);
  Bytes marked = header;
  marked[1] ^= 0x80;
  EXPECT_THROW(protect(pair.sender, marked, as_bytes("one")), Bug);
  EXPECT_NO_THROW(protect(pair.sender, rtp_header(1, 7), as_bytes("two"))) << "another source";
}
#endif

TEST(Srtcp, opens_once_what_it_protected) {
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    for (std::size_t body : {0, 4, 20, 1000}) {
      const Bytes plain = rtcp_packet(5, body);
      Bytes sealed = protect_rtcp(pair.sender, plain);
      EXPECT_EQ(sealed.size(), plain.size() + pair.sender.rtcp_overhead());
      Bytes again = sealed;
      const auto opened = pair.receiver.unprotect_rtcp(sealed);
      ASSERT_TRUE(opened);
      EXPECT_EQ(Bytes(opened->begin(), opened->end()), plain);
      const auto replayed = pair.receiver.unprotect_rtcp(again);
      ASSERT_FALSE(replayed);
      EXPECT_EQ(replayed.error(), SrtpError::kReplayed);
    }
  }
}

TEST(Srtcp, detects_any_changed_byte) {
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    const Bytes sealed = protect_rtcp(pair.sender, rtcp_packet(5, 24));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
      Bytes tampered = sealed;
      tampered[i] ^= 1;
      EXPECT_FALSE(pair.receiver.unprotect_rtcp(tampered)) << "byte " << i;
    }
  }
}

TEST(Srtp, refuses_what_is_too_short_or_not_rtp) {
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    const Bytes rtp = pair.packet(1);
    const Bytes rtcp = protect_rtcp(pair.sender, rtcp_packet(1, 8));
    for (std::size_t size = 0; size < rtp.size(); ++size)
      EXPECT_TRUE(pair.error_of(Bytes(rtp.begin(), rtp.begin() + static_cast<long>(size))));
    for (std::size_t size = 0; size < rtcp.size(); ++size) {
      Bytes cut(rtcp.begin(), rtcp.begin() + static_cast<long>(size));
      EXPECT_FALSE(pair.receiver.unprotect_rtcp(cut));
    }
    Bytes small(10), room(100);
    EXPECT_EQ(pair.sender.protect_rtp(rtp_header(1), as_bytes("payload"), small), 0u);
    EXPECT_EQ(pair.sender.protect_rtp(small, {}, room), 0u);
    EXPECT_EQ(pair.sender.protect_rtcp(Bytes(7), room), 0u);
  }
}

TEST(Srtp, survives_garbage) {
  constexpr std::uint64_t kSeed = 3;
  SeededRandom random(kSeed);
  for (SrtpProfile profile : kProfiles) {
    Pair pair(profile);
    for (int i = 0; i < 3000; ++i) {
      Bytes garbage(random.below(120));
      random.fill(garbage);
      if (!garbage.empty()) garbage[0] |= 0x80;
      Bytes copy = garbage;
      EXPECT_FALSE(pair.receiver.unprotect_rtp(garbage)) << "seed " << kSeed << ", packet " << i;
      EXPECT_FALSE(pair.receiver.unprotect_rtcp(copy)) << "seed " << kSeed << ", packet " << i;
    }
  }
}

}  // namespace
}  // namespace hemicycle::crypto
