#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/invitations.h"
#include "base/random.h"
#include "base/time.h"
#include "meeting/meeting.h"
#include "storage/journal.h"

namespace hemicycle::app {

// The demonstration: the 34th meeting of a standing committee with thirty parties and guests, of
// whom nothing is said but their countries and offices.
inline constexpr std::string_view kDemonstration = "sc-34";

// Brings the meeting into the journal by the commands that a secretariat would give, as far as it
// is not there already; it is left for its chair to open. Throws SetupError when that cannot be
// stored.
void prepare_demonstration(storage::Journal& journal, RandomSource& random,
                           const meeting::Profile& profile, Now now);

// Its personal links: chair, secretariat, the head of each delegation, an observer; and the links
// for many, of the public and the projector. Makes them when the book has none.
std::vector<Invitation> invite_to_demonstration(InvitationBook& book, RandomSource& random);

}  // namespace hemicycle::app
