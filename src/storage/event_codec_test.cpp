#include "storage/event_codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hemicycle::storage {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

meeting::FloorGiven a_floor_given() {
  meeting::FloorGiven event;
  event.speech = meeting::SpeechId(3);
  event.person = meeting::PersonId(105);
  event.delegation = meeting::DelegationId(4);
  event.kind = meeting::SpeechKind::kReply;
  event.limit = 10min;
  return event;
}

TEST(EventCodec, writes_canonical_text_without_what_is_empty) {
  EXPECT_EQ(name_of(meeting::Event(a_floor_given())), "FloorGiven");
  EXPECT_EQ(write_event(a_floor_given()),
            R"({"speech":3,"person":105,"delegation":4,"kind":"Reply","category":"Member",)"
            R"("round":1,"limit":600000})");
  EXPECT_EQ(write_event(meeting::QuorumWaived{}), "{}");
}

TEST(EventCodec, reads_what_it_writes) {
  meeting::ItemAdded item;
  item.item = meeting::ItemId(1);
  item.titles = {{"en", "The \"wise\" \\ and\nthe\tbrave"}, {"vi", "Thông qua chương trình"}};
  meeting::MeetingSuspended suspended;
  suspended.until = WallTime(1'776'521'045'000'250us);
  meeting::VotingOpened voting;
  voting.lot_seed = ~std::uint64_t{0};
  voting.calling_order = {meeting::DelegationId(9), meeting::DelegationId(1)};
  voting.majority = {2, 3, false};
  for (const meeting::Event& event : std::vector<meeting::Event>{a_floor_given(), item, suspended,
                                                                 voting, meeting::QuorumWaived{}}) {
    auto read = parse_event(name_of(event), write_event(event));
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(*read, event);
    EXPECT_EQ(write_event(*read), write_event(event));
  }
}

TEST(EventCodec, a_member_that_an_older_program_did_not_know_keeps_its_default) {
  auto read = parse_event("FloorGiven", R"({"speech":3,"person":105})");
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<meeting::FloorGiven>(*read).round, 1u);
  EXPECT_EQ(std::get<meeting::FloorGiven>(*read).limit, std::nullopt);
}

TEST(EventCodec, says_what_does_not_fit_and_where) {
  struct Case {
    const char* type;
    const char* payload;
    const char* complaint;
  };
  const Case cases[] = {
      {"FloorSold", "{}", "'FloorSold' is unknown here: a newer program wrote it"},
      {"FloorGiven", "{", "not JSON"},
      {"FloorGiven", "[]", "an object is expected"},
      {"FloorGiven", R"({"price":3})", "'price' is unknown here"},
      {"FloorGiven", R"({"speech":"three"})", "speech: a whole number"},
      {"FloorGiven", R"({"speech":-1})", "speech: a whole number"},
      {"FloorGiven", R"({"speech":4294967296})", "speech: a whole number"},
      {"FloorGiven", R"({"round":1.5})", "round: a whole number"},
      {"FloorGiven", R"({"kind":"Song"})", "kind: 'Song' is not one"},
      {"MeetingSuspended", R"({"until":"tomorrow"})", "until: a time"},
      {"ItemAdded", R"({"titles":[{"language":"en"},{"language":7}]})",
       "titles[1].language: a text is expected"},
  };
  for (const Case& c : cases) {
    auto read = parse_event(c.type, c.payload);
    ASSERT_FALSE(read) << c.payload;
    EXPECT_THAT(read.error(), HasSubstr(c.complaint)) << c.payload;
  }
}

TEST(EventCodec, writes_actors_as_a_person_would) {
  using meeting::Actor;
  using meeting::Role;
  const std::pair<Actor, const char*> actors[] = {
      {{meeting::PersonId(0), Role::kSystem, {}}, "system 0"},
      {{meeting::PersonId(7), Role::kChair, {}}, "chair 7"},
      {{meeting::PersonId(105), Role::kDelegate, meeting::DelegationId(3)}, "delegate 105 of 3"},
  };
  for (const auto& [actor, text] : actors) {
    EXPECT_EQ(write_actor(actor), text);
    EXPECT_EQ(parse_actor(text).value(), actor);
  }
  for (const char* text : {"", "chair", "king 1", "chair x", "chair 1 of", "chair 1 of 2 of 3"})
    EXPECT_FALSE(parse_actor(text)) << text;
}

}  // namespace
}  // namespace hemicycle::storage
