#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/time_zone.h"
#include "meeting/actor.h"
#include "meeting/commands.h"
#include "meeting/refusal.h"
#include "record/language.h"
#include "rehearsal/scenario.h"
#include "storage/meeting_store.h"
#include "storage/memory_journal.h"

namespace hemicycle::rehearsal {

// Why a step cannot be played, or an expectation does not hold; nothing when all is well.
using Complaint = std::optional<std::string>;

// What the rehearsal needs from outside.
struct Surroundings {
  // The content of a file that the scenario names: "rules/<profile>.toml", or one beside it.
  std::function<Result<std::string, std::string>(const std::string& name)> read_file;
  // Told of every event of the meeting.
  std::function<void(const storage::Recorded&)> on_event;
  // Told of every refused command, and who was refused (Answer::who).
  std::function<void(WallTime, const std::string& who, const meeting::Refusal&)> on_refusal;
};

// What became of one command of a step. `who`: for whom it was given, in the scenario's words.
struct Answer {
  std::string who;
  std::optional<meeting::Refusal> refusal;
};

// The meeting that is rehearsed, its cast and its clock. It knows the names that a scenario gives
// to delegations, texts and amendments; the phrases (phrases.h) move it.
class Stage {
 public:
  explicit Stage(Surroundings surroundings);

  // The clock.
  WallTime now() const { return now_; }
  void set_start(WallTime start) { now_ = start; }
  // Lets time pass; whatever falls due on the way happens.
  Complaint advance_to(WallTime time);
  // Lets time pass until that time of today, which has not gone by.
  Complaint advance_to_time(std::chrono::seconds time_of_day);
  // The next moment at this time of day: tomorrow when today's has gone by.
  WallTime next(std::chrono::seconds time_of_day) const;
  // The clock at the venue; a scenario writes its times so.
  Complaint set_zone(const std::string& name);
  const TimeZone& zone() const { return zone_; }

  // The cast.
  Complaint load_rules(const std::string& profile);
  Complaint enrol(meeting::Standing standing, const std::string& name, const std::string& country,
                  const meeting::Text& names, std::uint32_t votes = 1);
  Complaint enrol_from(const std::string& file);
  // Somebody else of a delegation, whom the scenario calls `name`.
  Complaint send(const std::string& name, meeting::DelegationId delegation,
                 const std::string& called, meeting::Position position);
  Complaint appoint(meeting::Office office, const std::string& name);
  // The officer of that name; nothing when there is none.
  std::optional<meeting::Officer> officer(const std::string& name) const;
  Complaint arrive(const std::string& name);
  std::vector<std::string> names() const;  // of delegations, in the order of enrolment

  // Whoever a scenario calls `name`: chair, secretary, a delegation (its head) or somebody of one.
  Result<meeting::Caller, std::string> actor(const std::string& name) const;
  Result<meeting::DelegationId, std::string> delegation(const std::string& name) const;
  meeting::Caller actor(meeting::DelegationId delegation) const;
  static meeting::Caller chair();
  static meeting::Caller secretary();

  // Gives a command. A refusal is no complaint: it is kept for what is expected of it.
  Complaint perform(const meeting::Command& command, const meeting::Caller& caller);
  // Tells what only the server may.
  Complaint tell(const meeting::SystemCommand& command);
  // The same, given by whoever the scenario calls `name`.
  Complaint perform_as(const std::string& name, const meeting::Command& command);
  // Does `act` for each of these names, whom its commands are for.
  Complaint each(const std::vector<std::string>& names,
                 const std::function<Complaint(const std::string& name)>& act);

  // Empty before it has been created.
  const meeting::Meeting& meeting() const { return store_ ? store_->meeting() : nothing_; }
  const storage::MeetingStore& store() const { return *store_; }
  storage::MemoryJournal& journal() { return journal_; }
  bool is_open() const { return store_ != nullptr; }
  // Of the last command of this step that was refused.
  const std::optional<meeting::Refusal>& refusal() const { return refusal_; }
  // One for each command of this step, in their order.
  const std::vector<Answer>& answers() const { return answers_; }
  // Since the last step: what happened.
  const std::vector<meeting::Event>& events() const { return events_; }
  // The vote that ended last; no number of a vote before there was one.
  meeting::VotingId last_closed() const { return last_closed_; }
  void begin_step();

  // What the session is, until its first command creates it.
  meeting::CreateSession session;
  std::uint64_t seed = 1;

  // Names that the scenario gave.
  std::map<std::string, meeting::AmendmentId> amendments;
  std::map<std::string, meeting::ElectionId> elections;

 private:
  // Somebody else of a delegation than its head.
  struct Colleague {
    meeting::PersonId person;
    meeting::DelegationId delegation;
  };

  Complaint create();
  std::vector<meeting::Officer> first_officers() const;
  Complaint hear(const Result<storage::Performed, storage::StorageError>& performed);
  Complaint open_stage();
  std::string name_of(const meeting::Caller& caller) const;

  Surroundings surroundings_;
  WallTime now_{};
  TimeZone zone_ = *TimeZone::named("");
  bool rules_loaded_ = false;
  SeededRandom random_{1};
  const meeting::Meeting nothing_;
  storage::MemoryJournal journal_;
  std::unique_ptr<storage::MeetingStore> store_;
  std::map<std::string, meeting::DelegationId> delegations_;
  std::vector<std::string> order_;
  std::map<std::string, Colleague> delegates_;
  std::vector<meeting::Officer> officers_;
  std::optional<std::string> whom_;  // the commands of each() are for
  std::vector<Answer> answers_;
  std::optional<meeting::Refusal> refusal_;
  std::vector<meeting::Event> events_;
  meeting::VotingId last_closed_;
};

}  // namespace hemicycle::rehearsal
