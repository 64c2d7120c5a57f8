#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "meeting/rules/rules.h"

namespace hemicycle::meeting {

// One setting that a profile or a session may have: "rounds.first", whose value is a "duration".
struct SettingRow {
  std::string_view section;
  std::string_view name;
  std::string_view kind;  // what its value has to look like, for people
  bool (*read)(Rules& rules, std::string_view value);

  std::string key() const { return std::string(section) + "." + std::string(name); }
};

// Every setting there is.
std::span<const SettingRow> setting_rows();
const SettingRow* find_setting(std::string_view key);

// The section of a rules file that a topic is written in, and back.
std::string section_of(RuleTopic topic);
std::optional<RuleTopic> topic_of_section(std::string_view section);

// Earlier versions wrote durations as "180s", "3m", "48h", and their journals still do; nobody else
// may, so that there is one way to write them.
bool is_written_as_now(const SettingRow& row, std::string_view value);

}  // namespace hemicycle::meeting
