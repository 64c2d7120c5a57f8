#include "wire/sdp_offer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hemicycle::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

OutgoingTrack outgoing(std::string key, std::string codec, std::string fmtp = "") {
  OutgoingTrack track;
  track.track_key = key;
  track.kind = codec == "opus" ? MediaKind::kAudio : MediaKind::kVideo;
  track.stream_id = "PA_x|" + key;
  track.track_id = key;
  track.cname = "PA_x";
  track.codec = std::move(codec);
  track.fmtp = std::move(fmtp);
  track.ssrc = Ssrc(500);
  if (track.kind == MediaKind::kVideo) track.rtx_ssrc = Ssrc(501);
  return track;
}

// What a client answers: everything that it is offered, as a receiver; `edit` may change a section.
template <typename Edit>
std::string answer_to(const std::string& offer, Edit edit) {
  SessionDescription answer = parse_sdp(offer).value();
  for (SdpSection& section : answer.sections) {
    for (SdpAttribute& attribute : section.attributes) {
      if (attribute.name == "sendonly") attribute.name = "recvonly";
      if (attribute.name == "setup") attribute.value = "active";
      if (attribute.name == "ice-ufrag" || attribute.name == "ice-pwd") attribute.value = "client";
    }
    edit(section);
  }
  return write_sdp(answer);
}
std::string answer_to(const std::string& offer) {
  return answer_to(offer, [](SdpSection&) {});
}
void reject(SdpSection& section) {
  section.port = 0;
}

class OfferNegotiationTest : public testing::Test {
 protected:
  SdpSection section(const std::string& offer, std::size_t index) {
    return parse_sdp(offer)->sections.at(index);
  }
  // An offer and its answer.
  SettledOffer settle(const std::vector<OutgoingTrack>& tracks) {
    return negotiation.take_answer(answer_to(negotiation.offer(tracks))).value();
  }
  OfferNegotiation negotiation{
      {"srv", "server-password", "AA:BB", {Endpoint::v4(192, 0, 2, 7, 7882)}}, 99};
};

TEST_F(OfferNegotiationTest, offers_data_channels_before_there_is_any_track) {
  EXPECT_FALSE(negotiation.carries({}));
  std::string offer = negotiation.offer({});
  auto sdp = parse_sdp(offer);
  ASSERT_EQ(sdp->sections.size(), 1u);
  EXPECT_EQ(sdp->sections[0].kind, "application");
  EXPECT_EQ(sdp->sections[0].attribute("setup"), "passive");
  EXPECT_EQ(sdp->attribute("group"), "BUNDLE 0");
  EXPECT_TRUE(sdp->attribute("ice-lite"));
  SettledOffer settled = negotiation.take_answer(answer_to(offer)).value();
  EXPECT_EQ(settled.sctp_port, 5000);
  EXPECT_EQ(settled.remote.ice_ufrag, "client");
  EXPECT_TRUE(negotiation.carries({}));
}

TEST_F(OfferNegotiationTest, offers_each_track_in_a_section_with_its_codec) {
  std::vector<OutgoingTrack> tracks = {outgoing("TR_a", "opus"), outgoing("TR_v", "vp8")};
  std::string offer = negotiation.offer(tracks);
  SdpSection audio = section(offer, 1);
  EXPECT_TRUE(audio.has("sendonly"));
  EXPECT_EQ(audio.attribute("msid"), "PA_x|TR_a TR_a");
  SdpSection video = section(offer, 2);
  EXPECT_EQ(video.attribute("ssrc-group"), "FID 500 501");
  EXPECT_EQ(video.formats.size(), 2u) << "VP8 and its retransmission";
  SettledOffer settled = negotiation.take_answer(answer_to(offer)).value();
  ASSERT_EQ(settled.sent.size(), 2u);
  EXPECT_EQ(settled.sent[0].track_key, "TR_a");
  EXPECT_NE(settled.sent[0].extensions.audio_level, 0);
  EXPECT_EQ(settled.sent[1].codec.name, "vp8");
  EXPECT_EQ(settled.sent[1].rtx_ssrc, Ssrc(501));
  EXPECT_THAT(settled.undecodable, IsEmpty());
  EXPECT_TRUE(negotiation.carries(tracks));
}

