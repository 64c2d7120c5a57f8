#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/result.h"
#include "meeting/chamber/new_session.h"
#include "meeting/commands.h"

namespace hemicycle::storage {

// Commands as people send them: one member, named after the command in snake_case, that holds its
// fields: {"cast_vote":{"voting":3,"choice":"for"}}. Enums are in snake_case, numbers of 64 bits
// are texts, durations are milliseconds, times are UTC ("2026-04-18T14:03:10.000000Z").
//
// Every field is required, lists too, unless it is optional in the struct: what somebody forgot to
// say is never guessed. What only the server may say is another type (meeting/commands.h), and
// what it draws lots with stands beside the command, so that neither can be sent.

std::string write_command(const meeting::Command& command);

// The error names the field: "cast_vote.choice: 'maybe' is not one of the values known here".
Result<meeting::Command, std::string> parse_command(std::string_view text);
// The same of what has been parsed already, by parse_strictly().
Result<meeting::Command, std::string> read_command(const boost::json::value& json);

// What somebody asks of the server that is to be a session, in the same style. Of the rules only
// the name of a profile can be said: its text is the server's own file (meeting::session_by).
Result<meeting::NewSession, std::string> parse_new_session(std::string_view text);

}  // namespace hemicycle::storage
