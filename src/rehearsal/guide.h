#pragma once

#include <string>

namespace hemicycle::rehearsal {

// docs/scenarios.md: how scenarios are written, with every phrase of the tables and what it means.
std::string write_guide();

}  // namespace hemicycle::rehearsal
