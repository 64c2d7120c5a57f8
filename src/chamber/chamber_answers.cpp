// What becomes of commands: proposed, stored, answered.
#include <algorithm>
#include <utility>

#include "base/bug.h"
#include "chamber/chamber.h"
#include "chamber/journal_tail_reader.h"
#include "projection/disclosure.h"
#include "projection/touched.h"

namespace hemicycle::chamber {

using storage::StorageError;
using storage::StorageFault;
using storage::Stored;

namespace {

// Until the journal is asked again after it could not be read.
constexpr Duration kReadingPause = std::chrono::seconds(1);
// A deadline that nothing came of, as that of a secret ballot whose urn is lost.
constexpr Duration kTickPause = std::chrono::seconds(1);

// For whom the ballot is: whose proxy is used, or its own delegation.
std::optional<meeting::DelegationId> balloter(const meeting::Command& command,
                                              const Standpoint& stands) {
  const auto* ballot = std::get_if<meeting::CastSecretBallot>(&command);
  if (ballot == nullptr) return std::nullopt;
  return ballot->on_behalf_of ? ballot->on_behalf_of : stands.delegation;
}

// After these somebody may be another than before.
bool changes_standpoints(const meeting::Event& event) {
  using namespace meeting;
  return std::holds_alternative<SessionCreated>(event) ||
         std::holds_alternative<OfficerAppointed>(event) ||
         std::holds_alternative<OfficerRemoved>(event) ||
         std::holds_alternative<DelegateRegistered>(event) ||
         std::holds_alternative<DelegateRemoved>(event);
}

}  // namespace

void Chamber::propose(Connection& from, const Wish& wish, const meeting::Command& command,
                      Now now) {
  ++counters_.commands;
  Outstanding outstanding;
  outstanding.asker = from.id;
  outstanding.request = wish.request;
  const meeting::Caller caller{*from.visitor.person, wish.as};
  storage::Proposed proposed = store_->propose(command, caller, moment(now), wish.request);
  outstanding.answer = proposed;
  if (proposed.receipt) outstanding.balloter = balloter(command, from.stands);
  if (proposed.refusal) {
    ++counters_.refusals[std::string(meeting::name_of(proposed.refusal->code))];
    refusals_due_ = std::min(refusals_due_, now.instant + storage::AuditLog::kStoredEvery);
  }
  submit(std::move(proposed), std::move(outstanding), now);
}

void Chamber::submit(storage::Proposed proposed, Outstanding outstanding, Now now) {
  outstanding.in_store = !proposed.append.entries.empty();
  if (outstanding.is_tick && !outstanding.in_store) tick_not_before_ = now.instant + kTickPause;
  outstanding_.push_back(std::move(outstanding));
  if (!proposed.append.entries.empty()) return port_.store(std::move(proposed.append));
  answer_those_without_entries();
  if (changed_) after_change(now);
}

// ---- What the journal says ----

void Chamber::handle_stored(const Stored& stored, Now now) {
  settle_front(stored);
  answer_those_without_entries();
  read_again_when_quiet();
  after_change(now);
}

void Chamber::settle_front(const Stored& stored) {
  BUG_IF(outstanding_.empty() || !outstanding_.front().in_store);
  const Outstanding settled = std::move(outstanding_.front());
  outstanding_.pop_front();
  if (!stored) {
    ++counters_.storage_failures;
    fault_ = stored.error().fault;
  }
  const std::vector<storage::Recorded> recorded =
      store_->settle(stored, [this](const meeting::Meeting& before, const meeting::Event& event) {
        projection::add_touched(before, event, touched_);
      });
  for (const storage::Recorded& each : recorded) note(each.event);
  answer(settled, stored);
}

// Those that are next, and of which the journal keeps nothing.
void Chamber::answer_those_without_entries() {
  while (!outstanding_.empty() && !outstanding_.front().in_store) {
    const Outstanding next = std::move(outstanding_.front());
    outstanding_.pop_front();
    if (next.balloter) {
      projection::add_touched_by_ballot(*next.balloter, touched_);
      changed_ = true;
    }
    answer(next, {});
  }
}

void Chamber::answer(const Outstanding& outstanding, const Stored& stored) {
  if (outstanding.is_tick) tick_asked_ = false;
  if (outstanding.reported) presence_.answered(*outstanding.reported, stored.has_value());
  if (outstanding.request.empty()) return;
  if (Connection* asker = connections_.find(outstanding.asker))
    connections_.send(*asker, reply_to(outstanding, stored));
}

// What rests on something that could not be stored has not happened either.
std::string Chamber::reply_to(const Outstanding& outstanding, const Stored& stored) const {
  if (!stored || outstanding.answer.through > store_->head().sequence)
    return write_refused(outstanding.request, rejection_of(stored ? fault_ : stored.error().fault));
  return write_answer(outstanding.request, outstanding.answer);
}

void Chamber::note(const meeting::Event& event) {
  if (std::holds_alternative<meeting::CommandRefused>(event)) return;
  changed_ = true;
  if (const auto* left = std::get_if<meeting::PersonLeft>(&event)) presence_.left(left->person);
  if (const auto* away = std::get_if<meeting::AbsenceBegan>(&event)) presence_.left(away->person);
  standpoints_due_ = standpoints_due_ || changes_standpoints(event);
}

void Chamber::read_again_when_quiet() {
  if (is_storing() || reading_ || reading_due_ != kNever || !outstanding_.empty()) return;
  reading_ = true;
  port_.read_tail(store_->head().sequence);
}

void Chamber::handle_tail(Result<JournalTail, StorageError> tail, Now now) {
  reading_ = false;
  if (tail) {
    JournalTailReader journal(std::move(*tail));
    if (store_->read_again(journal)) {
      // What happened in between is not told apart.
      touched_ = projection::every_path(meeting());
      standpoints_due_ = changed_ = true;
      return after_change(now);
    }
    fault_ = StorageFault::kDamaged;
  } else {
    fault_ = tail.error().fault;
  }
  reading_due_ = now.instant + kReadingPause;
}

// ---- The audit log ----

void Chamber::keep_refusals(Now now) {
  refusals_due_ = kNever;
  std::vector<storage::RefusedCommand> due = store_->audit_log().due(clock_.at(now.instant));
  if (!due.empty()) port_.keep_refusals(std::move(due));
}

void Chamber::handle_unkept(const std::vector<storage::RefusedCommand>& refusals, Now now) {
  store_->audit_log().put_back(refusals);
  refusals_due_ = std::min(refusals_due_, now.instant + storage::AuditLog::kStoredEvery);
}

}  // namespace hemicycle::chamber
