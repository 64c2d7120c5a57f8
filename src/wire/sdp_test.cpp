#include "wire/sdp.h"

#include <gtest/gtest.h>

#include "wire/sdp_media.h"

namespace hemicycle::wire {
namespace {

TEST(Sdp, keeps_sections_and_attributes_in_order) {
  auto sdp = parse_sdp(
      "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
      "m=audio 9 UDP/TLS/RTP/SAVPF 111 63\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=rtcp-mux\r\n");
  ASSERT_TRUE(sdp);
  EXPECT_EQ(sdp->origin, "- 1 2 IN IP4 127.0.0.1");
  EXPECT_EQ(sdp->attribute("group"), "BUNDLE 0");
  ASSERT_EQ(sdp->sections.size(), 1u);
  const SdpSection& audio = sdp->sections[0];
  EXPECT_EQ(audio.kind, "audio");
  EXPECT_EQ(audio.port, 9);
  EXPECT_EQ(audio.formats, (std::vector<std::string>{"111", "63"}));
  EXPECT_EQ(audio.connection, "IN IP4 0.0.0.0");
  EXPECT_EQ(audio.attribute("mid"), "0");
  EXPECT_TRUE(audio.has("rtcp-mux"));
  EXPECT_FALSE(audio.has("rtcp-rsize"));
}

TEST(Sdp, reads_what_it_writes) {
  std::string text =
      "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=ice-lite\r\n"
      "m=video 0 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 192.0.2.1\r\na=mid:v\r\na=inactive\r\n";
  auto sdp = parse_sdp(text);
  ASSERT_TRUE(sdp);
  EXPECT_EQ(write_sdp(*sdp), text);
}

TEST(Sdp, accepts_bare_line_feeds) {
  auto sdp = parse_sdp("v=0\na=ice-lite\nm=audio 9/1 UDP/TLS/RTP/SAVPF 0\n");
  ASSERT_TRUE(sdp);
  EXPECT_TRUE(sdp->attribute("ice-lite"));
  EXPECT_EQ(sdp->sections.at(0).port, 9);
}

struct BadSdp {
  const char* name;
  std::string text;
  SdpError error;
};

TEST(Sdp, refuses_what_is_malformed_or_beyond_its_limits) {
  const BadSdp cases[] = {
      {"empty", "", SdpError::kMissingVersion},
      {"no version", "o=- 1 1 IN IP4 0\r\n", SdpError::kMissingVersion},
      {"no equals sign", "v=0\r\nhello\r\n", SdpError::kMalformedLine},
      {"control inside a line", std::string("v=0\r\na=x\rb\r\n"), SdpError::kMalformedLine},
      {"nul inside a line", std::string("v=0\r\na=x\0b\r\n", 12), SdpError::kMalformedLine},
      {"attribute without name", "v=0\r\na=:x\r\n", SdpError::kMalformedLine},
      {"port is no number", "v=0\r\nm=audio x RTP 0\r\n", SdpError::kMalformedLine},
      {"port is too large", "v=0\r\nm=audio 65536 RTP 0\r\n", SdpError::kMalformedLine},
      {"section without protocol", "v=0\r\nm=audio 9\r\n", SdpError::kMalformedLine},
      {"too many bytes", "v=0\r\n" + std::string(300, 'x'), SdpError::kTooLarge},
      {"too many sections", "v=0\r\nm=a 9 P 0\r\nm=a 9 P 0\r\nm=a 9 P 0\r\n",
       SdpError::kTooManySections},
      {"too many attributes", "v=0\r\na=1\r\na=2\r\na=3\r\na=4\r\n", SdpError::kTooManyAttributes},
      {"too many formats", "v=0\r\nm=audio 9 P 1 2 3 4\r\n", SdpError::kTooManyAttributes},
  };
  const SdpLimits limits{.bytes = 256, .sections = 2, .attributes = 3};
  for (const BadSdp& bad : cases) {
    auto sdp = parse_sdp(bad.text, limits);
    ASSERT_FALSE(sdp) << bad.name;
    EXPECT_EQ(sdp.error(), bad.error) << bad.name << ": " << describe(sdp.error());
  }
}

OfferedSection read(std::string_view section) {
  auto sdp = parse_sdp("v=0\r\n" + std::string(section));
  EXPECT_TRUE(sdp);
  return SectionReader(*sdp).read(sdp->sections.at(0));
}

TEST(SdpMedia, reads_codecs_in_the_order_of_the_media_line_and_drops_unknown_ones) {
  OfferedSection section = read(
      "m=video 9 UDP/TLS/RTP/SAVPF 98 96 97 39 40 41 99\r\na=mid:1\r\n"
      "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
      "a=rtcp-fb:* transport-cc\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
      "a=rtpmap:98 VP9/90000\r\na=fmtp:98 profile-id=0\r\n"
      "a=rtpmap:39 VP9/90000\r\na=fmtp:39 profile-id=2\r\n"
      "a=rtpmap:40 red/90000\r\na=rtpmap:41 H264/90000\r\na=fmtp:41 packetization-mode=0\r\n");
  ASSERT_EQ(section.codecs.size(), 2u);
  EXPECT_EQ(section.codecs[0].name, "vp9");
  EXPECT_EQ(section.codecs[0].rtx_payload_type, std::nullopt);
  const NegotiatedCodec& vp8 = section.codecs[1];
  EXPECT_EQ(vp8.name, "vp8");
  EXPECT_EQ(vp8.payload_type, PayloadType(96));
  EXPECT_EQ(vp8.rtx_payload_type, PayloadType(97));
  EXPECT_TRUE(vp8.feedback.nack && vp8.feedback.nack_pli && vp8.feedback.transport_cc);
  EXPECT_FALSE(vp8.feedback.ccm_fir);
}

TEST(SdpMedia, reads_the_layers_of_a_simulcast_from_rids) {
  OfferedSection section = read(
      "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rid:q send\r\na=rid:h send\r\na=rid:f send "
      "max-fps=30\r\n"
      "a=rid:x recv\r\na=simulcast:recv x send f;~h;q,z\r\n");
  EXPECT_EQ(section.rids, (std::vector<std::string>{"f", "h", "q"}));
}

TEST(SdpMedia, reads_the_layers_of_a_simulcast_from_ssrc_groups) {
  OfferedSection section = read(
      "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=ssrc-group:SIM 30 10 20\r\na=ssrc-group:FID 30 31\r\n"
      "a=ssrc-group:FID 10 11\r\na=ssrc:10 cname:x\r\na=ssrc:11 cname:x\r\n"
      "a=ssrc:30 msid:stream track\r\na=ssrc:31 cname:x\r\na=ssrc:20 cname:x\r\n");
  EXPECT_EQ(section.ssrcs, (std::vector<Ssrc>{Ssrc(30), Ssrc(10), Ssrc(20)}));
  EXPECT_EQ(section.rtx, (std::vector<RtxPair>{{Ssrc(30), Ssrc(31)}, {Ssrc(10), Ssrc(11)}}));
  EXPECT_EQ(section.msid_track, "track");
}

TEST(SdpMedia, takes_from_the_session_what_the_section_does_not_say) {
  auto sdp = parse_sdp(
      "v=0\r\na=fingerprint:sha-1 00\r\na=fingerprint:sha-256 AB:CD\r\na=ice-ufrag:u\r\n"
      "a=ice-pwd:p\r\na=setup:actpass\r\na=sendonly\r\n"
      "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-pwd:own\r\n");
  OfferedSection section = SectionReader(*sdp).read(sdp->sections.at(0));
  EXPECT_EQ(section.ice_ufrag, "u");
  EXPECT_EQ(section.ice_pwd, "own");
  EXPECT_EQ(section.fingerprint_sha256, "AB:CD");
  EXPECT_EQ(section.setup, "actpass");
  EXPECT_EQ(section.direction, Direction::kSendOnly);
}

TEST(SdpMedia, matches_h264_by_profile) {
  NegotiatedCodec offered;
  offered.name = "h264";
  offered.fmtp = "level-asymmetry-allowed=1; packetization-mode=1; profile-level-id=42001f";
  EXPECT_TRUE(can_decode(offered, "h264", "packetization-mode=1;profile-level-id=42e01f"));
  EXPECT_FALSE(can_decode(offered, "h264", "packetization-mode=1;profile-level-id=640c1f"));
  EXPECT_FALSE(can_decode(offered, "vp8", ""));
}

}  // namespace
}  // namespace hemicycle::wire
