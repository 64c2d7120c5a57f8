#include "wire/sdp_negotiation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/allocations.h"

namespace hemicycle::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view kFingerprint = "12:34:56:78:9A:BC:DE:F0";

LocalTransport local_transport() {
  return {"srv", "server-password", "AA:BB", {Endpoint::v4(192, 0, 2, 7, 7882)}};
}

// The three ways in which the clients that we meet write the same things.
enum class Style { kChromium, kFirefox, kNative };

struct Section {
  std::string mid;
  std::string kind;       // audio, video, application
  std::string direction;  // empty for application
  std::string extra = {};
  bool rejected = false;
};

std::string transport_lines(Style style) {
  std::string lines = "a=ice-ufrag:cli\r\na=ice-pwd:client-password\r\na=setup:actpass\r\n";
  if (style == Style::kFirefox) return lines;
  return lines + "a=ice-options:trickle renomination\r\na=fingerprint:sha-256 " +
         std::string(kFingerprint) + "\r\n";
}

std::string audio_lines(Style style) {
  if (style == Style::kFirefox)
    return "a=rtpmap:109 opus/48000/2\r\na=fmtp:109 "
           "maxplaybackrate=48000;stereo=1;useinbandfec=1\r\n"
           "a=rtpmap:0 PCMU/8000\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
           "a=extmap:2/recvonly urn:ietf:params:rtp-hdrext:csrc-audio-level\r\n"
           "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n";
  return "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\na=fmtp:111 "
         "minptime=10;useinbandfec=1\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n"
         "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
         "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
         "a=extmap:14 urn:ietf:params:rtp-hdrext:toffset\r\n";
}

std::string video_lines(Style style) {
  std::string h264 =
      "a=rtpmap:103 H264/90000\r\na=rtcp-fb:103 nack\r\na=fmtp:103 "
      "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n";
  if (style == Style::kFirefox)
    return "a=rtpmap:120 VP8/90000\r\na=fmtp:120 max-fs=12288;max-fr=60\r\na=rtcp-fb:120 nack\r\n"
           "a=rtcp-fb:120 nack pli\r\na=rtcp-fb:120 ccm fir\r\na=rtpmap:124 rtx/90000\r\n"
           "a=fmtp:124 apt=120\r\n" +
           h264 +
           "a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
           "a=extmap:10/sendonly urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
           "a=extmap:11/sendonly urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n";
  return "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\n"
         "a=rtcp-fb:96 ccm fir\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
         "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n" +
         h264 +
         "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
         "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
         "a=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n"
         "a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n";
}

std::string media_line(Style style, const Section& section, bool is_first) {
  std::string port = section.rejected || (style == Style::kFirefox && !is_first) ? "0" : "9";
  if (section.kind == "application")
    return "m=application " + port + " UDP/DTLS/SCTP webrtc-datachannel\r\n";
  bool is_audio = section.kind == "audio";
  std::string formats = style == Style::kFirefox ? (is_audio ? "109 0" : "120 124 103")
                                                 : (is_audio ? "111 63" : "96 97 103");
  return "m=" + section.kind + " " + port + " UDP/TLS/RTP/SAVPF " + formats + "\r\n";
}

std::string offer(Style style, const std::vector<Section>& sections) {
  std::string bundle;
  for (const Section& section : sections)
    if (!section.rejected) bundle += " " + section.mid;
  std::string text = "v=0\r\no=- 42 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE" + bundle +
                     "\r\na=msid-semantic: WMS *\r\n";
  if (style == Style::kFirefox)
    text += "a=sendrecv\r\na=fingerprint:sha-256 " + std::string(kFingerprint) +
            "\r\na=ice-options:trickle\r\n";
  else
    text += "a=extmap-allow-mixed\r\n";
  bool is_first = true;
  for (const Section& section : sections) {
    text +=
        media_line(style, section, is_first) + "c=IN IP4 0.0.0.0\r\na=mid:" + section.mid + "\r\n";
    if (style == Style::kFirefox && !is_first && !section.rejected) text += "a=bundle-only\r\n";
    text += transport_lines(style);
    if (section.kind == "application") {
      text += "a=sctp-port:5000\r\na=max-message-size:262144\r\n";
    } else {
      text += "a=rtcp-mux\r\na=rtcp-rsize\r\na=" + section.direction + "\r\n";
      text += section.kind == "audio" ? audio_lines(style) : video_lines(style);
    }
    text += section.extra;
    is_first = false;
  }
  return text;
}

