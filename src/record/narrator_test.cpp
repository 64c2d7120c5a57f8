#include "record/narrator.h"

#include <gmock/gmock.h>

#include "meeting/test_chamber.h"

namespace hemicycle::record {
namespace {

using namespace meeting;
using Chamber = TestChamber;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// What is told of these events, which have happened; nothing where there is no sentence.
std::vector<std::string> told(const Chamber& chamber, const Events& events) {
  std::vector<std::string> sentences;
  for (const Event& event : events) {
    const Sentence sentence = narrate(chamber.meeting, event, Language::kEnglish);
    if (!sentence.text.empty()) sentences.push_back(sentence.text);
  }
  return sentences;
}

Events closed(Chamber& chamber, const Subject& subject, const std::string& votes) {
  chamber.vote(subject, votes);
  Events last;
  for (const Chamber::Entry& entry : chamber.journal) {
    if (std::holds_alternative<VotingClosed>(entry.event)) last.clear();
    last.push_back(entry.event);
  }
  return last;
}

TEST(Narrator, tells_the_result_of_a_vote_once_whatever_it_is) {
  for (const char* votes : {"+++", "---", "+-"}) {
    Chamber chamber = Chamber::in_session(kUnitedNations);
    const ProposalId text = chamber.propose(1);
    const AmendmentId amendment = chamber.amend(2, text, 1);
    EXPECT_EQ(told(chamber, closed(chamber, Chamber::on(amendment), votes)).size(), 1u) << votes;
    if (std::string(votes) == "+-") continue;
    EXPECT_EQ(told(chamber, closed(chamber, Chamber::on(text), votes)).size(), 1u) << votes;
  }
}

TEST(Narrator, tells_what_follows_from_a_vote_at_the_same_instant) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  const AmendmentId far = chamber.amend(2, text, 2);
  const AmendmentId near = chamber.amend(3, text, 1);
  chamber.as(Chamber::chair(), DeclareExclusion{far, near});
  EXPECT_THAT(told(chamber, closed(chamber, Chamber::on(far), "+++")),
              ElementsAre(HasSubstr("adopted"), HasSubstr("not put")));
}

// Two results of one text at one instant: each is told.
TEST(Narrator, does_not_take_another_decision_for_the_result_of_the_vote_before_it) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const ProposalId text = chamber.propose(1);
  closed(chamber, Chamber::on(text), "---");
  EXPECT_THAT(told(chamber, {ProposalDecided{text, TextState::kTabled}}), SizeIs(1));
}

}  // namespace
}  // namespace hemicycle::record
