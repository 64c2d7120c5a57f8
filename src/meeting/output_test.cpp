#include "meeting/output.h"

#include "meeting/test_chamber.h"

namespace hemicycle::meeting {
namespace {

TEST(IcappRules, output_of_a_meeting) {
  TestChamber chamber = TestChamber::in_session(kIcapp);
  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  chamber.as(TestChamber::office(), AddDocument{ItemId(1), "SC/34/1", std::nullopt});
  chamber.speak(1, minutes(2));
  chamber.as(TestChamber::member(1),
             AttachStatement{ItemId(1), "en", "Dear colleagues", std::nullopt, SpeechId(1)});
  for (ProposalKind kind : {ProposalKind::kConclusions, ProposalKind::kProgramme}) {
    chamber.as(TestChamber::chair(),
               SubmitProposal{ItemId(1), kind, "", {{"en", name_of_kind(kind)}}, {}, {}, false});
    const ProposalId id(static_cast<std::uint32_t>(chamber.meeting.proposals.size()));
    chamber.as(TestChamber::chair(),
               CloseVoting{chamber.open(TestChamber::on(id), Method::kConsensus)});
  }
  const MeetingOutput output = output_of(chamber.meeting);
  EXPECT_EQ(output.conclusions, std::vector{ProposalId(1)});
  EXPECT_EQ(output.programme, std::vector{ProposalId(2)});
  ASSERT_EQ(output.participants.size(), 5u);
  EXPECT_EQ(output.participants[0].name, "Head of M01");
  ASSERT_EQ(output.agenda.size(), 1u);
  EXPECT_EQ(output.agenda[0].documents, std::vector<std::string>{"SC/34/1"});
  EXPECT_EQ(output.statements, std::vector{StatementId(1)});
}

}  // namespace
}  // namespace hemicycle::meeting
