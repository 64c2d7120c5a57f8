#include "projection/disclosure.h"

#include <fstream>
#include <functional>
#include <ostream>
#include <sstream>

#include "meeting/enum_names.h"
#include "meeting/test_chamber.h"
#include "projection/documents.h"

namespace hemicycle::projection {

void PrintTo(const Audience& audience, std::ostream* out) {
  *out << meeting::name_of(audience.kind) << ' ' << audience.delegation.value();
}

namespace {

using namespace meeting;

constexpr int kWhose = 2;  // the delegation that the secrets below are about
constexpr int kOther = 4;

const std::vector<Audience> kAudiences = {{AudienceKind::kPublic, {}},
                                          {AudienceKind::kParticipant, {}},
                                          {AudienceKind::kDelegation, DelegationId(kWhose)},
                                          {AudienceKind::kDelegation, DelegationId(kOther)},
                                          {AudienceKind::kChair, {}},
                                          {AudienceKind::kSecretariat, {}},
                                          {AudienceKind::kInterpreter, {}},
                                          {AudienceKind::kTechnician, {}}};

// Everything that an audience can get hold of, in one text.
std::string all_documents(const TestChamber& chamber, const Audience& audience) {
  const View view{chamber.meeting, &chamber.tellers, audience};
  std::string text;
  for (const Path& path : every_path(chamber.meeting))
    if (const auto found = document(view, path))
      text += write(path) + " " + write_json(found) + "\n";
  return text + snapshot(view);
}

// Two meetings that differ in one secret and in nothing else.
using Meet = std::function<TestChamber(bool other)>;

// Whoever may not know the secret has the same documents in both; whoever may, has not.
void expect_known_only_to(const std::function<bool(const Audience&)>& may, const Meet& meet) {
  const TestChamber one = meet(false);
  const TestChamber other = meet(true);
  for (const Audience& audience : kAudiences)
    EXPECT_EQ(all_documents(one, audience) != all_documents(other, audience), may(audience))
        << testing::PrintToString(audience);
}
void expect_known_by_the_table(Fact fact, const Meet& meet) {
  expect_known_only_to(
      [&](const Audience& audience) { return may_know(audience, fact, DelegationId(kWhose)); },
      meet);
}
bool everybody(const Audience&) {
  return true;
}
bool nobody(const Audience&) {
  return false;
}

TestChamber with(const std::vector<Setting>& settings) {
  TestChamber chamber(kUnitedNations, 5);
  for (const Setting& setting : settings) chamber.as(TestChamber::office(), OverrideRule{setting});
  chamber.begin();
  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  return chamber;
}
void cast(TestChamber& chamber, VotingId vote, int i, Choice choice) {
  chamber.as(TestChamber::member(i), CastVote{vote, choice, {}});
}
Choice one_or(bool other) {
  return other ? Choice::kAgainst : Choice::kFor;
}

TEST(Disclosure, the_table_has_a_row_for_each_fact_in_order) {
  ASSERT_EQ(disclosure_rows().size(), kFacts);
  for (std::size_t i = 0; i < kFacts; ++i)
    EXPECT_EQ(disclosure_rows()[i].fact, static_cast<Fact>(i));
}

std::string documentation() {
  std::ifstream file(HEMICYCLE_SOURCE_DIR "/docs/documents.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Disclosure, the_table_is_documented_as_it_is) {
  std::string table;
  for (const DisclosureRow& row : disclosure_rows()) {
    table += "| " + std::string(row.meaning) + " |";
    for (const Reach reach : row.reaches)
      table += reach == Reach::kAll ? " yes |" : reach == Reach::kOwn ? " own |" : " - |";
    table += '\n';
  }
  EXPECT_NE(documentation().find(table), std::string::npos) << "in docs/documents.md:\n" << table;
}

TEST(Disclosure, every_path_is_documented) {
  for (std::size_t i = 0; i < kPathKinds; ++i) {
    const auto kind = static_cast<PathKind>(i);
    std::string name = write({kind, 0});
    if (is_numbered(kind)) name.back() = 'N';
    EXPECT_NE(documentation().find("| `" + name + "` |"), std::string::npos) << name;
  }
}

TEST(Disclosure, of_a_closed_session_the_public_learns_nothing_but_that_it_is_held) {
  const auto meet = [](bool other) {
    TestChamber chamber = with({});
    chamber.meeting.session.entry.visibility = Visibility::kClosed;
    chamber.as(TestChamber::office(), AddItem{{{"en", other ? "War" : "Peace"}}, {}});
    if (!other) return chamber;
    chamber.speak(3, seconds(30));
    chamber.as(TestChamber::system(), Leave{TestChamber::delegation(5), TestChamber::person(5)});
    chamber.propose(1);
    chamber.vote(TestChamber::on(ProposalId(1)), "++++");
    return chamber;
  };
  expect_known_only_to([](const Audience& to) { return to.kind != AudienceKind::kPublic; }, meet);
  const TestChamber chamber = meet(true);
  for (const Path& path : every_path(chamber.meeting))
    EXPECT_EQ(document({chamber.meeting, nullptr, kAudiences[0]}, path).has_value(),
              path.kind == PathKind::kSession)
        << write(path);
}

TEST(Disclosure, a_sitting_closed_to_observers_is_closed_to_them_as_to_the_public) {
  TestChamber chamber = with({{"meeting.closed_to", "observers"}});
  const auto observer = TestChamber::delegation(chamber.add_organisation(Standing::kObserver));
  chamber.as(TestChamber::chair(), ChangeVisibility{Visibility::kClosed});
  for (const Path& path : every_path(chamber.meeting)) {
    const View view{chamber.meeting, nullptr, {AudienceKind::kDelegation, observer}};
    EXPECT_EQ(document(view, path).has_value(), path.kind == PathKind::kSession) << write(path);
    EXPECT_EQ(narrowed(view, path), view.audience) << "shares what members see: " << write(path);
  }
  chamber.as(TestChamber::chair(), ChangeVisibility{Visibility::kPublic});
  EXPECT_TRUE(document({chamber.meeting, nullptr, {AudienceKind::kDelegation, observer}},
                       {PathKind::kAgenda, 0}));
}

// Behind closed doors: what somebody said, the words of a point of order, and how each voted.
TestChamber after_a_closed_sitting(bool other) {
  TestChamber chamber = with({});
  chamber.as(TestChamber::chair(), ChangeVisibility{Visibility::kClosed});
  chamber.speak(3, seconds(30));
  AttachStatement statement{ItemId(1), "en", other ? "War" : "Peace", {}, SpeechId(1), false};
  chamber.as(TestChamber::member(3), statement);
  chamber.as(TestChamber::member(4), RaisePointOfOrder{other ? "loud" : "dark", false});
  chamber.as(TestChamber::chair(), RuleOnPoint{PointId(1), Ruling::kUpheld, ""});
  const VotingId vote = chamber.open(TestChamber::on(chamber.propose(1)), Method::kRecorded);
  cast(chamber, vote, 1, Choice::kFor);
  cast(chamber, vote, kWhose, one_or(other));
  cast(chamber, vote, kOther, one_or(!other));
  chamber.as(TestChamber::chair(), CloseVoting{vote});
  chamber.pass(minutes(1));
  chamber.as(TestChamber::chair(), ChangeVisibility{Visibility::kPublic});
  return chamber;
}

TEST(Disclosure, what_was_said_and_voted_behind_closed_doors_stays_there_when_they_are_opened) {
  expect_known_only_to([](const Audience& to) { return to.kind != AudienceKind::kPublic; },
                       after_a_closed_sitting);
}

TEST(Disclosure, what_was_decided_behind_closed_doors_is_told_when_they_are_opened) {
  const TestChamber chamber = after_a_closed_sitting(false);
  const View view{chamber.meeting, nullptr, kAudiences[0]};
  const auto vote = std::get<VotingDocument>(*document(view, {PathKind::kVotes, 1}));
  EXPECT_EQ(vote.state, VotingState::kAdopted);
  EXPECT_EQ(vote.tally->in_favour, 2u);
  EXPECT_TRUE(vote.lines.empty());
  EXPECT_EQ(
      std::get<DecisionsDocument>(*document(view, {PathKind::kDecisions, 0})).decisions.size(), 1u);
}

TEST(Disclosure, of_an_open_session_everybody_learns_what_is_done) {
  expect_known_by_the_table(Fact::kProceedings, [](bool other) {
    TestChamber chamber = with({});
    chamber.as(TestChamber::office(), AddItem{{{"en", other ? "War" : "Peace"}}, {}});
    return chamber;
  });
}

TEST(Disclosure, lost_connections_are_told_in_the_room_also_a_speakers) {
  for (const bool speaks : {false, true})
    expect_known_by_the_table(Fact::kConnections, [&](bool other) {
      TestChamber chamber = with({});
      if (speaks) chamber.as(TestChamber::chair(), GiveFloor{chamber.ask(kWhose)});
      if (other)
        chamber.as(TestChamber::system(),
                   LoseConnection{TestChamber::delegation(kWhose), TestChamber::person(kWhose)});
      return chamber;
    });
}

TEST(Disclosure, refused_credentials_look_like_pending_ones_to_others) {
  expect_known_by_the_table(Fact::kCredentials, [](bool other) {
    TestChamber chamber(kUnitedNations, 1);
    chamber.as(TestChamber::office(),
               RegisterOrganisation{{{"en", "M02"}}, "", "", Standing::kMember, 1});
    chamber.as(TestChamber::office(), RegisterDelegation{OrganisationId(kWhose)});
    if (other) chamber.as(TestChamber::office(), ReportCredential{DelegationId(kWhose), false});
    return chamber;
  });
}

TEST(Disclosure, whose_proxy_is_with_whom_is_known_in_the_room) {
  expect_known_by_the_table(Fact::kProxies, [](bool other) {
    TestChamber chamber = with({{"voting.proxies", "true"}});
    chamber.as(TestChamber::member(kWhose), GiveProxy{TestChamber::delegation(other ? 3 : 5)});
    return chamber;
  });
}

TEST(Disclosure, people_who_do_not_speak_are_known_to_those_who_look_after_them) {
  expect_known_by_the_table(Fact::kPeople, [](bool other) {
    TestChamber chamber = with({});
    chamber.as(TestChamber::office(),
               RegisterDelegate{DelegationId(kWhose), PersonId(77), other ? "One" : "Other", "",
                                Position::kAdviser});
    return chamber;
  });
}

TEST(Disclosure, who_has_voted_is_known_in_the_room_and_how_many_to_everybody) {
  const auto vote = [](Method method, std::vector<int> voters) {
    TestChamber chamber = with({});
    chamber.propose(1);
    const VotingId id = chamber.open(TestChamber::on(ProposalId(1)), method);
    for (int voter : voters) {
      if (method == Method::kSecret)
        chamber.as(TestChamber::member(voter), CastSecretBallot{id, Choice::kFor, {}, {}});
      else
        cast(chamber, id, voter, Choice::kFor);
    }
    return chamber;
  };
  for (Method method : {Method::kShowOfHands, Method::kRecorded, Method::kSecret}) {
    SCOPED_TRACE(name_of(method));
    expect_known_by_the_table(Fact::kWhoHasVoted,
                              [&](bool other) { return vote(method, {other ? 3 : kWhose}); });
    expect_known_only_to(everybody, [&](bool other) {
      return vote(method, other ? std::vector{1} : std::vector<int>());
    });
  }
}

TEST(Disclosure, how_a_delegation_has_voted_waits_for_the_result) {
  for (Method method : {Method::kShowOfHands, Method::kRecorded})
    expect_known_by_the_table(Fact::kVotesBeforeResult, [&](bool other) {
      TestChamber chamber = with({});
      chamber.propose(1);
      const VotingId id = chamber.open(TestChamber::on(ProposalId(1)), method);
      cast(chamber, id, kWhose, one_or(other));
      return chamber;
    });
}

TEST(Disclosure, a_roll_call_is_heard_by_everybody) {
  expect_known_only_to(everybody, [](bool other) {
    TestChamber chamber = with({});
    chamber.propose(1);
    const VotingId id = chamber.open(TestChamber::on(ProposalId(1)), Method::kRollCall);
    const DelegationId called = *called_now(chamber.meeting.votings.at(id));
    cast(chamber, id, static_cast<int>(called.value()), one_or(other));
    return chamber;
  });
}

TEST(Disclosure, of_a_show_of_hands_only_the_totals_are_recorded) {
  const auto meet = [](Method method, const char* votes) {
    TestChamber chamber = with({});
    chamber.propose(1);
    chamber.vote(TestChamber::on(ProposalId(1)), votes, method);
    return chamber;
  };
  expect_known_by_the_table(Fact::kHandsCounted, [&](bool other) {
    return meet(Method::kShowOfHands, other ? "++-+ " : "+-++ ");
  });
  expect_known_only_to(
      everybody, [&](bool other) { return meet(Method::kShowOfHands, other ? "++-+ " : "++++ "); });
  expect_known_only_to(
      everybody, [&](bool other) { return meet(Method::kRecorded, other ? "++-+ " : "+-++ "); });
}

TestChamber after_secret_vote(const std::vector<int>& voters, Choice choice, bool closed) {
  TestChamber chamber = with({});
  chamber.propose(1);
  const VotingId id = chamber.open(TestChamber::on(ProposalId(1)), Method::kSecret);
  for (int voter : voters)
    chamber.as(TestChamber::member(voter),
               CastSecretBallot{id, voter == kWhose ? choice : Choice::kFor, {}, {}});
  if (closed) chamber.as(TestChamber::chair(), CloseVoting{id});
  return chamber;
}

TEST(Disclosure, of_an_open_urn_nobody_learns_what_is_in_it) {
  expect_known_only_to(nobody, [](bool other) {
    return after_secret_vote({1, kWhose, 3}, one_or(other), false);
  });
}

TEST(Disclosure, who_took_part_in_a_secret_ballot_is_known_in_the_room) {
  expect_known_by_the_table(Fact::kSecretVoters, [](bool other) {
    return after_secret_vote({1, 3, other ? kWhose : 5}, Choice::kFor, true);
  });
}

TEST(Disclosure, objections_to_a_silence_are_the_objectors_until_it_ends) {
  const auto meet = [](bool other, int needed) {
    TestChamber chamber = with({{"silence.objections_to_break", std::to_string(needed)}});
    chamber.propose(1);
    Subject subject = TestChamber::on(ProposalId(1));
    chamber.as(TestChamber::chair(), OpenVoting{subject, Method::kSilence, hours(72)});
    chamber.as(TestChamber::member(kWhose), Object{VotingId(1), other ? "Costs" : "Principle"});
    return chamber;
  };
  expect_known_by_the_table(Fact::kOpenObjections, [&](bool other) { return meet(other, 2); });
  expect_known_only_to(everybody, [&](bool other) { return meet(other, 1); });
}

TEST(Disclosure, the_words_of_a_point_of_order_wait_for_the_ruling) {
  const auto raise = [](bool other) {
    TestChamber chamber = with({});
    chamber.as(TestChamber::member(kWhose),
               RaisePointOfOrder{other ? "It is late" : "It is loud", false});
    return chamber;
  };
  expect_known_by_the_table(Fact::kPendingPoint, raise);
  expect_known_only_to(everybody, [&](bool other) {
    TestChamber chamber = raise(other);
    chamber.as(TestChamber::chair(), RuleOnPoint{PointId(1), Ruling::kUpheld, ""});
    return chamber;
  });
}

TEST(Disclosure, a_statement_is_for_the_interpreters_until_it_is_delivered) {
  const auto hand_in = [](bool other) {
    TestChamber chamber = with({});
    const RequestId request = chamber.ask(kWhose);
    chamber.as(TestChamber::member(kWhose),
               AttachStatement{ItemId(1), "en", other ? "Peace" : "War", request, {}});
    return chamber;
  };
  expect_known_by_the_table(Fact::kUndeliveredStatement, hand_in);
  expect_known_only_to(everybody, [&](bool other) {
    TestChamber chamber = hand_in(other);
    chamber.as(TestChamber::chair(), GiveFloor{RequestId(1)});
    return chamber;
  });
}

}  // namespace
}  // namespace hemicycle::projection
