#pragma once

#include <optional>
#include <string>

#include "meeting/ids.h"

namespace hemicycle::meeting {

// The words of a statement: attached before the speech, after it, or instead of it. `speech` gives
// start and end on the recording once it has been delivered.
struct Statement {
  StatementId id;
  ItemId item;
  PersonId person;
  DelegationId delegation;
  std::string language;
  std::string text;
  std::optional<RequestId> request;
  std::optional<SpeechId> speech;
  WallTime attached_at;
  bool operator==(const Statement&) const = default;
};
BOOST_DESCRIBE_STRUCT(Statement, (),
                      (id, item, person, delegation, language, text, request, speech, attached_at))

}  // namespace hemicycle::meeting
