#pragma once

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {

// For tests: under Robert's Rules a main motion that has been moved and seconded.
struct MainMotion {
  TestChamber chamber = TestChamber::in_session(kRoberts, 6);
  ProposalId question;

  MainMotion() {
    question = chamber.propose(1);
    chamber.as(TestChamber::member(2), SecondProposal{question});
  }
  // Moved by 1, seconded by 2.
  MotionId seconded(MotionKind kind) {
    const MotionId id = chamber.move(1, kind, question);
    EXPECT_EQ(chamber
                  .refused(TestChamber::chair(),
                           OpenVoting{TestChamber::on(id), Method::kShowOfHands, std::nullopt})
                  .code,
              RefusalCode::kMotionNeedsSecond);
    chamber.as(TestChamber::member(2), SecondMotion{id});
    return id;
  }
  TextState state() const { return chamber.meeting.proposals.at(question).state; }
};

}  // namespace hemicycle::meeting
