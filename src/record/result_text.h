#pragma once

#include <string>

#include "record/names.h"

namespace hemicycle::record {

// How a vote that is closed ended, with its count: "The text: adopted. In favour 3, against 1,
// ...".
std::string result_text(const Names& names, const meeting::Voting& voting);

}  // namespace hemicycle::record
