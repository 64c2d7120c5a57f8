#include "meeting/command_texts.h"
#include "meeting/handlers.h"
#include "meeting/motions/lapsing.h"

namespace hemicycle::meeting {
namespace {

// Whether something about the item is still before the meeting.
bool has_unfinished_business(const Meeting& meeting) {
  return meeting.floor.holder || meeting.floor.interrupted || !meeting.pending_motions.empty();
}

bool has_begun(const Meeting& meeting, ItemId id) {
  if (meeting.agenda.items.at(id).state != ItemState::kPending) return true;
  return std::any_of(meeting.proposals.begin(), meeting.proposals.end(),
                     [&](const Proposal& proposal) { return proposal.item == id; });
}

// Those on the agenda that stand under `above`, or under none, in their order.
std::vector<ItemId> siblings(const Agenda& agenda, std::optional<ItemId> above) {
  std::vector<ItemId> found;
  for (ItemId id : agenda.order)
    if (agenda.items.at(id).under == above) found.push_back(id);
  return found;
}

// Into the order, before the sibling at `place`, or behind the last one with all that is its own.
void place_item(Agenda& agenda, ItemId id, std::size_t place) {
  const std::optional<ItemId> above = agenda.items.at(id).under;
  const std::vector<ItemId> others = siblings(agenda, above);
  auto position = agenda.order.end();
  if (place < others.size()) {
    position = std::find(agenda.order.begin(), agenda.order.end(), others[place]);
  } else if (above) {
    position = std::find(agenda.order.begin(), agenda.order.end(),
                         others.empty() ? *above : others.back()) +
               1;
  }
  agenda.order.insert(position, id);
}

bool is_numbered(const Agenda& agenda, const std::string& number) {
  return std::any_of(agenda.items.begin(), agenda.items.end(), [&](const Item& item) {
    return item.number == number && item.state != ItemState::kRemoved;
  });
}

// '4' after '3'; '3(b)' after '3(a)'. Numbers of items that were removed are not given again.
std::string next_number(const Agenda& agenda, std::optional<ItemId> above) {
  auto count = static_cast<std::uint32_t>(
      std::count_if(agenda.items.begin(), agenda.items.end(),
                    [&](const Item& item) { return item.under == above; }));
  for (;; ++count) {
    std::string number = std::to_string(count + 1);
    if (above) {
      const std::string part = count < 26 ? std::string(1, static_cast<char>('a' + count)) : number;
      number = agenda.items.at(*above).number + "(" + part + ")";
    }
    if (!is_numbered(agenda, number)) return number;
  }
}

void forget_ruling(Meeting& meeting) {
  meeting.ruling_to_appeal.reset();
}

}  // namespace

Outcome decide_one(const Asked& asked, const AddItem& command) {
  const Agenda& agenda = asked.meeting.agenda;
  if (Objection no = name_is_refused(asked, command.titles)) return *no;
  if (command.under) {
    const Item* above = agenda.items.find(*command.under);
    if (above == nullptr || above->state == ItemState::kRemoved)
      return asked.refuse(RefusalCode::kNotFound);
    if (above->under) return asked.refuse(RefusalCode::kMalformed, "under");
  }
  if (command.number) {
    if (Objection no = name_is_refused(asked, *command.number)) return *no;
    if (is_numbered(agenda, *command.number)) return asked.refuse(RefusalCode::kAlreadyRegistered);
  }
  return events(ItemAdded{agenda.items.next_id(), command.titles, command.annotations,
                          command.number.value_or(next_number(agenda, command.under)),
                          command.under});
}

void apply_one(Meeting& meeting, const ItemAdded& event, WallTime) {
  Item item;
  item.id = event.item;
  item.titles = event.titles;
  item.annotations = event.annotations;
  item.number = event.number.empty() ? std::to_string(event.item.value()) : event.number;
  item.under = event.under;
  meeting.agenda.items.rows.push_back(std::move(item));
  place_item(meeting.agenda, event.item, siblings(meeting.agenda, event.under).size());
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
  if (command.place >= siblings(agenda, item->under).size())
    return asked.refuse(RefusalCode::kMalformed, "place");
  return events(ItemMoved{command.item, command.place});
}

void apply_one(Meeting& meeting, const ItemMoved& event, WallTime) {
  const std::vector<ItemId> parts = siblings(meeting.agenda, event.item);
  std::erase_if(meeting.agenda.order,
                [&](ItemId id) { return id == event.item || contains(parts, id); });
  place_item(meeting.agenda, event.item, event.place);
  for (std::size_t i = 0; i < parts.size(); ++i) place_item(meeting.agenda, parts[i], i);
}

// With what stands under it.
Outcome decide_one(const Asked& asked, const RemoveItem& command) {
  const Agenda& agenda = asked.meeting.agenda;
  const Item* item = agenda.items.find(command.item);
  if (item == nullptr || item->state == ItemState::kRemoved)
    return asked.refuse(RefusalCode::kNotFound);
  Events list;
  std::vector<ItemId> leaving = siblings(agenda, command.item);
  leaving.push_back(command.item);
  for (ItemId id : leaving) {
    if (has_begun(asked.meeting, id)) return asked.refuse(RefusalCode::kItemHasBegun);
    list.emplace_back(ItemRemoved{id});
  }
  return list;
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
