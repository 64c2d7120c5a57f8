#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "base/time.h"
#include "chamber/connections.h"
#include "chamber/document_board.h"
#include "chamber/frames.h"
#include "chamber/port.h"
#include "chamber/presence.h"
#include "meeting/meeting_clock.h"
#include "projection/allowed.h"
#include "storage/meeting_store.h"

namespace hemicycle::chamber {

struct Settings {
  std::string server{};  // the version that pages are told
  std::size_t sockets_max = 10'000;
  std::uint32_t commands_per_second = 10;
  std::uint32_t commands_at_once = 20;
};

// Counted since the start, for /metrics.
struct Counters {
  std::uint64_t sockets = 0;
  std::uint64_t commands = 0;  // that were decided
  std::uint64_t snapshots = 0;
  std::uint64_t resumes = 0;  // that needed no snapshot
  std::uint64_t storage_failures = 0;
  std::map<std::string, std::uint64_t> refusals;  // by code
};

// One meeting that is live: its store, the sockets of those who take part, what each is shown, who
// may be heard. A state machine without sockets, threads, clocks or disk: frames and answers come
// in with the time, frames and things to be stored go out by the port. It decides nothing of the
// meeting; it lets the store decide, and tells what has become durable.
//
// A broken invariant is a Bug that the owner catches: it closes the sockets and opens the meeting
// anew from its journal.
class Chamber {
 public:
  // `store` has been opened; port and random outlive the chamber.
  Chamber(std::unique_ptr<storage::MeetingStore> store, ChamberPort& port, RandomSource& random,
          Settings settings, Now now);
  Chamber(const Chamber&) = delete;
  Chamber& operator=(const Chamber&) = delete;

  const std::string& session() const { return store_->name(); }
  const meeting::Meeting& meeting() const { return store_->meeting(); }
  const Counters& counters() const { return counters_; }
  std::size_t sockets() const { return connections_.size(); }
  // False while nothing can be stored: commands are refused, and the journal is read again and
  // again until it answers.
  bool is_storing() const { return !store_->needs_reading(); }

  // ---- Sockets ----

  // The id is new. The socket may be closed at once.
  void connect(ConnectionId id, const Visitor& visitor, Now now);
  void receive(ConnectionId from, std::string_view frame, Now now);
  // The reader has been sent so many bytes in all.
  void handle_sent(ConnectionId to, std::uint64_t bytes, Now now);
  void disconnect(ConnectionId id, Now now);

  // ---- Storage ----

  void handle_stored(const storage::Stored& stored, Now now);
  void handle_tail(Result<JournalTail, storage::StorageError> tail, Now now);
  // Refused commands that the journal could not keep.
  void handle_unkept(const std::vector<storage::RefusedCommand>& refusals, Now now);

  // ---- Time ----

  Instant next_deadline() const;
  void handle_timeout(Now now);

 private:
  // A command that has been decided and waits to be durable; those are answered in order.
  struct Outstanding {
    bool in_store = true;  // else it waits only for those before it
    storage::Answer answer;
    ConnectionId asker;
    std::string request;                            // empty: the server itself asked
    std::optional<meeting::DelegationId> balloter;  // who has cast a secret ballot
    std::optional<meeting::PersonId> reported;      // whose presence it tells
    bool is_tick = false;
  };

  // What a frame asks for; one for each kind.
  void handle(Connection& from, const Resume& resume, Now now);
  void handle(Connection& from, const Wish& wish, Now now);
  void handle(Connection& from, const Open& open, Now now);
  void handle(Connection& from, const Ping& ping, Now now);

  void close(ConnectionId id, CloseCode code, std::string_view reason, Now now);
  void greet(Connection& to, Now now);
  Connection* up_to_date(Connection& from, Now now);
  void answer_from_memory(Connection& from, const Wish& wish);
  void send_snapshot(Connection& to, const DocumentText& me);
  void reject_frame(Connection& from, std::string_view detail, Now now);
  bool is_within_pace(Connection& from, std::string_view request, double cost, Now now);
  void refuse(Connection& to, std::string_view request, const Rejection& rejection,
              std::string_view detail = {});
  void propose(Connection& from, const Wish& wish, const meeting::Command& command, Now now);
  void submit(storage::Proposed proposed, Outstanding outstanding, Now now);

  void answer(const Outstanding& outstanding, const storage::Stored& stored);
  std::string reply_to(const Outstanding& outstanding, const storage::Stored& stored) const;
  void settle_front(const storage::Stored& stored);
  void answer_those_without_entries();
  void note(const meeting::Event& event);
  void read_again_when_quiet();
  void keep_refusals(Now now);
  void after_change(Now now);

  void publish_when_due(Now now);
  void publish(Now now);
  void publish_me(Now now);
  DocumentText me_of(meeting::PersonId person, projection::Possibilities& possibilities);
  DocumentText fresh_me(meeting::PersonId person, Now now);
  void review_standpoints(Now now);
  void tell_heard();
  void report_presence(Now now);
  void tick(Now now);

  meeting::Moment moment(Now now) { return {clock_.at(now.instant), random_.next_u64()}; }

  std::unique_ptr<storage::MeetingStore> store_;
  ChamberPort& port_;
  RandomSource& random_;
  Settings settings_;
  Counters counters_;
  meeting::MeetingClock clock_;
  Connections connections_;
  DocumentBoard board_;
  Presence presence_;
  std::deque<Outstanding> outstanding_;

  projection::Paths touched_;  // since documents were last published
  bool standpoints_due_ = false;
  Instant documents_due_ = kNever;
  Instant documents_at_;  // when they were last published
  Instant me_due_ = kNever;
  Instant me_at_;
  std::optional<Heard> heard_;
  bool public_admitted_ = false;
  bool tick_asked_ = false;
  Instant tick_not_before_;
  bool changed_ = false;                                        // since after_change()
  storage::StorageFault fault_ = storage::StorageFault::kGone;  // the last one
  bool reading_ = false;
  Instant reading_due_ = kNever;
  Instant refusals_due_ = kNever;
};

}  // namespace hemicycle::chamber
