#pragma once

#include <optional>

#include "meeting/asked.h"
#include "meeting/commands.h"

namespace hemicycle::meeting {

// What holds for every text in every command, found by the description of its struct: it is UTF-8,
// shows what it says, and has a length that fits its kind: kLongTextBytes for what is read as a
// text (`text`, `texts`, `annotations`), kShortTextBytes for all else (names, titles, symbols,
// reasons). No list has more than kListEntries entries.
inline constexpr std::size_t kLongTextBytes = 100'000;
inline constexpr std::size_t kShortTextBytes = 1'000;
inline constexpr std::size_t kListEntries = 2'000;
Objection texts_are_refused(const Asked& asked, const Command& command);
Objection texts_are_refused(const Asked& asked, const SystemCommand& command);

// The command with every text in Normalization Form C; nothing when all are, as is usual.
std::optional<Command> normalised(const Command& command);
std::optional<SystemCommand> normalised(const SystemCommand& command);

// A name that people see: not empty, and without space at either end.
Objection name_is_refused(const Asked& asked, std::string_view name);
// Each of its translations is such a name, and there is one.
Objection name_is_refused(const Asked& asked, const Text& names);

}  // namespace hemicycle::meeting
