#include "chamber/live_chamber.h"

#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "base/bug.h"
#include "base/text.h"

namespace hemicycle::chamber {

using storage::Journal;
using storage::MeetingStore;
using storage::StorageError;

namespace {

constexpr Duration kOpeningPause = std::chrono::seconds(1);

// What was read of the journal after one entry, and the requests that led beyond it.
Result<JournalTail, StorageError> read_after(Journal& journal, const std::string& session,
                                             std::uint64_t after) {
  JournalTail tail;
  const storage::Stored read = journal.read(session, after + 1, [&](storage::JournalEntry&& entry) {
    tail.entries.push_back(std::move(entry));
    return true;
  });
  if (!read) return unexpected(read.error());
  auto requests = journal.requests(session, after, storage::AnsweredRequests::kRequestsAMeeting);
  if (!requests) return unexpected(requests.error());
  tail.requests = std::move(*requests);
  return tail;
}
}  // namespace

LiveChamber::LiveChamber(std::string session, World world)
    : session_(std::move(session)), world_(std::move(world)) {}
LiveChamber::~LiveChamber() = default;

// ---- Opening ----

void LiveChamber::open() {
  if (opening_) return;
  opening_ = true;
  world_.journal.run([this](Journal& journal) {
    // shared: with a call that has to be copyable
    auto opened = std::make_shared<MeetingStore::Opened>(
        MeetingStore::open(journal, session_, world_.random));
    world_.loop.post([this, opened] { begin(std::move(*opened)); });
  });
}

void LiveChamber::begin(MeetingStore::Opened opened) {
  opening_ = false;
  if (!opened) {
    spdlog::error("event=chamber_unavailable session={} reason={}", quoted(session_),
                  quoted(opened.error().sentence));
    for (const auto& [id, visitor] : std::exchange(waiting_, {}))
      close(id, CloseCode::kUnavailable, "the session cannot be read");
    healthy_ = false;
    opening_again_ = world_.loop.call_after(kOpeningPause, [this] { open(); });
    return finish_turn();
  }
  ++generation_;
  turn([&](Now now) {
    chamber_ =
        std::make_unique<Chamber>(std::move(*opened), *this, world_.random, world_.settings, now);
    spdlog::info("event=chamber_opened session={} entries={}", quoted(session_),
                 chamber_->meeting().events);
    for (const auto& [id, visitor] : std::exchange(waiting_, {}))
      chamber_->connect(id, visitor, now);
  });
}

// A broken invariant: who is here is told to come back, and finds the meeting as the journal has
// it.
void LiveChamber::fail(const char* what) {
  spdlog::error("event=bug where=chamber session={} what={}", quoted(session_), quoted(what));
  chamber_.reset();
  for (ConnectionId id : std::set(sockets_)) close(id, CloseCode::kInternalError, "internal error");
  opening_again_ = world_.loop.call_after(kOpeningPause, [this] { open(); });
}

// ---- Turns ----

void LiveChamber::turn(const Call& call) {
  try {
    call(world_.loop.now());
  } catch (const std::exception& bug) {
    fail(bug.what());
  }
  finish_turn();
}

void LiveChamber::finish_turn() {
  if (!dispatch_.is_empty()) world_.dispatch(session_, std::exchange(dispatch_, {}));
  const bool healthy = chamber_ != nullptr && chamber_->is_storing();
  if (std::exchange(healthy_, healthy) != healthy) {
    spdlog::log(healthy ? spdlog::level::info : spdlog::level::err,
                "event=chamber_storing session={} healthy={}", quoted(session_), healthy);
    report();
  }
  set_alarm();
}

void LiveChamber::set_alarm() {
  const Instant deadline = chamber_ == nullptr ? kNever : chamber_->next_deadline();
  if (deadline == alarm_at_) return;
  alarm_at_ = deadline;
  alarm_ = http::Timer();
  if (deadline == kNever) return;
  const Duration delay = std::max(Duration(0), deadline - world_.loop.now().instant);
  alarm_ = world_.loop.call_after(delay, [this] {
    alarm_at_ = kNever;
    turn([this](Now now) {
      if (chamber_) chamber_->handle_timeout(now);
    });
  });
}

// ---- Sockets ----

void LiveChamber::connect(ConnectionId id, const Visitor& visitor) {
  sockets_.insert(id);
  if (!chamber_) {
    waiting_.emplace_back(id, visitor);
    return;
  }
  turn([&](Now now) { chamber_->connect(id, visitor, now); });
}

void LiveChamber::receive(ConnectionId from, const std::string& frame) {
  dispatch_.handled.emplace_back(from, frame.size());
  turn([&](Now now) {
    if (chamber_) chamber_->receive(from, frame, now);
  });
}

void LiveChamber::handle_sent(ConnectionId to, std::uint64_t bytes) {
  turn([&](Now now) {
    if (chamber_) chamber_->handle_sent(to, bytes, now);
  });
}

void LiveChamber::disconnect(ConnectionId id) {
  sockets_.erase(id);
  std::erase_if(waiting_, [&](const auto& each) { return each.first == id; });
  turn([&](Now now) {
    if (chamber_) chamber_->disconnect(id, now);
  });
}

void LiveChamber::report() {
  ChamberStatus status{sockets_.size(), healthy_, {}};
  if (chamber_) status.counters = chamber_->counters();
  world_.report(session_, std::move(status));
}

// ---- What the chamber asks for ----

void LiveChamber::send(ConnectionId to, Frame frame) {
  dispatch_.frames.emplace_back(to, std::move(frame));
}

void LiveChamber::close(ConnectionId to, CloseCode code, std::string_view reason) {
  sockets_.erase(to);
  dispatch_.closings.push_back({to, code, std::string(reason)});
}

void LiveChamber::store(storage::Append append) {
  world_.journal.submit(std::move(append),
                        [this, generation = generation_](const storage::Stored& stored) {
                          world_.loop.post([this, generation, stored] {
                            if (!chamber_ || generation != generation_) return;
                            turn([&](Now now) { chamber_->handle_stored(stored, now); });
                          });
                        });
}

void LiveChamber::read_tail(std::uint64_t after) {
  world_.journal.run([this, after, generation = generation_](Journal& journal) {
    world_.loop.post([this, generation, tail = read_after(journal, session_, after)]() mutable {
      if (!chamber_ || generation != generation_) return;
      turn([&](Now now) { chamber_->handle_tail(std::move(tail), now); });
    });
  });
}

void LiveChamber::keep_refusals(std::vector<storage::RefusedCommand> refusals) {
  world_.journal.run(
      [this, generation = generation_, refusals = std::move(refusals)](Journal& journal) {
        if (journal.keep_refusals(session_, refusals)) return;
        world_.loop.post([this, generation, refusals] {
          if (!chamber_ || generation != generation_) return;
          turn([&](Now now) { chamber_->handle_unkept(refusals, now); });
        });
      });
}

void LiveChamber::keep_snapshot(storage::Snapshot snapshot) {
  world_.journal.run([session = session_, snapshot = std::move(snapshot)](Journal& journal) {
    (void)journal.keep_snapshot(session, snapshot);
  });
}

void LiveChamber::set_heard(const Heard& heard, bool public_admitted) {
  dispatch_.sound = Dispatch::Sound{heard, public_admitted};
}

}  // namespace hemicycle::chamber
