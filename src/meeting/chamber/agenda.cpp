#include "meeting/handlers.h"
#include "meeting/motions/lapsing.h"

namespace hemicycle::meeting {
namespace {

// Whether something about the item is still before the meeting.
bool has_unfinished_business(const Meeting& meeting) {
  return meeting.floor.holder || meeting.floor.interrupted || !meeting.pending_motions.empty();
}

void forget_ruling(Meeting& meeting) {
  meeting.ruling_to_appeal.reset();
}

}  // namespace

Outcome decide_one(const Asked& asked, const AddItem& command) {
  if (command.titles.empty()) return asked.refuse(RefusalCode::kMalformed, "titles");
  return events(
      ItemAdded{asked.meeting.agenda.items.next_id(), command.titles, command.annotations});
}

void apply_one(Meeting& meeting, const ItemAdded& event, WallTime) {
  Item item;
  item.id = event.item;
  item.titles = event.titles;
  item.annotations = event.annotations;
  meeting.agenda.items.rows.push_back(std::move(item));
  meeting.agenda.order.push_back(event.item);
  SpeakersList list;
  list.item = event.item;
  meeting.lists.rows.push_back(std::move(list));
}

Outcome decide_one(const Asked& asked, const MoveItem& command) {
  const Agenda& agenda = asked.meeting.agenda;
  const Item* item = agenda.items.find(command.item);
  if (item == nullptr || item->state == ItemState::kRemoved)
    return asked.refuse(RefusalCode::kNotFound);
  if (item->state != ItemState::kPending) return asked.refuse(RefusalCode::kItemHasBegun);
  if (command.place >= agenda.order.size()) return asked.refuse(RefusalCode::kMalformed, "place");
  return events(ItemMoved{command.item, command.place});
}

void apply_one(Meeting& meeting, const ItemMoved& event, WallTime) {
  std::vector<ItemId>& order = meeting.agenda.order;
  remove(order, event.item);
  order.insert(order.begin() + std::min<std::ptrdiff_t>(event.place, std::ssize(order)),
               event.item);
}

Outcome decide_one(const Asked& asked, const RemoveItem& command) {
  const Item* item = asked.meeting.agenda.items.find(command.item);
  if (item == nullptr || item->state == ItemState::kRemoved)
    return asked.refuse(RefusalCode::kNotFound);
  if (item->state != ItemState::kPending) return asked.refuse(RefusalCode::kItemHasBegun);
  for (const Proposal& proposal : asked.meeting.proposals)
    if (proposal.item == item->id) return asked.refuse(RefusalCode::kItemHasBegun);
  return events(ItemRemoved{command.item});
}

void apply_one(Meeting& meeting, const ItemRemoved& event, WallTime) {
  meeting.agenda.items.at(event.item).state = ItemState::kRemoved;
  remove(meeting.agenda.order, event.item);
}

Outcome decide_one(const Asked& asked, const OpenItem& command) {
  const Agenda& agenda = asked.meeting.agenda;
  const Item* item = agenda.items.find(command.item);
  if (item == nullptr || item->state == ItemState::kRemoved)
    return asked.refuse(RefusalCode::kNotFound);
  if (agenda.current) return asked.refuse(RefusalCode::kAnotherItemOpen);
  if (has_unfinished_business(asked.meeting)) return asked.refuse(RefusalCode::kItemUnfinished);
  return events(ItemOpened{command.item, false});
}

// An item that was closed is taken up again from where it was; what the meeting decided about its
// debate stands.
void apply_one(Meeting& meeting, const ItemOpened& event, WallTime) {
  Item& item = meeting.agenda.items.at(event.item);
  item.state = ItemState::kOpen;
  if (event.resumes_debate && item.debate == Debate::kAdjourned) item.debate = Debate::kOpen;
  meeting.agenda.current = event.item;
  forget_ruling(meeting);
}

Outcome decide_one(const Asked& asked, const CloseItem& command) {
  if (asked.meeting.agenda.current != command.item) return asked.refuse(RefusalCode::kItemNotOpen);
  if (has_unfinished_business(asked.meeting)) return asked.refuse(RefusalCode::kItemUnfinished);
  Events list;
  lapse_debate_motions(asked, command.item, std::nullopt, list);  // those that nobody seconded
  list.emplace_back(ItemClosed{command.item});
  return list;
}

void apply_one(Meeting& meeting, const ItemClosed& event, WallTime) {
  meeting.agenda.items.at(event.item).state = ItemState::kClosed;
  meeting.agenda.current.reset();
  forget_ruling(meeting);
}

Outcome decide_one(const Asked& asked, const AddDocument& command) {
  const Agenda& agenda = asked.meeting.agenda;
  if (agenda.items.find(command.item) == nullptr) return asked.refuse(RefusalCode::kNotFound);
  for (const Document& document : agenda.documents)
    if (document.symbol == command.symbol) return asked.refuse(RefusalCode::kAlreadyRegistered);
  return events(
      DocumentAdded{agenda.documents.next_id(), command.item, command.symbol, command.deadline});
}

void apply_one(Meeting& meeting, const DocumentAdded& event, WallTime) {
  meeting.agenda.documents.rows.push_back(
      {event.document, event.item, event.symbol, event.deadline, {}});
}

Outcome decide_one(const Asked& asked, const AddDocumentVersion& command) {
  const Document* document = asked.meeting.agenda.documents.find(command.document);
  if (document == nullptr) return asked.refuse(RefusalCode::kNotFound);
  if (document->deadline && asked.now > *document->deadline)
    return asked.refuse(RefusalCode::kDocumentLate);
  std::uint32_t version = 1;  // each language counts its own versions
  for (const DocumentVersion& old : document->versions)
    if (old.language == command.language) version = old.version + 1;
  return events(DocumentVersionAdded{command.document, version, command.language, command.title,
                                     command.digest});
}

void apply_one(Meeting& meeting, const DocumentVersionAdded& event, WallTime at) {
  meeting.agenda.documents.at(event.document)
      .versions.push_back({event.version, event.language, event.title, event.digest, at});
}

}  // namespace hemicycle::meeting
