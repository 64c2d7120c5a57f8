#pragma once

#include <cstdint>

#include "meeting/actor.h"

namespace hemicycle::meeting {

// Capacities, as a set; empty for what the server alone may say, which nobody claims.
enum : std::uint8_t { kByServer = 0, kByChair = 1, kBySecretariat = 2, kByDelegate = 4 };
inline constexpr std::uint8_t kByPresiding = kByChair | kBySecretariat;
inline constexpr std::uint8_t kByAnyone = kByPresiding | kByDelegate;

enum class When : std::uint8_t {
  kBeforeCreation,
  kAnyPhase,   // the session exists
  kNotClosed,  // and has not been closed
  kInSession,  // a meeting is open
  kOrderly,    // and no point of order waits for its ruling
  kBusiness,   // and no vote is being taken
};

// The capacity as a set of one; empty for those that may give no command.
constexpr std::uint8_t bit_of(Role role) {
  switch (role) {
    case Role::kChair:
      return kByChair;
    case Role::kSecretariat:
      return kBySecretariat;
    case Role::kDelegate:
      return kByDelegate;
    case Role::kSystem:
    case Role::kObserver:
      return 0;
  }
  return 0;
}

// What is the same for every command, and stands in its struct as kPermission: which roles may give
// it, and in which phase of the session.
struct Permission {
  std::uint8_t roles = 0;
  When when = When::kBeforeCreation;
};

}  // namespace hemicycle::meeting
