#include "projection/allowed.h"

#include "meeting/enum_names.h"
#include "meeting/random_commands.h"
#include "meeting/test_chamber.h"
#include "projection/me_document.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

Allowed allowed_to(const TestChamber& chamber, const Caller& caller) {
  return Possibilities(chamber.meeting, &chamber.tellers, chamber.now).of(caller);
}

const Permitted* permission_in(const Allowed& allowed, const std::string& command) {
  for (const Permitted& each : allowed.may)
    if (each.command == command) return &each;
  return nullptr;
}
const Forbidden* refusal_in(const Allowed& allowed, const std::string& command) {
  for (const Forbidden& each : allowed.may_not)
    if (contains(each.commands, command)) return &each;
  return nullptr;
}

Target about(RequestId request) {
  Target target;
  target.request = request;
  return target;
}

TEST(Allowed, why_can_i_not_speak_is_answered_by_rule) {
  TestChamber chamber = TestChamber::in_session(kUnitedNations, 4);
  const Caller delegate = TestChamber::member(1);
  const Allowed before = allowed_to(chamber, delegate);
  ASSERT_NE(refusal_in(before, "ask_floor"), nullptr);
  EXPECT_EQ(refusal_in(before, "ask_floor")->code, "list_not_open");

  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  const Allowed open = allowed_to(chamber, delegate);
  ASSERT_NE(permission_in(open, "ask_floor"), nullptr);
  EXPECT_EQ(permission_in(open, "ask_floor")->targets[0].item, ItemId(1));

  chamber.as(TestChamber::chair(), AnnounceList{ItemId(1)});
  chamber.as(TestChamber::chair(), CloseList{ItemId(1)});
  const Allowed after = allowed_to(chamber, delegate);
  const Forbidden* closed = refusal_in(after, "ask_floor");
  ASSERT_NE(closed, nullptr);
  EXPECT_EQ(closed->code, "list_closed");
  EXPECT_EQ(closed->rule, "73");
  EXPECT_NE(closed->en.find("73"), std::string::npos);
  EXPECT_NE(closed->vi.find("73"), std::string::npos);
}

TEST(Allowed, the_chair_is_told_to_whom_the_floor_can_be_given) {
  TestChamber chamber = TestChamber::in_session(kUnitedNations, 4);
  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  const RequestId first = chamber.ask(3);
  chamber.ask(2);
  const Allowed chair = allowed_to(chamber, TestChamber::chair());
  ASSERT_NE(permission_in(chair, "give_floor"), nullptr);
  EXPECT_EQ(permission_in(chair, "give_floor")->targets, std::vector{about(first)});
}

TEST(Allowed, each_votes_once_and_for_whom_it_holds_a_proxy) {
  TestChamber chamber(kUnitedNations, 4);
  chamber.as(TestChamber::office(), OverrideRule{{"voting.proxies", "true"}});
  chamber.begin();
  chamber.as(TestChamber::member(2), GiveProxy{DelegationId(1)});
  chamber.propose(3);
  const VotingId vote = chamber.open(TestChamber::on(ProposalId(1)), Method::kRecorded);
  const Allowed holder = allowed_to(chamber, TestChamber::member(1));
  ASSERT_NE(permission_in(holder, "cast_vote"), nullptr);
  EXPECT_EQ(permission_in(holder, "cast_vote")->targets.size(), 2u);
  EXPECT_EQ(permission_in(holder, "cast_vote")->targets[1].on_behalf_of, DelegationId(2));
  EXPECT_EQ(refusal_in(allowed_to(chamber, TestChamber::member(2)), "cast_vote")->code,
            "proxy_given");

  chamber.as(TestChamber::member(1), CastVote{vote, Choice::kFor, {}});
  chamber.as(TestChamber::member(1), CastVote{vote, Choice::kFor, DelegationId(2)});
  EXPECT_EQ(refusal_in(allowed_to(chamber, TestChamber::member(1)), "cast_vote")->code,
            "already_voted");
}

TEST(Allowed, a_secret_ballot_is_taken_once_and_its_urn_can_be_opened) {
  TestChamber chamber = TestChamber::in_session(kUnitedNations, 4);
  chamber.propose(3);
  const VotingId vote = chamber.open(TestChamber::on(ProposalId(1)), Method::kSecret);
  EXPECT_NE(permission_in(allowed_to(chamber, TestChamber::member(1)), "cast_secret_ballot"),
            nullptr);
  chamber.as(TestChamber::member(1), CastSecretBallot{vote, Choice::kFor, {}, {}});
  EXPECT_EQ(refusal_in(allowed_to(chamber, TestChamber::member(1)), "cast_secret_ballot")->code,
            "already_voted");
  EXPECT_NE(permission_in(allowed_to(chamber, TestChamber::chair()), "close_voting"), nullptr);
  EXPECT_EQ(chamber.tellers.ballots_held(), 1u);
}

