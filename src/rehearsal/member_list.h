#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "meeting/ids.h"

namespace hemicycle::rehearsal {

// One line of a list of members: what the scenario calls it, its country by ISO 3166 code ("-":
// none), and its names.
struct MemberLine {
  std::size_t line = 1;
  std::string name;
  std::string country;
  meeting::Text names;
};

// Reads a list of members as spreadsheets write it (RFC 4180): commas, semicolons or tabs, quotes,
// any line ends, a byte order mark, and perhaps a line of headings: name, country, English,
// Vietnamese, in any order and among others. Without headings these four stand in this order.
// An error names the line and the cure.
Result<std::vector<MemberLine>, std::string> parse_member_list(std::string_view content);

}  // namespace hemicycle::rehearsal
