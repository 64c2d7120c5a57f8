#pragma once

#include <string>

#include "meeting/meeting.h"

namespace hemicycle::meeting {

// docs/rules/<profile>.md: every rule with its number, sentence, source and settings.
std::string document_rules(const Profile& profile);

}  // namespace hemicycle::meeting
