#include "chamber/chamber.h"

#include <algorithm>
#include <utility>

#include "base/bug.h"
#include "meeting/deadlines.h"
#include "projection/disclosure.h"
#include "storage/command_codec.h"

namespace hemicycle::chamber {
namespace {

constexpr double kSnapshotCost = 2;  // of the commands that somebody may give
constexpr std::uint32_t kUnreadableMax = 100;
constexpr std::uint32_t kRefusedForPaceMax = 2000;
// Whoever does not read what it was answered is not answered more.
constexpr std::uint64_t kUnreadAnswersMax = 512 * 1024;

}  // namespace

Chamber::Chamber(std::unique_ptr<storage::MeetingStore> store, ChamberPort& port,
                 RandomSource& random, Settings settings, Now now)
    : store_(std::move(store)),
      port_(port),
      random_(random),
      settings_(std::move(settings)),
      clock_(now, store_->meeting().clock),
      connections_(port),
      board_(store_->head().sequence),
      documents_at_(now.instant - std::chrono::hours(1)),
      me_at_(documents_at_),
      tick_not_before_(now.instant) {
  presence_.expect_back(meeting(), now.instant);
  tell_heard();
  tick(now);
}

// ---- Sockets ----

void Chamber::connect(ConnectionId id, const Visitor& visitor, Now now) {
  if (connections_.size() >= settings_.sockets_max)
    return port_.close(id, CloseCode::kTooMany, "too many are here");
  const std::optional<Standpoint> stands = standpoint_of(meeting(), visitor);
  if (!stands) return port_.close(id, CloseCode::kNotAdmitted, "not of this meeting");
  ++counters_.sockets;
  const CommandPace pace(settings_.commands_per_second, settings_.commands_at_once, now.instant);
  greet(connections_.add(Connection(id, visitor, *stands, pace)), now);
  if (!visitor.person) return;
  presence_.came(*visitor.person);
  const std::vector<ConnectionId>& pages = connections_.find(*visitor.person)->pages;
  if (pages.size() > Connections::kPagesPerPerson)
    close(pages.front(), CloseCode::kReplaced, "another page was opened", now);
  report_presence(now);
}

void Chamber::disconnect(ConnectionId id, Now now) {
  const Connection* gone = connections_.find(id);
  if (gone == nullptr) return;
  if (gone->visitor.person) presence_.went(*gone->visitor.person, now.instant);
  connections_.remove(id);
}

void Chamber::close(ConnectionId id, CloseCode code, std::string_view reason, Now now) {
  port_.close(id, code, reason);
  disconnect(id, now);
}

void Chamber::handle_sent(ConnectionId to, std::uint64_t bytes, Now) {
  if (Connection* connection = connections_.find(to))
    connections_.taken(*connection, bytes, board_.at());
}

void Chamber::receive(ConnectionId from, std::string_view frame, Now now) {
  Connection* connection = connections_.find(from);
  if (connection == nullptr) return;
  if (frame.size() > kFrameBytesMax)
    return close(from, CloseCode::kTooBig, "the message is too long", now);
  const Result<ClientFrame, std::string> parsed = parse_frame(frame);
  if (!parsed) return reject_frame(*connection, parsed.error(), now);
  std::visit([&](const auto& one) { handle(*connection, one, now); }, *parsed);
}

void Chamber::reject_frame(Connection& from, std::string_view detail, Now now) {
  if (++from.unreadable > kUnreadableMax)
    return close(from.id, CloseCode::kUnreadable, "none of this can be read", now);
  connections_.send(from, write_error(kUnreadable, detail));
}

void Chamber::greet(Connection& to, Now now) {
  connections_.send(
      to, write_hello({settings_.server, session(), to.visitor.person, to.stands,
                       clock_.at(now.instant), board_.at(), settings_.commands_per_second}));
}

// ---- What a page asks for ----

void Chamber::handle(Connection& from, const Ping& ping, Now now) {
  if (is_within_pace(from, {}, 0, now))
    connections_.send(from, write_pong(ping.text, clock_.at(now.instant)));
}

// After everybody has been told what has changed, so that nobody is shown what others wait for;
// null when the socket has thereby been closed.
Connection* Chamber::up_to_date(Connection& from, Now now) {
  const ConnectionId id = from.id;
  if (!touched_.empty()) publish(now);
  return connections_.find(id);
}

void Chamber::handle(Connection& from, const Resume& resume, Now now) {
  if (!is_within_pace(from, {}, kSnapshotCost, now)) return;
  Connection* to = up_to_date(from, now);
  if (to == nullptr) return;
  const auto person = to->visitor.person;
  const DocumentText me = person ? fresh_me(*person, now) : nullptr;
  connections_.watch(*to);
  if (resume.at && resume.audience == write(to->stands.audience)) {
    const projection::View view{meeting(), &store_->tellers(), to->stands.audience};
    if (std::optional<Changes> changes = board_.since(*resume.at, view)) {
      ++counters_.resumes;
      if (me != nullptr) changes->push_back({{projection::PathKind::kMe, 0}, me});
      return connections_.send(*to, write_frame(board_.at(), *changes));
    }
  }
  send_snapshot(*to, me);
}

void Chamber::send_snapshot(Connection& to, const DocumentText& me) {
  ++counters_.snapshots;
  std::string documents = board_.snapshot({meeting(), &store_->tellers(), to.stands.audience});
  if (me != nullptr) documents += (documents.empty() ? "\"me\":" : ",\"me\":") + *me;
  connections_.send(to, write_snapshot(board_.at(), documents));
}

void Chamber::handle(Connection& from, const Open& open, Now now) {
  if (!is_within_pace(from, open.request, 1, now)) return;
  Connection* to = up_to_date(from, now);
  if (to == nullptr) return;
  const projection::View view{meeting(), &store_->tellers(), to->stands.audience};
  std::string documents;
  for (const projection::Path& path : open.paths) {
    const DocumentText text = board_.show(view, path);
    if (!documents.empty()) documents += ',';
    documents += '"' + projection::write(path) + "\":" + (text == nullptr ? "null" : *text);
  }
  connections_.send(*to, write_opened(open.request, board_.at(), documents));
}

void Chamber::handle(Connection& from, const Wish& wish, Now now) {
  if (!is_within_pace(from, wish.request, 1, now)) return;
  if (!from.visitor.person) return refuse(from, wish.request, kNobody);
  if (!is_storing()) return answer_from_memory(from, wish);
  const Result<meeting::Command, std::string> command = storage::read_command(wish.command);
  if (!command) return refuse(from, wish.request, kMalformed, command.error());
  propose(from, wish, *command, now);
}

// While nothing can be stored: what was done before is told, all else is refused.
void Chamber::answer_from_memory(Connection& from, const Wish& wish) {
  if (const storage::Answer* before = store_->answered(*from.visitor.person, wish.request))
    return connections_.send(from, write_answer(wish.request, *before));
  refuse(from, wish.request, rejection_of(fault_));
}

bool Chamber::is_within_pace(Connection& from, std::string_view request, double cost, Now now) {
  if (from.unsent_bytes() <= kUnreadAnswersMax && from.pace.take(cost, now.instant)) return true;
  if (++from.refused_for_pace > kRefusedForPaceMax) {
    close(from.id, CloseCode::kTooMany, "too many commands", now);
    return false;
  }
  if (request.empty())
    connections_.send(from, write_error(kTooManyCommands, {}));
  else
    refuse(from, request, kTooManyCommands);
  return false;
}

void Chamber::refuse(Connection& to, std::string_view request, const Rejection& rejection,
                     std::string_view detail) {
  ++counters_.refusals[std::string(rejection.code)];
  connections_.send(to, write_refused(request, rejection, detail));
}

// ---- Time ----

Instant Chamber::next_deadline() const {
  Instant soonest = std::min({documents_due_, me_due_, reading_due_, refusals_due_});
  if (!is_storing()) return soonest;
  soonest = std::min(soonest, presence_.next_deadline());
  const auto deadline = meeting::next_deadline(meeting());
  if (deadline && !tick_asked_)
    soonest = std::min(soonest, std::max(tick_not_before_, clock_.instant_of(*deadline)));
  return soonest;
}

void Chamber::handle_timeout(Now now) {
  if (now.instant >= reading_due_) {
    reading_due_ = kNever;
    read_again_when_quiet();
  }
  if (now.instant >= refusals_due_) keep_refusals(now);
  report_presence(now);
  tick(now);
  publish_when_due(now);
}

void Chamber::report_presence(Now now) {
  while (is_storing()) {
    std::optional<Presence::Report> report = presence_.poll(meeting(), now.instant);
    if (!report) return;
    Outstanding outstanding;
    outstanding.reported = report->person;
    submit(store_->propose(report->command, moment(now)), std::move(outstanding), now);
  }
}

// One thing that is due, on the state as it is; the next when that is durable.
void Chamber::tick(Now now) {
  if (tick_asked_ || !is_storing() || now.instant < tick_not_before_) return;
  const auto deadline = meeting::next_deadline(meeting());
  if (!deadline || clock_.at(now.instant) < *deadline) return;
  tick_asked_ = true;
  Outstanding outstanding;
  outstanding.is_tick = true;
  submit(store_->propose(meeting::SystemCommand(meeting::Tick{}), moment(now)),
         std::move(outstanding), now);
}

}  // namespace hemicycle::chamber
