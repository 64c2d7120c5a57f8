#include "meeting/apply.h"

#include <algorithm>

#include "meeting/handlers.h"

namespace hemicycle::meeting {

void apply(Meeting& meeting, const Event& event, WallTime at) {
  const WallTime then = std::max(at, meeting.clock);
  std::visit([&](const auto& one) { apply_one(meeting, one, then); }, event);
  meeting.clock = then;
  ++meeting.events;
}

void apply_one(Meeting&, const CommandRefused&, WallTime) {}

}  // namespace hemicycle::meeting