OutgoingTrack outgoing(std::string key, MediaKind kind, std::string codec, std::uint32_t ssrc) {
  OutgoingTrack track;
  track.track_key = key;
  track.kind = kind;
  track.stream_id = "PA_x|" + key;
  track.track_id = key;
  track.cname = "PA_x";
  track.codec = std::move(codec);
  track.ssrc = Ssrc(ssrc);
  if (kind == MediaKind::kVideo) track.rtx_ssrc = Ssrc(ssrc + 1);
  return track;
}

// The text of the section with this mid.
std::string section_of(const std::string& sdp, const std::string& mid) {
  std::size_t at = sdp.find("a=mid:" + mid + "\r\n");
  if (at == std::string::npos) return {};
  std::size_t begin = sdp.rfind("m=", at);
  while (begin > 0 && sdp[begin - 1] != '\n') begin = sdp.rfind("m=", begin - 1);
  std::size_t end = sdp.find("\r\nm=", at);
  return sdp.substr(begin, end == std::string::npos ? end : end + 2 - begin);
}

Result<Answer, SdpError> answer_text(Negotiation& negotiation, std::string_view text,
                                     const std::vector<OutgoingTrack>& tracks,
                                     const ReceivePreferences& preferences = {}) {
  auto read = read_offer(text);
  if (!read) return unexpected(read.error());
  return negotiation.answer(*read, tracks, preferences);
}

class EveryStyle : public testing::TestWithParam<Style> {
 protected:
  std::string write_offer(const std::vector<Section>& sections) {
    return offer(GetParam(), sections);
  }
  Answer answer(const std::vector<Section>& sections,
                const std::vector<OutgoingTrack>& tracks = {}) {
    return answer_text(negotiation_, write_offer(sections), tracks).value();
  }
  Negotiation negotiation_{local_transport(), 99};
};
INSTANTIATE_TEST_SUITE_P(Clients, EveryStyle,
                         testing::Values(Style::kChromium, Style::kFirefox, Style::kNative));

TEST_P(EveryStyle, gets_an_answer_that_parses_with_a_section_for_each_of_its_own) {
  Answer a =
      answer({{"0", "audio", "recvonly"}, {"1", "video", "recvonly"}, {"2", "application", ""}});
  auto sdp = parse_sdp(a.sdp);
  ASSERT_TRUE(sdp);
  ASSERT_EQ(sdp->sections.size(), 3u);
  EXPECT_EQ(sdp->attribute("group"), "BUNDLE 0 1 2");
  EXPECT_TRUE(sdp->attribute("ice-lite"));
  EXPECT_EQ(sdp->attribute("extmap-allow-mixed").has_value(), GetParam() != Style::kFirefox);
  for (const SdpSection& section : sdp->sections) {
    EXPECT_EQ(section.port, 7882);
    EXPECT_EQ(section.attribute("setup"), "passive");
    EXPECT_EQ(section.attribute("ice-ufrag"), "srv");
    EXPECT_EQ(section.attribute("fingerprint"), "sha-256 AA:BB");
    EXPECT_EQ(section.attribute("ice-options"), "trickle");
  }
  EXPECT_THAT(a.sdp, HasSubstr("a=candidate:1 1 udp 2130706431 192.0.2.7 7882 typ host\r\n"));
  EXPECT_EQ(read_offer(write_offer({{"0", "audio", "recvonly"}}))->remote,
            (RemoteTransport{"cli", "client-password", std::string(kFingerprint)}));
  EXPECT_EQ(a.sctp_port, 5000);
}

TEST_P(EveryStyle, keeps_unused_sections_inactive) {
  Answer a = answer({{"0", "audio", "recvonly"}, {"1", "video", "inactive"}});
  EXPECT_THAT(section_of(a.sdp, "0"), HasSubstr("a=inactive\r\n"));
  EXPECT_THAT(section_of(a.sdp, "1"), HasSubstr("a=inactive\r\n"));
  EXPECT_THAT(a.received, IsEmpty());
  EXPECT_THAT(a.sent, IsEmpty());
}

