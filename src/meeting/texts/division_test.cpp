#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

PartAsked operative(const char* label) {
  return {PartKind::kOperative, label};
}

// A resolution of the first of six, and how it is divided.
struct Divided {
  Chamber chamber = Chamber::in_session(kUnitedNations, 6);
  ProposalId text = chamber.propose(1);

  void divide(std::vector<PartAsked> parts, DivisionScope scope,
              std::optional<AmendmentId> amendment = std::nullopt) {
    chamber.as(Chamber::member(2), AskDivision{text, std::move(parts), scope, amendment});
    chamber.as(Chamber::chair(), DivideProposal{text, amendment});
  }
  TextState state() const { return chamber.meeting.proposals.at(text).state; }
};

TEST(Division, a_separate_vote_leaves_the_rest_to_be_put_as_a_whole) {
  for (const std::vector<PartAsked>& parts :
       {std::vector{operative("3")}, std::vector{operative("3"), operative("5")}}) {
    Divided one;
    one.divide(parts, DivisionScope::kSeparate);
    for (std::uint32_t part = 1; part <= parts.size(); ++part)
      one.chamber.vote(Chamber::on(one.text, PartId(part)), "++----");
    EXPECT_EQ(one.state(), TextState::kPending);
    one.chamber.vote(Chamber::on(one.text), "++++++");
    EXPECT_EQ(one.state(), TextState::kAdopted);
  }
}

TEST(Division, a_whole_is_divided_into_two_parts_at_least) {
  Divided one;
  EXPECT_EQ(one.chamber
                .refused(Chamber::member(2),
                         AskDivision{one.text, {operative("1")}, DivisionScope::kWhole})
                .code,
            RefusalCode::kMalformed);
}

TEST(Division, of_an_amendment_comes_before_it_and_may_end_it) {
  for (const char* votes : {"++++--", "++----"}) {
    Divided one;
    const AmendmentId amendment = one.chamber.amend(3, one.text, 1);
    one.divide({operative("a"), operative("b")}, DivisionScope::kWhole, amendment);
    const OpenVoting whole{Chamber::on(amendment), Method::kShowOfHands, std::nullopt};
    EXPECT_EQ(one.chamber.refused(Chamber::chair(), whole).code, RefusalCode::kPartsFirst);
    for (std::uint32_t part : {1u, 2u}) {
      Subject subject = Chamber::on(one.text, PartId(part));
      subject.amendment = amendment;
      one.chamber.vote(subject, votes);
    }
    const TextState left = one.chamber.meeting.amendments.at(amendment).state;
    EXPECT_EQ(left, votes[2] == '+' ? TextState::kPending : TextState::kRejected);
    EXPECT_EQ(one.state(), TextState::kPending);
  }
}

TEST(Division, requests_and_objections_stand_until_they_are_withdrawn) {
  Divided one;
  Chamber& chamber = one.chamber;
  const AskDivision ask{one.text, {operative("1"), operative("2")}};
  chamber.as(Chamber::member(2), ask);
  for (int i : {3, 4}) chamber.as(Chamber::member(i), ObjectToDivision{one.text});
  EXPECT_EQ(chamber.refused(Chamber::member(5), WithdrawDivisionObjection{one.text}).code,
            RefusalCode::kNothingToWithdraw);
  chamber.as(Chamber::member(3), WithdrawDivisionObjection{one.text});
  EXPECT_EQ(chamber.refused(Chamber::chair(), DivideProposal{one.text}).code,
            RefusalCode::kDivisionObjected);
  chamber.as(Chamber::member(4), WithdrawDivisionObjection{one.text});
  EXPECT_EQ(chamber.refused(Chamber::member(3), WithdrawDivision{one.text}).code,
            RefusalCode::kNothingToWithdraw);
  chamber.as(Chamber::member(2), WithdrawDivision{one.text});
  EXPECT_EQ(chamber.refused(Chamber::chair(), DivideProposal{one.text}).code,
            RefusalCode::kNotDivisible);
  chamber.vote(Chamber::on(one.text), "++++++");  // nothing is in its way
}

TEST(MethodRequests, of_one_member_stand_when_another_withdraws_its_own) {
  Divided one;
  Chamber& chamber = one.chamber;
  for (int i : {2, 3}) chamber.as(Chamber::member(i), AskMethod{one.text, Method::kRollCall});
  const OpenVoting by_hands{Chamber::on(one.text), Method::kShowOfHands, std::nullopt};
  chamber.as(Chamber::member(2), WithdrawMethodRequest{one.text});
  EXPECT_EQ(chamber.refused(Chamber::chair(), by_hands).code, RefusalCode::kMethodAsked);
  EXPECT_EQ(chamber.refused(Chamber::member(2), WithdrawMethodRequest{one.text}).code,
            RefusalCode::kNothingToWithdraw);
  chamber.as(Chamber::member(3), WithdrawMethodRequest{one.text});
  chamber.as(Chamber::chair(), by_hands);
}

}  // namespace
}  // namespace hemicycle::meeting
