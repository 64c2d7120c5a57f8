#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace hemicycle::livekit {

// What the chamber of a meeting asks of its room; a room without one hears everybody.
struct Hearing {
  // Whose sound is forwarded, by identity; nothing: everybody's. All other sound is muted by the
  // server, from the birth of its track on.
  std::optional<std::set<std::string, std::less<>>> audible;
  // Whether those who came by the public's link receive anything.
  bool public_admitted = true;

  bool hears(std::string_view identity) const { return !audible || audible->contains(identity); }
  friend bool operator==(const Hearing&, const Hearing&) = default;
};

}  // namespace hemicycle::livekit