TEST_P(EveryStyle, sends_its_tracks_to_us_with_one_codec) {
  Answer a = answer({{"0", "audio", "sendonly", "a=msid:- microphone\r\na=ssrc:77 cname:c\r\n"},
                     {"1", "video", "sendrecv", "a=msid:s camera\r\n"}});
  ASSERT_EQ(a.received.size(), 2u);
  EXPECT_EQ(a.received[0].mid, "0");
  EXPECT_EQ(a.received[0].msid_track, "microphone");
  EXPECT_EQ(a.received[0].codec.name, "opus");
  EXPECT_THAT(a.received[0].ssrcs, ElementsAre(Ssrc(77)));
  EXPECT_EQ(a.received[0].extensions.audio_level, 1);
  EXPECT_EQ(a.received[1].codec.name, "vp8");
  EXPECT_TRUE(a.received[1].codec.rtx_payload_type);
  EXPECT_NE(a.received[1].extensions.mid, 0);
  EXPECT_THAT(section_of(a.sdp, "0"), HasSubstr("a=recvonly\r\n"));
  EXPECT_THAT(section_of(a.sdp, "0"), HasSubstr("useinbandfec=1"));
  EXPECT_THAT(section_of(a.sdp, "0"), Not(HasSubstr("red/48000")));
  EXPECT_THAT(section_of(a.sdp, "1"), Not(HasSubstr("H264")));
}

TEST_P(EveryStyle, finds_outgoing_tracks_in_its_recvonly_sections) {
  Answer a = answer({{"0", "audio", "recvonly"}, {"1", "video", "recvonly"}},
                    {outgoing("TR_v", MediaKind::kVideo, "vp8", 500),
                     outgoing("TR_a", MediaKind::kAudio, "opus", 600)});
  ASSERT_EQ(a.sent.size(), 2u);
  EXPECT_EQ(a.sent[0].track_key, "TR_a");
  EXPECT_EQ(a.sent[0].mid, "0");
  EXPECT_EQ(a.sent[1].track_key, "TR_v");
  EXPECT_EQ(a.sent[1].rtx_ssrc, Ssrc(501));
  std::string video = section_of(a.sdp, "1");
  EXPECT_THAT(video, HasSubstr("a=sendonly\r\n"));
  EXPECT_THAT(video, HasSubstr("a=msid:PA_x|TR_v TR_v\r\n"));
  EXPECT_THAT(video, HasSubstr("a=ssrc-group:FID 500 501\r\n"));
  EXPECT_THAT(video, HasSubstr("a=ssrc:500 cname:PA_x\r\n"));
}

TEST_P(EveryStyle, keeps_each_track_in_its_section_over_new_offers) {
  OutgoingTrack first = outgoing("TR_1", MediaKind::kVideo, "vp8", 1);
  OutgoingTrack second = outgoing("TR_2", MediaKind::kVideo, "vp8", 10);
  std::vector<Section> sections = {{"a", "video", "recvonly"}, {"b", "video", "recvonly"}};
  answer(sections, {first});
  sections.push_back({"c", "video", "sendonly", "a=msid:- cam\r\n"});
  Answer a = answer(sections, {second, first});
  ASSERT_EQ(a.sent.size(), 2u);
  EXPECT_EQ(a.sent[0].track_key, "TR_1");
  EXPECT_EQ(a.sent[0].mid, "a");
  EXPECT_EQ(a.sent[1].mid, "b");
  EXPECT_EQ(a.received.at(0).mid, "c");
  EXPECT_THAT(a.sdp, HasSubstr("o=- 99 2 IN"));
}