TEST(Allowed, to_ask_changes_nothing) {
  TestChamber chamber = TestChamber::in_session(kRoberts, 3);
  const Meeting before = chamber.meeting;
  const Allowed once = allowed_to(chamber, TestChamber::member(1));
  EXPECT_EQ(allowed_to(chamber, TestChamber::member(1)), once);
  EXPECT_TRUE(chamber.meeting == before);
}

TEST(Me, holds_who_i_am_my_requests_and_what_happens_to_me) {
  TestChamber chamber = TestChamber::in_session(kIcapp, 4);
  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  const RequestId first = chamber.ask(1);
  const RequestId second = chamber.ask(2);
  const auto me = [&](int i) {
    Possibilities possibilities(chamber.meeting, &chamber.tellers, chamber.now);
    return me_document(chamber.meeting, &chamber.tellers, possibilities, TestChamber::member(i));
  };
  const auto has = [](const MeDocument& document, OwnNoticeKind kind) {
    return std::any_of(document.notices.begin(), document.notices.end(),
                       [&](const OwnNotice& notice) { return notice.kind == kind; });
  };
  EXPECT_EQ(me(1).name, "Head of M01");
  EXPECT_TRUE(has(me(1), OwnNoticeKind::kNextToSpeak));
  ASSERT_EQ(me(2).requests.size(), 1u);
  EXPECT_EQ(me(2).requests[0].request, second);
  EXPECT_EQ(me(2).requests[0].place, 2u);

  chamber.as(TestChamber::chair(), GiveFloor{first});
  EXPECT_TRUE(has(me(1), OwnNoticeKind::kFloorIsYours));
  EXPECT_FALSE(has(me(2), OwnNoticeKind::kFloorIsYours));
  EXPECT_EQ(me(2).requests[0].place, 1u);
  chamber.as(TestChamber::chair(), CallToOrder{SpeechId(1), ""});
  EXPECT_TRUE(has(me(1), OwnNoticeKind::kCalledToOrder));
}

TEST(Me, tells_of_a_secret_ballot_that_it_was_taken_and_not_how) {
  const auto me_after = [](Choice choice) {
    TestChamber chamber = TestChamber::in_session(kUnitedNations, 3);
    chamber.propose(1);
    const VotingId vote = chamber.open(TestChamber::on(ProposalId(1)), Method::kSecret);
    chamber.as(TestChamber::member(2), CastSecretBallot{vote, choice, {}, {}});
    Possibilities possibilities(chamber.meeting, &chamber.tellers, chamber.now);
    return me_document(chamber.meeting, &chamber.tellers, possibilities, TestChamber::member(2));
  };
  ASSERT_EQ(me_after(Choice::kFor).votes.size(), 1u);
  EXPECT_EQ(me_after(Choice::kFor).votes[0].vote, SeatVote::kVoted);
  EXPECT_EQ(write_json(me_after(Choice::kFor)), write_json(me_after(Choice::kAgainst)));
}

// What random_commands.h does and nobody is offered: about things beyond those that are natural, or
// in words of its own.
bool is_beyond_offers(const Meeting& meeting, const Command& command) {
  if (const auto* reply = std::get_if<AskReply>(&command))
    return reply->to.value() + 8 <= meeting.speeches.size();
  return false;
}

void run(const char* profile, std::uint64_t seed) {
  SCOPED_TRACE(std::string("seed ") + std::to_string(seed) + " " + profile);
  TestChamber chamber = TestChamber::in_session(profile, 4);
  RandomCommands random(seed);
  for (int i = 0; i < 400 && !testing::Test::HasFailure(); ++i) {
    const RandomCommands::Step step = random.next(chamber.meeting);
    chamber.pass(step.after);
    if (const auto* said = std::get_if<SystemCommand>(&step.command)) {
      chamber.give(TestChamber::system(), *said);
      continue;
    }
    const Command& command = std::get<Command>(step.command);
    const Outcome outcome =
        chamber.tellers.foresee(chamber.meeting, command, step.caller, chamber.moment());
    if (!outcome && i % 20 != 0) continue;  // refusals are many, and say less
    const std::string name = snake_case(name_of(command));
    const Allowed allowed = allowed_to(chamber, step.caller);
    if (outcome && !is_beyond_offers(chamber.meeting, command)) {
      EXPECT_NE(permission_in(allowed, name), nullptr)
          << name << " was accepted, but was said to be refused: "
          << (refusal_in(allowed, name) == nullptr ? "?" : refusal_in(allowed, name)->en);
    }
    for (const Forbidden& each : allowed.may_not)
      EXPECT_NE(each.code, "malformed") << each.commands[0] << ": " << each.en;
    chamber.give(step.caller, command);
  }
}

TEST(Allowed, whatever_is_accepted_was_said_to_be) {
  const char* text = std::getenv("HEMICYCLE_SEED");
  const std::uint64_t first = text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
  for (std::uint64_t seed = first; seed < first + 2 && !HasFailure(); ++seed)
    for (const char* profile : {kIcapp, kUnitedNations, kRoberts, "simple"}) run(profile, seed);
}

}  // namespace
}  // namespace hemicycle::projection
