#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

using Chamber = TestChamber;

TEST(Rules, are_changed_by_the_meeting_alone_once_its_business_has_begun) {
  Chamber chamber = Chamber::in_session(kUnitedNations);
  const Setting lenient{"majority.important", ">1/2"};
  chamber.as(Chamber::office(), OverrideRule{{"voting.proxies", "true"}, {}});
  chamber.vote(Chamber::on(chamber.propose(1)), "+----");
  chamber.as(Chamber::chair(), OpenList{ItemId(1)});
  chamber.vote(Chamber::on(chamber.move(1, MotionKind::kCloseList)), "+++++");
  chamber.vote(Chamber::on(chamber.propose(1)), "+++++");
  for (const std::optional<DecisionId>& id :
       {std::optional<DecisionId>(), std::optional(DecisionId(1)), std::optional(DecisionId(2)),
        std::optional(DecisionId(9))})
    for (const Caller& actor : {Chamber::chair(), Chamber::office()})
      EXPECT_EQ(chamber.refused(actor, OverrideRule{lenient, id}).code,
                RefusalCode::kNeedsDecision);
  chamber.as(Chamber::office(), OverrideRule{lenient, DecisionId(3)});
  EXPECT_EQ(chamber.meeting.rules.voting.important, (Threshold{1, 2, true}));
}

}  // namespace
}  // namespace hemicycle::meeting
