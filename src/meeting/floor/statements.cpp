#include "meeting/floor/statements.h"

#include "meeting/floor/requests.h"
#include "meeting/handlers.h"

namespace hemicycle::meeting {
namespace {

// Whose statement it is: the delegate's own, or, attached by the secretariat, whose speech or
// request it belongs to.
struct Author {
  PersonId person;
  DelegationId delegation;
};

Result<Author, Refusal> author_of(const Asked& asked, const AttachStatement& command) {
  std::optional<Author> author;
  if (command.speech) {
    const Speech* speech = asked.meeting.speeches.find(*command.speech);
    if (speech == nullptr || !speech->delegation) return asked.refuse(RefusalCode::kNotFound);
    author = {speech->person, *speech->delegation};
  } else if (command.request) {
    const FoundRequest found = find_request(asked.meeting, *command.request);
    if (found.request == nullptr) return asked.refuse(RefusalCode::kNotOnList);
    author = {found.request->person, found.request->delegation};
  }
  if (asked.actor.role == Role::kSecretariat) {
    if (!author) return asked.refuse(RefusalCode::kMalformed, "speech");
    return *author;
  }
  const auto delegation = delegation_of(asked);
  if (!delegation) return unexpected(delegation.error());
  if (author && author->delegation != (*delegation)->id)
    return asked.refuse(RefusalCode::kNotYours);
  return Author{asked.actor.person, (*delegation)->id};
}

}  // namespace

Outcome decide_one(const Asked& asked, const AttachStatement& command) {
  if (asked.meeting.agenda.items.find(command.item) == nullptr)
    return asked.refuse(RefusalCode::kNotFound);
  if (command.text.empty()) return asked.refuse(RefusalCode::kMalformed, "text");
  const auto author = author_of(asked, command);
  if (!author) return unexpected(author.error());
  StatementAttached event{asked.meeting.statements.next_id(),
                          command.item,
                          author->person,
                          author->delegation,
                          command.language,
                          command.text,
                          command.request,
                          command.speech};
  if (!command.instead) return events(std::move(event));
  if (!command.request) return asked.refuse(RefusalCode::kMalformed, "request");
  return events(std::move(event), RequestWithdrawn{*command.request});
}

void apply_one(Meeting& meeting, const StatementAttached& event, WallTime at) {
  meeting.statements.rows.push_back({event.statement, event.item, event.person, event.delegation,
                                     event.language, event.text, event.request, event.speech, at});
}

}  // namespace hemicycle::meeting
