#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "meeting/apply.h"
#include "meeting/deadlines.h"
#include "meeting/decide.h"
#include "meeting/rules/rules_file.h"
#include "meeting/views.h"
#include "meeting/votes/tellers.h"

namespace hemicycle::meeting {

inline constexpr const char* kIcapp = "icapp-standing-committee";
inline constexpr const char* kUnitedNations = "un-general-assembly";
inline constexpr const char* kRoberts = "roberts-rules";
inline constexpr const char* kCommittee = "un-main-committee";

inline Profile load_profile(const std::string& name) {
  std::ifstream file(std::string(HEMICYCLE_SOURCE_DIR) + "/rules/" + name + ".toml");
  std::stringstream text;
  text << file.rdbuf();
  auto profile = parse_rules(text.str());
  if (!profile)
    throw std::runtime_error(name + ".toml:" + std::to_string(profile.error().line) + ": " +
                             profile.error().sentence);
  return *profile;
}

// A meeting for tests: members named M01, M02 ... each with one person present, one item open, and
// a clock that the test turns. Every event that leads to its state is kept, so that it can be
// replayed.
class TestChamber {
 public:
  static constexpr WallTime kStart{std::chrono::seconds(1'606'269'600)};

  explicit TestChamber(const std::string& profile, int members = 5,
                       BodyKind kind = BodyKind::kGeneralAssembly)
      : tellers(random) {
    const Profile rules = load_profile(profile);
    Body body;
    body.kind = kind;
    as(system(), CreateSession{body,
                               {},
                               rules.name,
                               rules.settings,
                               rules.texts,
                               {{chair().person, "Chair", Office::kChair},
                                {other_chair().person, "Vice-chair", Office::kViceChair},
                                {office().person, "Secretary", Office::kSecretary}}});
    for (int i = 1; i <= members; ++i) add_member();
    as(office(), AddItem{{{"en", "Item 1"}}, {}});
  }

  // A chamber in session on item 1.
  static TestChamber in_session(const std::string& profile, int members = 5,
                                const std::vector<Setting>& overrides = {}) {
    TestChamber chamber(profile, members);
    for (const Setting& setting : overrides) chamber.as(chair(), OverrideRule{setting});
    chamber.begin();
    return chamber;
  }
  void begin() {
    as(chair(), OpenMeeting{});
    as(chair(), OpenItem{ItemId(1)});
  }

  static Caller chair() { return {PersonId(900), Role::kChair}; }
  static Caller other_chair() { return {PersonId(901), Role::kChair}; }
  static Caller office() { return {PersonId(910), Role::kSecretariat}; }
  struct Server {};
  static Server system() { return {}; }
  static DelegationId delegation(int i) { return DelegationId(static_cast<std::uint32_t>(i)); }
  static PersonId person(int i) { return PersonId(static_cast<std::uint64_t>(i)); }
  // The head of the i-th delegation, counting from 1.
  static Caller member(int i) { return {person(i), Role::kDelegate}; }

  int add_organisation(Standing standing, std::uint32_t votes = 1) {
    const int i = static_cast<int>(meeting.delegations.size()) + 1;
    const std::string name = (i < 10 ? "M0" : "M") + std::to_string(i);
    as(office(),
       RegisterOrganisation{{{"en", name}}, "C" + std::to_string(i), "", standing, votes});
    as(office(), RegisterDelegation{OrganisationId(static_cast<std::uint32_t>(i))});
    as(office(),
       RegisterDelegate{delegation(i), person(i), "Head of " + name, "", Position::kHead});
    as(office(), ReportCredential{delegation(i), true});
    as(system(), Arrive{delegation(i), person(i)});
    return i;
  }
  int add_member() { return add_organisation(Standing::kMember); }

  // Gives a command and believes what follows.
  Outcome give(const Caller& caller, const Command& command) {
    return believed(tellers.decide(meeting, command, caller, moment()));
  }
  Outcome give(Server, const SystemCommand& command) {
    return believed(tellers.decide(meeting, command, moment()));
  }
  // The same, when the test depends on it.
  Events as(const Caller& caller, const Command& command) {
    return accepted(give(caller, command), name_of(command));
  }
  Events as(Server server, const SystemCommand& command) {
    return accepted(give(server, command), name_of(command));
  }
  // Expects a refusal, and gives it back; the state must be as before.
  Refusal refused(const Caller& caller, const Command& command) {
    const std::uint64_t before = meeting.events;
    const Outcome outcome = give(caller, command);
    if (outcome) {
      ADD_FAILURE() << name_of(command) << " was not refused";
      return {};
    }
    EXPECT_EQ(meeting.events, before);
    return outcome.error();
  }

  // Lets time pass, ticking at every deadline on the way.
  void pass(Millis time) {
    const WallTime end = now + time;
    while (const auto deadline = next_deadline(meeting)) {
      if (*deadline > end) break;
      now = std::max(now, *deadline);
      const std::uint64_t before = meeting.events;
      as(system(), Tick{});
      if (meeting.events == before) {
        ADD_FAILURE() << "a tick at the deadline did nothing";
        break;
      }
    }
    now = end;
  }

  // The i-th delegation asks for the floor on item 1.
  RequestId ask(int i) {
    const Events list = as(member(i), AskFloor{ItemId(1), {}});
    return list.empty() ? RequestId() : std::get<FloorAsked>(list[0]).request;
  }
  // The i-th delegation asks, gets the floor, speaks for a time and yields (unless it is over).
  void speak(int i, Millis time) {
    as(chair(), GiveFloor{ask(i)});
    pass(time);
    if (meeting.floor.holder) as(member(i), YieldFloor{});
  }
  std::optional<PersonId> speaker() const {
    return meeting.floor.holder ? std::optional(meeting.floor.holder->person) : std::nullopt;
  }

  ProposalId propose(int i, const std::string& title = "A text", bool important = false) {
    as(member(i),
       SubmitProposal{
           ItemId(1), ProposalKind::kResolution, "", {{"en", title}}, {}, {}, important});
    return ProposalId(static_cast<std::uint32_t>(meeting.proposals.size()));
  }
  AmendmentId amend(int i, ProposalId proposal, std::uint32_t distance) {
    as(member(i), SubmitAmendment{proposal, {{"en", "Amended"}}, distance});
    return AmendmentId(static_cast<std::uint32_t>(meeting.amendments.size()));
  }
  static MoveMotion motion(MotionKind kind, std::optional<ProposalId> proposal = std::nullopt) {
    return {kind, proposal, {}, std::nullopt, std::nullopt, ""};
  }
  MotionId move(int i, MotionKind kind, std::optional<ProposalId> proposal = std::nullopt) {
    as(member(i), motion(kind, proposal));
    return MotionId(static_cast<std::uint32_t>(meeting.motions.size()));
  }

  static Subject on(ProposalId id) {
    Subject subject;
    subject.proposal = id;
    return subject;
  }
  static Subject on(AmendmentId id) {
    Subject subject;
    subject.kind = SubjectKind::kAmendment;
    subject.amendment = id;
    return subject;
  }
  static Subject on(ProposalId id, PartId part) {
    Subject subject;
    subject.kind = SubjectKind::kPart;
    subject.proposal = id;
    subject.part = part;
    return subject;
  }
  static Subject on(MotionId id) {
    Subject subject;
    subject.kind = SubjectKind::kMotion;
    subject.motion = id;
    return subject;
  }
  static Subject on(ElectionId id) {
    Subject subject;
    subject.kind = SubjectKind::kElection;
    subject.election = id;
    return subject;
  }
  static OpenVoting opening(const Subject& subject, Method method = Method::kShowOfHands) {
    return {subject, method, std::nullopt};
  }

  VotingId open(const Subject& subject, Method method = Method::kShowOfHands) {
    as(chair(), OpenVoting{subject, method, std::nullopt});
    return VotingId(static_cast<std::uint32_t>(meeting.votings.size()));
  }
  // Opens a vote, casts one character a delegation ('+', '-', '0', ' ' does not vote), closes it.
  const Voting& vote(const Subject& subject, const std::string& votes,
                     Method method = Method::kShowOfHands) {
    const VotingId id = open(subject, method);
    for (std::size_t i = 0; i < votes.size(); ++i) {
      if (votes[i] == ' ') continue;
      const Choice choice = votes[i] == '+'   ? Choice::kFor
                            : votes[i] == '-' ? Choice::kAgainst
                                              : Choice::kAbstain;
      as(member(static_cast<int>(i) + 1), CastVote{id, choice, std::nullopt});
    }
    as(chair(), CloseVoting{id});
    return meeting.votings.at(id);
  }
  // A secret ballot on an election: each delegation's candidate, 0 for a blank.
  const Voting& elect(ElectionId election, const std::vector<int>& votes, std::uint64_t lot = 1) {
    seed = lot;
    const VotingId id = open(on(election), Method::kSecret);
    for (std::size_t i = 0; i < votes.size(); ++i) {
      std::vector<CandidateId> named;
      if (votes[i] > 0) named.push_back(CandidateId(static_cast<std::uint32_t>(votes[i])));
      as(member(static_cast<int>(i) + 1), CastSecretBallot{id, std::nullopt, named, std::nullopt});
    }
    as(chair(), CloseVoting{id});
    return meeting.votings.at(id);
  }

  Moment moment() const { return {now, seed}; }

  struct Entry {
    Event event;
    WallTime at;
  };
  Meeting replayed() const {
    Meeting copy;
    for (const Entry& entry : journal) apply(copy, entry.event, entry.at);
    return copy;
  }

  Meeting meeting;
  WallTime now = kStart;
  std::uint64_t seed = 7;  // of whatever lots are drawn
  SeededRandom random{2024};
  Tellers tellers;
  std::vector<Entry> journal;

 private:
  Outcome believed(Outcome outcome) {
    if (!outcome) return outcome;
    for (const Event& event : *outcome) {
      apply(meeting, event, now);
      journal.push_back({event, now});
    }
    return outcome;
  }
  static Events accepted(const Outcome& outcome, std::string_view command) {
    if (outcome) return *outcome;
    ADD_FAILURE() << command << " refused: " << sentence(outcome.error(), "en");
    return {};
  }
};

inline constexpr Millis minutes(int count) {
  return std::chrono::minutes(count);
}
inline constexpr Millis seconds(int count) {
  return std::chrono::seconds(count);
}
inline constexpr Millis hours(int count) {
  return std::chrono::hours(count);
}

}  // namespace hemicycle::meeting
