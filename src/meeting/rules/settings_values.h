#pragma once

#include <string_view>

#include "meeting/rules/rules.h"

namespace hemicycle::meeting {

// How values of settings are written: "3:00", "48:00:00"; ">1/2", ">=2/3", "none"; "true"; 5.
// False when the text is none.
bool read_value(std::string_view text, Millis& value);
bool read_value(std::string_view text, Threshold& value);
bool read_value(std::string_view text, bool& value);
bool read_value(std::string_view text, std::uint32_t& value);

}  // namespace hemicycle::meeting
