#include "storage/command_codec.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "meeting/random_commands.h"
#include "meeting/test_chamber.h"

namespace hemicycle::storage {
namespace {

using namespace std::chrono_literals;
using namespace meeting;
using ::testing::HasSubstr;

TEST(CommandCodec, writes_what_pages_send) {
  EXPECT_EQ(write_command(AskFloor{ItemId(2), {}}),
            R"({"ask_floor":{"item":2,"on_behalf_of":[]}})");
  EXPECT_EQ(write_command(CastVote{VotingId(3), Choice::kAbstain, std::nullopt}),
            R"({"cast_vote":{"voting":3,"choice":"abstain"}})");
  EXPECT_EQ(write_command(YieldFloor{}), R"({"yield_floor":{}})");
  EXPECT_EQ(write_command(InviteSpeaker{PersonId(~std::uint64_t{0}), std::nullopt, ItemId(1), 90s}),
            R"({"invite_speaker":{"person":"18446744073709551615","item":1,"limit":90000}})");
}

TEST(CommandCodec, reads_what_it_writes_whatever_people_do) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    TestChamber chamber = TestChamber::in_session("un-general-assembly", 12);
    RandomCommands random(seed);
    std::set<std::string_view> seen;
    for (int i = 0; i < 4000; ++i) {
      const RandomCommands::Step step = random.next(chamber.meeting);
      chamber.now += step.after;
      if (const auto* said = std::get_if<SystemCommand>(&step.command)) {
        chamber.give(TestChamber::system(), *said);
        continue;
      }
      const Command& command = std::get<Command>(step.command);
      chamber.give(step.caller, command);
      seen.insert(name_of(command));
      const std::string text = write_command(command);
      Result<Command, std::string> read = parse_command(text);
      ASSERT_TRUE(read) << text << ": " << read.error();
      EXPECT_EQ(*read, command) << text;
      EXPECT_EQ(write_command(*read), text);
    }
    EXPECT_GT(seen.size(), 20u);
  }
}

TEST(CommandCodec, says_what_does_not_fit_and_where) {
  struct Case {
    const char* text;
    const char* complaint;
  };
  const Case cases[] = {
      {"", "not JSON"},
      {"[]", "an object with one command is expected"},
      {"{}", "an object with one command is expected"},
      {R"({"yield_floor":{},"announce_list":{}})", "an object with one command is expected"},
      {R"({"yield_floor":{},"yield_floor":{}})", "the member 'yield_floor' is there twice"},
      {R"({"cast_vote":{"voting":3,"choice":"for","choice":"against"}})",
       "the member 'choice' is there twice"},
      {R"({"cast_vote":{"voting":3,"choice":"for","\u0063hoice":"against"}})",
       "the member 'choice' is there twice"},
      {R"({"sell_floor":{}})", "there is no command 'sell_floor'"},
      {R"({"YieldFloor":{}})", "there is no command 'YieldFloor'"},
      {R"({"yield_floor":[]})", "yield_floor: an object is expected"},
      {R"({"yield_floor":{"now":true}})", "yield_floor: 'now' is not expected here"},
      {R"({"cast_vote":{"voting":3}})", "cast_vote: 'choice' is missing"},
      {R"({"cast_vote":{"voting":3,"choice":"maybe"}})", "cast_vote.choice: 'maybe' is not one of"},
      {R"({"cast_vote":{"voting":3,"choice":"Abstain"}})", "cast_vote.choice: 'Abstain' is not"},
      {R"({"cast_vote":{"voting":"3","choice":"for"}})", "cast_vote.voting: a whole number"},
      {R"({"cast_vote":{"voting":4294967296,"choice":"for"}})", "cast_vote.voting: a whole number"},
      {R"({"cast_vote":{"voting":1.5,"choice":"for"}})", "cast_vote.voting: a whole number"},
      {R"({"ask_floor":{"item":1}})", "ask_floor: 'on_behalf_of' is missing"},
      {R"({"ask_floor":{"item":1,"on_behalf_of":[1,"x"]}})", "ask_floor.on_behalf_of[1]: a whole"},
      {R"({"invite_speaker":{"person":7}})",
       "invite_speaker.person: a whole number is expected "
       "that fits its place, as a text"},
      {R"({"invite_speaker":{"person":"18446744073709551616"}})", "invite_speaker.person: a whole"},
      {R"({"invite_speaker":{"person":"7 "}})", "invite_speaker.person: a whole"},
      {R"({"invite_speaker":{"person":"7","item":null}})", "invite_speaker.item: a whole"},
  };
  for (const Case& c : cases) {
    Result<Command, std::string> read = parse_command(c.text);
    ASSERT_FALSE(read) << c.text;
    EXPECT_THAT(read.error(), HasSubstr(c.complaint)) << c.text;
  }
}

TEST(CommandCodec, the_same_member_may_stand_in_two_objects) {
  EXPECT_TRUE(parse_command(R"({"ask_division":{"proposal":1,"scope":"whole","parts":[
      {"kind":"operative","label":"1"},{"kind":"operative","label":"2"}]}})"));
}

TEST(CommandCodec, what_the_meeting_gives_to_a_part_nobody_asks_for) {
  const auto read = parse_command(R"({"ask_division":{"proposal":1,"scope":"whole","parts":[
      {"kind":"operative","label":"1","state":"adopted"}]}})");
  EXPECT_THAT(read.error(), HasSubstr("parts[0]: 'state' is not expected here"));
}

TEST(CommandCodec, a_new_session_names_its_profile_and_brings_no_rules) {
  const std::string asked =
      R"({"body":{"kind":"committee","names":[],"working_languages":["en"]},)"
      R"("entry":{"series":"sc","number":34,"titles":[],"starts_at":"2026-04-18T09:00:00.000000Z",)"
      R"("visibility":"public","time_zone":""},"profile":"simple",)"
      R"("officers":[{"person":"2","name":"","office":"secretary"}])";
  const auto session = parse_new_session(asked + "}");
  ASSERT_TRUE(session) << session.error();
  EXPECT_EQ(session->profile, "simple");
  EXPECT_EQ(session->officers[0].person, PersonId(2));
  EXPECT_THAT(parse_new_session(asked + R"(,"settings":[]})").error(),
              HasSubstr("'settings' is not expected here"));
  EXPECT_THAT(parse_new_session(asked + R"(,"profile":"un-general-assembly"})").error(),
              HasSubstr("the member 'profile' is there twice"));
}

TEST(CommandCodec, nobody_says_what_only_the_server_may_say) {
  for (const char* text : {R"({"tick":{}})", R"({"create_session":{}})",
                           R"({"lose_connection":{"delegation":1,"person":"1"}})",
                           R"({"restore_connection":{"delegation":1,"person":"1"}})",
                           R"({"count_ballots":{"voting":1,"voters":[],"ballots":[]}})"}) {
    Result<Command, std::string> read = parse_command(text);
    ASSERT_FALSE(read) << text;
    EXPECT_THAT(read.error(), HasSubstr("there is no command")) << text;
  }
  EXPECT_THAT(parse_command(R"({"close_voting":{"voting":1,"seed":"7"}})").error(),
              HasSubstr("close_voting: 'seed' is not expected here"));
  EXPECT_THAT(parse_command(
                  R"({"open_voting":{"subject":{"kind":"motion"},"method":"recorded","seed":"7"}})")
                  .error(),
              HasSubstr("open_voting: 'seed' is not expected here"));
  static_assert(!std::is_constructible_v<Command, Tick>);
  static_assert(!std::is_constructible_v<Command, CreateSession>);
}

}  // namespace
}  // namespace hemicycle::storage