TEST_F(OfferNegotiationTest, gives_one_payload_type_one_meaning_in_all_sections) {
  std::string offer = negotiation.offer(
      std::vector{outgoing("TR_1", "h264", "profile-level-id=42e01f"), outgoing("TR_2", "vp8"),
                  outgoing("TR_3", "h264", "profile-level-id=64001f"), outgoing("TR_4", "vp8")});
  EXPECT_EQ(section(offer, 2).formats, section(offer, 4).formats);
  EXPECT_NE(section(offer, 1).formats, section(offer, 3).formats);
}

TEST_F(OfferNegotiationTest, keeps_tracks_where_they_are_and_lets_a_section_rest_between_two) {
  OutgoingTrack first = outgoing("TR_1", "opus"), second = outgoing("TR_2", "opus"),
                third = outgoing("TR_3", "opus");
  settle({first, second});
  std::string offer = negotiation.offer(std::vector{second, third});
  EXPECT_TRUE(section(offer, 1).has("inactive"));
  EXPECT_THAT(std::string(*section(offer, 2).attribute("msid")), HasSubstr("TR_2"));
  EXPECT_THAT(std::string(*section(offer, 3).attribute("msid")), HasSubstr("TR_3"));
  ASSERT_TRUE(negotiation.take_answer(answer_to(offer)));
  offer = negotiation.offer(std::vector{first, second, third});
  EXPECT_THAT(std::string(*section(offer, 1).attribute("msid")), HasSubstr("TR_1"));
  EXPECT_EQ(parse_sdp(offer)->sections.size(), 4u);
}

TEST_F(OfferNegotiationTest, needs_another_offer_when_a_track_changes_codec) {
  settle({outgoing("TR_1", "vp8")});
  std::vector<OutgoingTrack> changed = {outgoing("TR_1", "av1")};
  EXPECT_FALSE(negotiation.carries(changed));
  EXPECT_EQ(settle(changed).sent.at(0).codec.name, "av1");
  EXPECT_TRUE(negotiation.carries(changed));
}

TEST_F(OfferNegotiationTest, tells_what_the_client_cannot_decode_and_leaves_a_rejected_section) {
  std::vector<OutgoingTrack> tracks = {outgoing("TR_1", "av1"), outgoing("TR_2", "vp8")};
  auto refuse = [](SdpSection& section) {
    if (section.attribute("mid") == "1") reject(section);
  };
  std::string answer = answer_to(negotiation.offer(tracks), refuse);
  answer.replace(answer.find("BUNDLE 0 1 2"), 12, "BUNDLE 0 2");
  SettledOffer settled = negotiation.take_answer(answer).value();
  EXPECT_THAT(settled.undecodable, ElementsAre("TR_1"));
  EXPECT_EQ(settled.sent.at(0).track_key, "TR_2");
  std::string next = negotiation.offer(std::vector{tracks[1], outgoing("TR_3", "vp8")});
  EXPECT_EQ(section(next, 1).port, 0);
  EXPECT_THAT(next, HasSubstr("BUNDLE 0 2 3\r\n"));
}

TEST_F(OfferNegotiationTest, is_not_exhausted_by_invented_profiles) {
  for (int i = 0; i < 40; ++i) {
    std::string profile = "profile-level-id=" + std::to_string(10 + i) + "001f";
    EXPECT_THAT(settle({outgoing("TR_" + std::to_string(i), "h264", profile)}).sent,
                i == 32 ? testing::SizeIs(1) : testing::SizeIs(0))
        << "only 42 is a profile";
  }
  EXPECT_EQ(settle({outgoing("TR_v", "vp9")}).sent.size(), 1u);
}

TEST_F(OfferNegotiationTest, waits_for_one_answer_at_a_time_and_takes_no_nonsense_for_it) {
  std::string offer = negotiation.offer({});
  EXPECT_TRUE(negotiation.is_waiting());
  EXPECT_FALSE(negotiation.take_answer("nonsense"));
  EXPECT_TRUE(negotiation.is_waiting());
  EXPECT_TRUE(negotiation.take_answer(answer_to(offer)));
  EXPECT_FALSE(negotiation.is_waiting());
}

TEST_F(OfferNegotiationTest, refuses_an_answer_without_the_sections_of_its_offer) {
  std::string short_answer = answer_to(negotiation.offer({}));
  negotiation.offer(std::vector{outgoing("TR_1", "opus")});
  EXPECT_EQ(negotiation.take_answer(short_answer).error(), SdpError::kSectionsRemoved);
}

}  // namespace
}  // namespace hemicycle::wire