TEST_P(EveryStyle, goes_on_receiving_where_it_begins_to_publish) {
  OutgoingTrack track = outgoing("TR_1", MediaKind::kVideo, "h264", 1);
  answer({{"0", "video", "recvonly"}, {"1", "video", "recvonly"}}, {track});
  std::vector<Section> sections = {{"0", "video", "sendrecv", "a=msid:s cam\r\n"},
                                   {"1", "video", "recvonly"}};
  Answer a = answer(sections, {track});
  ASSERT_EQ(a.sent.size(), 1u);
  EXPECT_EQ(a.sent[0].mid, "0");
  EXPECT_EQ(a.sent[0].codec.name, "h264");
  ASSERT_EQ(a.received.size(), 1u);
  EXPECT_EQ(a.received[0].mid, "0");
  EXPECT_EQ(a.received[0].msid_track, "cam");
  EXPECT_EQ(a.received[0].codec.name, "vp8");
  EXPECT_THAT(section_of(a.sdp, "0"), HasSubstr("a=sendrecv\r\n"));
  EXPECT_TRUE(negotiation_.carries(std::vector{track}));
  sections[0].direction = "recvonly";
  EXPECT_EQ(answer(sections, {track}).sent.at(0).mid, "0") << "when it has stopped publishing";
}

TEST_P(EveryStyle, needs_a_new_offer_when_its_track_changes_codec) {
  OutgoingTrack track = outgoing("TR_1", MediaKind::kVideo, "vp8", 1);
  std::vector<Section> sections = {{"0", "video", "recvonly"}};
  answer(sections, {track});
  EXPECT_TRUE(negotiation_.carries(std::vector{track}));
  track.codec = "h264";
  EXPECT_FALSE(negotiation_.carries(std::vector{track}));
  EXPECT_EQ(answer(sections, {track}).sent.at(0).codec.name, "h264");
  EXPECT_TRUE(negotiation_.carries(std::vector{track}));
}

TEST_P(EveryStyle, leaves_a_section_empty_for_one_answer_between_two_tracks) {
  OutgoingTrack first = outgoing("TR_1", MediaKind::kAudio, "opus", 1);
  OutgoingTrack second = outgoing("TR_2", MediaKind::kAudio, "opus", 2);
  std::vector<Section> sections = {{"0", "audio", "recvonly"}};
  answer(sections, {first});
  EXPECT_THAT(answer(sections, {second}).sent, IsEmpty());
  EXPECT_FALSE(negotiation_.carries(std::vector{second}));
  EXPECT_EQ(answer(sections, {second}).sent.at(0).track_key, "TR_2");
  EXPECT_TRUE(negotiation_.carries(std::vector{second}));
}

TEST_P(EveryStyle, is_asked_for_as_many_sections_as_are_missing) {
  std::vector<OutgoingTrack> tracks = {outgoing("TR_1", MediaKind::kAudio, "opus", 1),
                                       outgoing("TR_2", MediaKind::kVideo, "vp8", 2),
                                       outgoing("TR_3", MediaKind::kVideo, "vp8", 3)};
  answer({{"0", "audio", "recvonly"}, {"1", "video", "recvonly"}});
  EXPECT_FALSE(negotiation_.carries(tracks));
  MissingSections missing = negotiation_.missing_sections(tracks);
  EXPECT_EQ(missing.audio, 0u);
  EXPECT_EQ(missing.video, 1u);
  answer({{"0", "audio", "recvonly"}, {"1", "video", "recvonly"}, {"2", "video", "recvonly"}},
         tracks);
  EXPECT_TRUE(negotiation_.carries(tracks));
  EXPECT_EQ(negotiation_.missing_sections(tracks).video, 0u);
}

TEST_P(EveryStyle, is_told_which_tracks_it_cannot_decode) {
  std::vector<OutgoingTrack> tracks = {outgoing("TR_1", MediaKind::kVideo, "av1", 1)};
  Answer a = answer({{"0", "video", "recvonly"}}, tracks);
  EXPECT_THAT(a.undecodable, ElementsAre("TR_1"));
  EXPECT_TRUE(negotiation_.carries(tracks));
  EXPECT_EQ(negotiation_.missing_sections(tracks).video, 0u);
}

TEST_P(EveryStyle, has_its_stopped_sections_rejected) {
  Answer a = answer({{"0", "audio", "recvonly"}, {"1", "video", "inactive", "", true}});
  auto sdp = parse_sdp(a.sdp);
  EXPECT_EQ(sdp->attribute("group"), "BUNDLE 0");
  EXPECT_EQ(sdp->sections.at(1).port, 0);
  EXPECT_NE(sdp->sections.at(0).port, 0);
}

