#pragma once

#include <optional>
#include <string>

#include "meeting/rules/rules.h"

namespace hemicycle::meeting {

// Two settings that cannot both hold: the one to change, and why.
struct Contradiction {
  std::string key;
  std::string sentence;
};
std::optional<Contradiction> contradiction_in(const Rules& rules);

}  // namespace hemicycle::meeting
