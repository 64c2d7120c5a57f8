// What it costs to show a meeting of 193 delegations: a snapshot for each audience, the documents
// that an event touches, and what each delegation may do after it. One thread, processor time.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "meeting/enum_names.h"
#include "meeting/test_chamber.h"
#include "projection/documents.h"
#include "projection/me_document.h"
#include "projection/touched.h"

namespace {

using namespace hemicycle;
using namespace hemicycle::meeting;
using namespace hemicycle::projection;

constexpr int kMembers = 193;
constexpr int kRounds = 7;

// The median of some rounds, in milliseconds.
double milliseconds(const std::function<void()>& work) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    const std::clock_t start = std::clock();
    work();
    times.push_back(1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

std::vector<Audience> audiences() {
  std::vector<Audience> all;
  for (AudienceKind kind :
       {AudienceKind::kPublic, AudienceKind::kParticipant, AudienceKind::kChair,
        AudienceKind::kSecretariat, AudienceKind::kInterpreter, AudienceKind::kTechnician})
    all.push_back({kind, {}});
  for (int i = 1; i <= kMembers; ++i)
    all.push_back({AudienceKind::kDelegation, TestChamber::delegation(i)});
  return all;
}

// An afternoon: half of the members wait to speak, some texts are before the meeting.
TestChamber afternoon() {
  TestChamber chamber = TestChamber::in_session(kUnitedNations, kMembers);
  chamber.as(TestChamber::chair(), OpenList{ItemId(1)});
  for (int i = 1; i <= 100; ++i) chamber.ask(i);
  for (int i = 1; i <= 10; ++i) chamber.propose(i, "Draft resolution " + std::to_string(i));
  chamber.amend(11, ProposalId(1), 3);
  return chamber;
}

void report_snapshots(const TestChamber& chamber) {
  for (const Audience& audience : audiences()) {
    if (audience.delegation > DelegationId(1)) break;
    const View view{chamber.meeting, &chamber.tellers, audience};
    std::size_t bytes = 0;
    const double time = milliseconds([&] { bytes = snapshot(view).size(); });
    std::printf("snapshot, %-12s %8zu bytes  %6.2f ms\n", name_of(audience.kind).c_str(), bytes,
                time);
  }
}

// The documents of one event, for everybody: computed and written once for those who see the same.
void report_event(const TestChamber& chamber, std::string_view name, const Outcome& outcome) {
  if (!outcome) return;
  Paths paths;
  Meeting after = chamber.meeting;
  for (const Event& event : *outcome) {
    add_touched(after, event, paths);
    apply(after, event, chamber.now);
  }
  std::size_t written = 0;
  std::size_t bytes = 0;
  const double time = milliseconds([&] {
    written = bytes = 0;
    for (const Audience& audience : audiences())
      for (const Path& path : paths) {
        const View view{after, &chamber.tellers, audience};
        if (narrowed(view, path) != audience) continue;
        bytes += write_json(document(view, path)).size();
        ++written;
      }
  });
  std::printf("%-14s %3zu paths, %4zu documents written, %7zu bytes  %6.2f ms\n",
              std::string(name).c_str(), paths.size(), written, bytes, time);
}

void report_event(const TestChamber& chamber, const Caller& caller, const Command& command) {
  report_event(chamber, name_of(command),
               decide(chamber.meeting, command, caller, chamber.moment()));
}
void report_event(const TestChamber& chamber, const SystemCommand& command) {
  report_event(chamber, name_of(command), decide(chamber.meeting, command, chamber.moment()));
}

void report_allowed(const char* name, const TestChamber& chamber) {
  std::size_t answers = 0;
  const double only = milliseconds([&] {
    Possibilities possibilities(chamber.meeting, &chamber.tellers, chamber.now);
    answers = 0;
    for (int i = 1; i <= kMembers; ++i)
      answers += possibilities.of(TestChamber::member(i)).may.size();
  });
  std::size_t bytes = 0;
  const double me = milliseconds([&] {
    Possibilities possibilities(chamber.meeting, &chamber.tellers, chamber.now);
    bytes = 0;
    for (int i = 1; i <= kMembers; ++i)
      bytes += write_json(me_document(chamber.meeting, &chamber.tellers, possibilities,
                                      TestChamber::member(i)))
                   .size();
  });
  const double chair = milliseconds([&] {
    Possibilities(chamber.meeting, &chamber.tellers, chamber.now).of(TestChamber::chair());
  });
  std::printf(
      "allowed(), %-10s 193 delegates %6.2f ms (%.1f permitted each), the chair %5.2f ms; `me` of "
      "all %6.2f ms, %zu bytes each\n",
      name, only, static_cast<double>(answers) / kMembers, chair, me, bytes / kMembers);
}

}  // namespace

int main() {
  TestChamber chamber = afternoon();
  std::printf("%d delegations, 100 waiting, 10 texts, one thread, processor time\n", kMembers);
  report_snapshots(chamber);
  report_event(chamber, TestChamber::member(150), AskFloor{ItemId(1), {}});
  report_event(chamber, TestChamber::chair(), GiveFloor{RequestId(1)});
  report_event(chamber, LoseConnection{TestChamber::delegation(7), TestChamber::person(7)});
  report_allowed("debate", chamber);

  TestChamber voting = TestChamber::in_session(kUnitedNations, kMembers);
  voting.propose(1);
  const VotingId vote = voting.open(TestChamber::on(ProposalId(1)), Method::kRecorded);
  for (int i = 1; i <= 100; ++i)
    voting.as(TestChamber::member(i), CastVote{vote, Choice::kFor, std::nullopt});
  report_event(voting, TestChamber::member(150), CastVote{vote, Choice::kFor, std::nullopt});
  report_event(voting, TestChamber::chair(), CloseVoting{vote});
  report_allowed("vote", voting);
  return 0;
}