TEST_P(EveryStyle, has_the_layers_of_its_simulcast_mirrored) {
  Answer a = answer({{"0", "video", "sendonly",
                      "a=msid:- cam\r\na=rid:q send\r\na=rid:h send\r\na=simulcast:send q;h\r\n"}});
  EXPECT_THAT(a.received.at(0).rids, ElementsAre("q", "h"));
  EXPECT_THAT(a.sdp, HasSubstr("a=rid:q recv\r\na=rid:h recv\r\na=simulcast:recv q;h\r\n"));
  const std::string direction = GetParam() == Style::kFirefox ? "/recvonly" : "";
  EXPECT_THAT(a.sdp, HasSubstr("a=extmap:10" + direction +
                               " urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"))
      << "without it the sender does not tell its layers apart";
}

TEST(Negotiation, answers_only_extensions_that_it_knows) {
  Negotiation negotiation(local_transport(), 1);
  auto a = answer_text(negotiation, offer(Style::kChromium, {{"0", "audio", "sendonly"}}), {});
  ASSERT_TRUE(a);
  EXPECT_THAT(a->sdp, HasSubstr("a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"));
  EXPECT_THAT(a->sdp, Not(HasSubstr("toffset")));
}

TEST(Negotiation, lets_the_preference_choose_codec_and_silence) {
  Negotiation negotiation(local_transport(), 1);
  ReceivePreferences preferences = {{"cam", {.codec = "h264"}},
                                    {"mic", {.codec = {}, .dtx = true}}};
  auto a = answer_text(negotiation,
                       offer(Style::kChromium, {{"0", "video", "sendonly", "a=msid:- cam\r\n"},
                                                {"1", "audio", "sendonly", "a=msid:- mic\r\n"}}),
                       {}, preferences);
  ASSERT_TRUE(a);
  EXPECT_EQ(a->received.at(0).codec.name, "h264");
  EXPECT_THAT(section_of(a->sdp, "1"), HasSubstr("usedtx=1"));
}

TEST(Negotiation, reuses_a_media_line_that_the_client_gives_a_new_mid) {
  Negotiation negotiation(local_transport(), 1);
  std::vector<OutgoingTrack> tracks = {outgoing("TR_1", MediaKind::kAudio, "opus", 1)};
  ASSERT_TRUE(
      answer_text(negotiation, offer(Style::kChromium, {{"0", "audio", "recvonly"}}), tracks));
  auto a = answer_text(
      negotiation,
      offer(Style::kChromium, {{"7", "video", "sendonly"}, {"8", "audio", "recvonly"}}), tracks);
  ASSERT_TRUE(a);
  EXPECT_EQ(a->sent.at(0).mid, "8");
  EXPECT_EQ(a->received.at(0).mid, "7");
}

std::string without(std::string text, std::string_view line) {
  for (std::size_t at; (at = text.find(line)) != std::string::npos;)
    text.erase(at, text.find('\n', at) + 1 - at);
  return text;
}

std::string with(std::string text, std::string_view what, std::string_view instead) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += instead.size())
    text.replace(at, what.size(), instead);
  return text;
}

TEST(Negotiation, refuses_offers_that_it_cannot_serve_and_stays_as_it_was) {
  const std::string good =
      offer(Style::kChromium, {{"0", "audio", "recvonly"}, {"1", "video", "recvonly"}});
  const std::pair<std::string, SdpError> cases[] = {
      {"", SdpError::kMissingVersion},
      {without(good, "a=mid:0"), SdpError::kMissingMid},
      {with(good, "a=mid:1", "a=mid:0"), SdpError::kDuplicateMid},
      {without(good, "a=group"), SdpError::kNotBundled},
      {without(good, "a=ice-pwd"), SdpError::kMissingIceCredentials},
      {without(good, "a=fingerprint"), SdpError::kMissingFingerprint},
      {with(good, "a=setup:actpass", "a=setup:passive"), SdpError::kUnsupportedRole},
      {offer(Style::kChromium, {{"0", "audio", "recvonly"}}), SdpError::kSectionsRemoved},
  };
  std::vector<OutgoingTrack> tracks = {outgoing("TR_1", MediaKind::kAudio, "opus", 1)};
  Negotiation negotiation(local_transport(), 1);
  ASSERT_TRUE(answer_text(negotiation, good, tracks));
  for (const auto& [text, error] : cases) {
    auto a = answer_text(negotiation, text, {});
    ASSERT_FALSE(a) << describe(error);
    EXPECT_EQ(a.error(), error) << describe(a.error());
    EXPECT_TRUE(negotiation.carries(tracks));
  }
}

