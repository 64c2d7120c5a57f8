// What the rules of procedure cost: commands decided and applied per second, in memory, in one
// thread; what orderly business costs, and what refusals do.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "meeting/apply.h"
#include "meeting/decide.h"
#include "meeting/rules/rules_file.h"

namespace {

using namespace hemicycle;
using namespace hemicycle::meeting;

constexpr int kMembers = 193;
constexpr int kRounds = 5;

class Bench {
 public:
  explicit Bench(const Profile& profile) {
    const Caller office{PersonId(910), Role::kSecretariat};
    CreateSession session{{}, {}, profile.name, profile.settings, profile.texts, {}};
    session.officers = {{chair().person, "", Office::kChair},
                        {office.person, "", Office::kSecretary}};
    believe(decide(meeting, SystemCommand(session), {now, 1}));
    for (std::uint32_t i = 1; i <= kMembers; ++i) {
      give(office,
           RegisterOrganisation{{{"en", "M" + std::to_string(i)}}, "", "", Standing::kMember, 1});
      give(office, RegisterDelegation{OrganisationId(i)});
      give(office, RegisterDelegate{DelegationId(i), PersonId(i), "Head", "", Position::kHead});
      give(office, ReportCredential{DelegationId(i), true});
      give(office, Arrive{DelegationId(i), PersonId(i)});
    }
    give(office, AddItem{{{"en", "General debate"}}, {}});
    give(chair(), OpenMeeting{});
    give(chair(), OpenItem{ItemId(1)});
    give(chair(), OpenList{ItemId(1)});
    commands = events = refusals = 0;
  }

  static Caller chair() { return {PersonId(900), Role::kChair}; }
  static Caller member(std::uint32_t i) { return {PersonId(i), Role::kDelegate}; }

  void give(const Caller& caller, const Command& command) {
    now += std::chrono::milliseconds(10);
    ++commands;
    believe(decide(meeting, command, caller, {now, 1}));
  }

  void believe(const Outcome& outcome) {
    if (!outcome) {
      ++refusals;
      return;
    }
    for (const Event& event : *outcome) {
      apply(meeting, event, now);
      ++events;
    }
  }

  Meeting meeting;
  WallTime now{};
  std::uint64_t commands = 0;
  std::uint64_t events = 0;
  std::uint64_t refusals = 0;
};

// All members ask, and one after the other has the floor and yields.
void debate(Bench& bench) {
  const std::uint32_t first = bench.meeting.requests_made;
  for (std::uint32_t i = 1; i <= kMembers; ++i)
    bench.give(Bench::member(i), AskFloor{ItemId(1), {}});
  for (std::uint32_t i = 1; i <= kMembers; ++i) {
    bench.give(Bench::chair(), GiveFloor{RequestId(first + i)});
    bench.give(Bench::member(i), YieldFloor{});
  }
}

// A motion, a recorded vote of all members, its result.
void vote(Bench& bench) {
  bench.give(Bench::member(1), MoveMotion{MotionKind::kSetTimeLimit, {}, {}, {}, {}, ""});
  Subject subject;
  subject.kind = SubjectKind::kMotion;
  subject.motion = MotionId(static_cast<std::uint32_t>(bench.meeting.motions.size()));
  bench.give(Bench::chair(), OpenVoting{subject, Method::kRecorded, std::nullopt});
  const VotingId id(static_cast<std::uint32_t>(bench.meeting.votings.size()));
  for (std::uint32_t i = 1; i <= kMembers; ++i)
    bench.give(Bench::member(i), CastVote{id, static_cast<Choice>(i % 3), std::nullopt});
  bench.give(Bench::chair(), CloseVoting{id});
}

// Out of order: nobody has the floor, nothing is open, the name is wrong.
void nonsense(Bench& bench) {
  for (std::uint32_t i = 1; i <= kMembers; ++i) {
    bench.give(Bench::member(i), YieldFloor{});
    bench.give(Bench::member(i), CastVote{VotingId(1), Choice::kFor, std::nullopt});
    bench.give(Bench::member(i), OpenMeeting{});
  }
}

struct Rate {
  double commands_per_second = 0;
  double events_per_command = 0;
};

Rate measure(const Profile& profile, const std::function<void(Bench&)>& business) {
  Bench bench(profile);
  // Processor time, not the wall's: what else runs on the machine does not count.
  const std::clock_t start = std::clock();
  std::clock_t took = 0;
  while (took < CLOCKS_PER_SEC / 4) {
    business(bench);
    took = std::clock() - start;
  }
  const double seconds = static_cast<double>(took) / CLOCKS_PER_SEC;
  const auto commands = static_cast<double>(bench.commands);
  return {commands / seconds, static_cast<double>(bench.events) / commands};
}

// The first round only warms up; then median, minimum and maximum.
void report(const char* name, const Profile& profile, const std::function<void(Bench&)>& business) {
  std::vector<double> rates;
  Rate last;
  for (int round = 0; round <= kRounds; ++round) {
    last = measure(profile, business);
    if (round > 0) rates.push_back(last.commands_per_second);
  }
  std::sort(rates.begin(), rates.end());
  std::printf("%-12s %10.0f commands/s  (min %.0f, max %.0f)  %.2f events a command\n", name,
              rates[rates.size() / 2], rates.front(), rates.back(), last.events_per_command);
}

}  // namespace

int main(int count, char** arguments) {
  const std::string path = count > 1 ? arguments[1] : "rules/un-general-assembly.toml";
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto profile = parse_rules(text.str());
  if (!profile) {
    std::fprintf(stderr, "%s:%u: %s\n", path.c_str(), profile.error().line,
                 profile.error().sentence.c_str());
    return 2;
  }
  std::printf("decide + apply, %d delegations, profile %s, one thread, processor time\n", kMembers,
              profile->name.c_str());
  report("debate", *profile, debate);
  report("votes", *profile, vote);
  report("refusals", *profile, nonsense);
  return 0;
}
