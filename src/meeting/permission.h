#pragma once

#include <cstdint>

namespace hemicycle::meeting {

// Roles, as a set.
enum : std::uint8_t { kBySystem = 1, kByChair = 2, kBySecretariat = 4, kByDelegate = 8 };
inline constexpr std::uint8_t kByPresiding = kByChair | kBySecretariat;
inline constexpr std::uint8_t kByOffice = kBySystem | kBySecretariat;
inline constexpr std::uint8_t kByAnyone = kByPresiding | kBySystem | kByDelegate;

enum class When : std::uint8_t {
  kBeforeCreation,
  kAnyPhase,   // the session exists
  kNotClosed,  // and has not been closed
  kInSession,  // a meeting is open
  kOrderly,    // and no point of order waits for its ruling
  kBusiness,   // and no vote is being taken
};

// What is the same for every command, and stands in its struct as kPermission: which roles may give
// it, and in which phase of the session.
struct Permission {
  std::uint8_t roles = 0;
  When when = When::kBeforeCreation;
};

}  // namespace hemicycle::meeting