TEST(Negotiation, answers_an_extension_that_the_client_only_sends_as_one_that_we_only_receive) {
  Negotiation negotiation(local_transport(), 1);
  std::vector<OutgoingTrack> tracks = {outgoing("TR_1", MediaKind::kVideo, "vp8", 1)};
  auto a = answer_text(negotiation, offer(Style::kFirefox, {{"0", "video", "recvonly"}}), tracks);
  ASSERT_TRUE(a);
  EXPECT_THAT(a->sdp, HasSubstr("a=extmap:11/recvonly urn:ietf:params:rtp-hdrext:sdes:repaired-"));
  EXPECT_THAT(a->sdp, HasSubstr("a=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"));
  EXPECT_EQ(a->sent.at(0).extensions.rid, 0) << "nothing that the client does not receive is sent";
  EXPECT_EQ(a->sent.at(0).extensions.mid, 3);
}

TEST(Negotiation, names_our_own_sctp_port_and_keeps_the_clients) {
  Negotiation negotiation(local_transport(), 1);
  auto text = with(offer(Style::kChromium, {{"0", "application", ""}}), "a=sctp-port:5000",
                   "a=sctp-port:6001");
  auto a = answer_text(negotiation, text, {});
  ASSERT_TRUE(a);
  EXPECT_THAT(a->sdp, HasSubstr("a=sctp-port:5000\r\n"));
  EXPECT_EQ(a->sctp_port, 6001);
}

TEST(Negotiation, uses_reduced_size_rtcp_only_with_who_offers_it) {
  const std::string text =
      offer(Style::kChromium, {{"0", "audio", "sendonly"}, {"1", "application", ""}});
  for (bool offered : {true, false}) {
    Negotiation negotiation(local_transport(), 1);
    auto a = answer_text(negotiation, offered ? text : without(text, "a=rtcp-rsize"), {});
    ASSERT_TRUE(a);
    EXPECT_EQ(a->rtcp_reduced_size, offered);
    EXPECT_EQ(a->sdp.find("a=rtcp-rsize") != std::string::npos, offered);
  }
}

// Attacks that a few kilobytes were enough for.
TEST(Negotiation, takes_memory_by_the_size_of_the_offer_whatever_it_says) {
  constexpr std::size_t kSections = 500;
  std::vector<Section> sections;
  for (std::size_t i = 0; i < kSections; ++i)
    sections.push_back({std::to_string(i), "audio", "recvonly"});
  const std::string good = offer(Style::kChromium, sections);
  std::string mids;
  while (mids.size() < 1 << 20) mids += " x";
  std::string short_sections = "v=0\r\na=ice-pwd:" + std::string(1 << 20, 'p') +
                               "\r\na=ice-options:" + std::string(1 << 19, 'o') +
                               "\r\na=setup:active\r\na=group:BUNDLE";
  for (std::size_t i = 0; i < kSections; ++i) short_sections += " " + std::to_string(i);
  short_sections += "\r\n";
  for (std::size_t i = 0; i < kSections; ++i)
    short_sections += "m=audio 9 RTP/SAVPF 0\r\na=mid:" + std::to_string(i) + "\r\n";
  const struct {
    const char* what;
    std::string text;
    std::optional<SdpError> error;
  } cases[] = {
      {"a million mids in the group", with(good, "a=group:BUNDLE", "a=group:BUNDLE" + mids),
       SdpError::kBundleTooLong},
      {"a session's megabyte inherited by each section", short_sections,
       SdpError::kMissingIceCredentials},
      {"a hall", good, std::nullopt},
  };
  for (const auto& [what, text, error] : cases) {
    Negotiation negotiation(local_transport(), 1);
    std::size_t allocated = test::bytes_allocated_by([&] {
      auto a = answer_text(negotiation, text, {});
      EXPECT_EQ(a ? std::nullopt : std::optional(a.error()), error) << what;
    });
    EXPECT_LT(allocated, 64 * text.size()) << what;
  }
}

}  // namespace
}  // namespace hemicycle::wire
