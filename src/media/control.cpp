#include "media/control.h"

#include <array>

#include "base/bug.h"
#include "media/counters.h"

namespace hemicycle::media {

std::string_view to_string(FailureCause cause) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "never connected", "consent expired", "DTLS failed", "fingerprint mismatch",
      "closed by peer",  "garbage",         "over limit",  "bug"};
  const auto index = static_cast<std::size_t>(cause);
  BUG_IF(index >= kNames.size());
  return kNames[index];
}

std::string_view to_string(DropCause cause) {
  static constexpr std::array<std::string_view, kDropCauses> kNames = {
      "unknown_peer", "malformed",    "unauthenticated", "replayed",    "unknown_ssrc", "muted",
      "not_ready",    "send_backlog", "send_refused",    "fell_behind", "over_limit",   "internal"};
  const auto index = static_cast<std::size_t>(cause);
  BUG_IF(index >= kNames.size());
  return kNames[index];
}

}  // namespace hemicycle::media
