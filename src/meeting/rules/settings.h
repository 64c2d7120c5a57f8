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

// Two settings that cannot both hold: the one to change, and why.
struct Contradiction {
  std::string key;
  std::string sentence;
};
std::optional<Contradiction> contradiction_in(const Rules& rules);

// How values are written: "180s", "3m", "48h"; ">1/2", ">=2/3", "none"; "true"; "in_order"; 5.
bool read_value(std::string_view text, Millis& value);
bool read_value(std::string_view text, Threshold& value);
bool read_value(std::string_view text, bool& value);
bool read_value(std::string_view text, std::uint32_t& value);

}  // namespace hemicycle::meeting
