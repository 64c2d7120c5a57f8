#include <map>

#include "meeting/random_commands.h"
#include "meeting/test_chamber.h"
#include "projection/documents.h"
#include "projection/touched.h"

namespace hemicycle::projection {
namespace {

using namespace meeting;

std::vector<Audience> every_audience(const Meeting& meeting) {
  std::vector<Audience> audiences;
  for (AudienceKind kind :
       {AudienceKind::kPublic, AudienceKind::kParticipant, AudienceKind::kChair,
        AudienceKind::kSecretariat, AudienceKind::kInterpreter, AudienceKind::kTechnician})
    audiences.push_back({kind, {}});
  for (const Delegation& delegation : meeting.delegations)
    audiences.push_back({AudienceKind::kDelegation, delegation.id});
  return audiences;
}

// What one audience holds: JSON by path, and nothing where there is nothing.
using Held = std::map<Path, std::string>;

// A meeting and what every audience has been sent of it.
class Chamber {
 public:
  Chamber(const std::string& profile, int members, Visibility visibility)
      : chamber_(profile, members) {
    chamber_.add_organisation(Standing::kObserver);
    chamber_.begin();
    chamber_.meeting.session.entry.visibility = visibility;
    refresh(every_path(chamber_.meeting));
  }

  const Meeting& meeting() const { return chamber_.meeting; }

  void wait(Millis time) {
    const WallTime end = chamber_.now + time;
    while (const auto deadline = next_deadline(chamber_.meeting)) {
      if (*deadline > end) break;
      chamber_.now = std::max(chamber_.now, *deadline);
      give(Tick{});
    }
    chamber_.now = end;
  }

  // After every event only what it touched is computed, and then everything compared.
  void give(const SystemCommand& command) {
    believe(chamber_.tellers.decide(chamber_.meeting, command, chamber_.moment()));
  }
  void give(const Caller& caller, const Command& command) {
    const Outcome outcome =
        chamber_.tellers.decide(chamber_.meeting, command, caller, chamber_.moment());
    if (!outcome) return;
    if (const auto* ballot = std::get_if<CastSecretBallot>(&command)) {
      const auto own = delegation_of(chamber_.meeting.sent, caller.person);
      Paths paths;
      add_touched_by_ballot(ballot->on_behalf_of.value_or(*own), paths);
      refresh(paths);
      compare("CastSecretBallot");
    }
    believe(outcome);
  }

 private:
  void believe(const Outcome& outcome) {
    if (!outcome) return;
    for (const Event& event : *outcome) {
      Paths paths;
      add_touched(chamber_.meeting, event, paths);
      apply(chamber_.meeting, event, chamber_.now);
      refresh(paths);
      compare(name_of(event));
    }
  }
  View seen_by(const Audience& audience) const {
    return {chamber_.meeting, &chamber_.tellers, audience};
  }
  void refresh(const Paths& paths) {
    for (const Audience& audience : every_audience(chamber_.meeting))
      for (const Path& path : paths)
        held_[audience][path] = write_json(document(seen_by(audience), path));
  }
  void compare(std::string_view after) {
    for (const Audience& audience : every_audience(chamber_.meeting)) {
      const View view = seen_by(audience);
      Held& held = held_[audience];
      for (const Path& path : every_path(chamber_.meeting)) {
        const std::string anew = write_json(document(view, path));
        ASSERT_EQ(held[path], anew) << write(path) << " of audience "
                                    << static_cast<int>(audience.kind) << " after " << after;
        View narrow = view;
        narrow.audience = narrowed(view, path);
        if (narrow.audience == audience) continue;
        ASSERT_EQ(write_json(document(narrow, path)), anew)
            << write(path) << " shows something of the delegation's own after " << after;
      }
    }
  }

  TestChamber chamber_;
  std::map<Audience, Held> held_;
};

// Each from its own seed, until something has gone wrong.
void run(const char* profile, std::uint64_t seed, int commands) {
  SCOPED_TRACE(std::string("seed ") + std::to_string(seed) + " " + profile);
  Chamber chamber(profile, 3, seed % 4 == 0 ? Visibility::kClosed : Visibility::kPublic);
  RandomCommands random(seed);
  for (int i = 0; i < commands && !testing::Test::HasFatalFailure(); ++i) {
    const RandomCommands::Step step = random.next(chamber.meeting());
    chamber.wait(step.after);
    if (const auto* said = std::get_if<SystemCommand>(&step.command))
      chamber.give(*said);
    else
      chamber.give(step.caller, std::get<Command>(step.command));
  }
}

TEST(Incremental, documents_that_an_event_did_not_touch_are_as_if_computed_anew) {
  const char* text = std::getenv("HEMICYCLE_SEED");
  const std::uint64_t first = text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
  for (std::uint64_t seed = first; seed < first + 4 && !HasFatalFailure(); ++seed)
    for (const char* profile : {kIcapp, kUnitedNations, kRoberts, "simple"})
      run(profile, seed, 300);
}

TEST(Incremental, most_events_touch_few_documents) {
  TestChamber chamber = TestChamber::in_session(kUnitedNations, 60);
  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  const auto touched_by = [&](const Caller& caller, const Command& command) {
    Paths paths;
    const Outcome outcome = decide(chamber.meeting, command, caller, chamber.moment());
    if (!outcome) ADD_FAILURE() << sentence(outcome.error(), "en");
    for (const Event& event : outcome ? *outcome : Events{})
      add_touched(chamber.meeting, event, paths);
    chamber.as(caller, command);
    return paths;
  };
  EXPECT_EQ(touched_by(TestChamber::member(1), AskFloor{ItemId(1), {}}),
            (Paths{{PathKind::kNotices, 0}, {PathKind::kList, 1}}));
  EXPECT_LE(touched_by(TestChamber::chair(), GiveFloor{RequestId(1)}).size(), 5u);
  EXPECT_LE(touched_by(TestChamber::member(1), YieldFloor{}).size(), 5u);
  chamber.propose(2);
  const VotingId vote = chamber.open(TestChamber::on(ProposalId(1)), Method::kRecorded);
  EXPECT_EQ(touched_by(TestChamber::member(3), CastVote{vote, Choice::kFor, {}}),
            (Paths{{PathKind::kVote, 0}, {PathKind::kSeats, 3}}));
}

}  // namespace
}  // namespace hemicycle::projection
