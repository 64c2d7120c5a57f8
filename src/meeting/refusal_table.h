#pragma once

#include <string_view>

#include "meeting/refusal_code.h"
#include "meeting/rules/rules.h"

namespace hemicycle::meeting {

// The words of one refusal. "{rule}" stands for ' (rule 73)' or nothing, "{}" for the detail.
struct RefusalRow {
  RefusalCode code;
  std::string_view name;
  RuleTopic topic;
  std::string_view english;
  std::string_view vietnamese;
};

const RefusalRow& refusal_row(RefusalCode code);

}  // namespace hemicycle::meeting
