// What is shown to whom, and when.
#include <algorithm>
#include <utility>

#include "chamber/chamber.h"
#include "projection/disclosure.h"
#include "projection/me_document.h"

namespace hemicycle::chamber {
namespace {

using namespace std::chrono_literals;

// Whatever changes within such a pause is told together: a single command at once, those of a
// moment in which everybody votes without every socket being written to for each of them.
Duration documents_pause(std::size_t sockets) {
  return std::max<Duration>(15ms, sockets * 20us);
}
// The same for what each person may do, which costs more.
Duration me_pause(std::size_t people) {
  return std::max<Duration>(50ms, people * 500us);
}

}  // namespace

void Chamber::after_change(Now now) {
  if (std::exchange(changed_, false)) {
    tell_heard();
    documents_due_ =
        std::min(documents_due_,
                 std::max(now.instant, documents_at_ + documents_pause(connections_.size())));
    me_due_ = std::min(me_due_, std::max(now.instant, me_at_ + me_pause(connections_.people())));
    if (std::optional<storage::Snapshot> due = store_->due_snapshot())
      port_.keep_snapshot(std::move(*due));
  }
  report_presence(now);
  tick(now);
  publish_when_due(now);
}

void Chamber::publish_when_due(Now now) {
  if (now.instant >= documents_due_) publish(now);
  if (now.instant >= me_due_) publish_me(now);
}

void Chamber::publish(Now now) {
  documents_due_ = kNever;
  documents_at_ = now.instant;
  const projection::Paths touched = std::exchange(touched_, {});
  const std::uint64_t at = store_->head().sequence;
  connections_.publish(
      at, board_.refresh(meeting(), store_->tellers(), touched, at, connections_.audiences()));
  if (std::exchange(standpoints_due_, false)) review_standpoints(now);
}

void Chamber::publish_me(Now now) {
  me_due_ = kNever;
  me_at_ = now.instant;
  projection::Possibilities possibilities(meeting(), &store_->tellers(), clock_.at(now.instant));
  connections_.for_each_person([&](meeting::PersonId id, Person& person) {
    const bool watches = std::ranges::any_of(
        person.pages, [&](ConnectionId page) { return connections_.find(page)->watching; });
    if (!watches) return;
    connections_.publish_me(board_.at(), person, me_of(id, possibilities));
  });
}

DocumentText Chamber::me_of(meeting::PersonId person, projection::Possibilities& possibilities) {
  return std::make_shared<const std::string>(
      write_json(me_document(meeting(), &store_->tellers(), possibilities, {person, {}})));
}

// For a page that is to be shown everything; the person's other pages have it from now on too.
DocumentText Chamber::fresh_me(meeting::PersonId person, Now now) {
  projection::Possibilities possibilities(meeting(), &store_->tellers(), clock_.at(now.instant));
  const DocumentText me = me_of(person, possibilities);
  connections_.publish_me(board_.at(), *connections_.find(person), me);
  return me;
}

// Who has become somebody else begins anew, who is nobody any more has to go.
void Chamber::review_standpoints(Now now) {
  std::vector<ConnectionId> gone;
  std::vector<std::pair<ConnectionId, Standpoint>> others;
  connections_.for_each([&](const Connection& each) {
    const std::optional<Standpoint> stands = standpoint_of(meeting(), each.visitor);
    if (!stands)
      gone.push_back(each.id);
    else if (*stands != each.stands)
      others.emplace_back(each.id, *stands);
  });
  for (ConnectionId id : gone) close(id, CloseCode::kNotAdmitted, "no longer of this meeting", now);
  for (const auto& [id, stands] : others) {
    Connection& connection = *connections_.find(id);
    connections_.change_standpoint(connection, stands);
    greet(connection, now);
    if (!connection.watching) continue;
    const auto person = connection.visitor.person;
    send_snapshot(connection, person ? fresh_me(*person, now) : nullptr);
  }
}

void Chamber::tell_heard() {
  Heard heard = heard_in(meeting());
  const bool admitted = projection::is_admitted({projection::AudienceKind::kPublic, {}}, meeting());
  if (heard_ == heard && public_admitted_ == admitted) return;
  heard_ = std::move(heard);
  public_admitted_ = admitted;
  port_.set_heard(*heard_, admitted);
}

}  // namespace hemicycle::chamber
