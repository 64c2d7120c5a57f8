#pragma once

#include <vector>

#include "record/record.h"

namespace hemicycle::record {

// Every vote that was taken, in the order of opening: on texts, on motions, in elections.
std::vector<DecisionLine> decision_lines(const meeting::Meeting& meeting, Language language);

}  // namespace hemicycle::record
