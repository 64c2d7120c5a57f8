#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <string>

#include "meeting/ids.h"

namespace hemicycle::projection {

// Which document. Those from kItem on exist once for each number: `item/3`, `seats/12`.
BOOST_DEFINE_FIXED_ENUM_CLASS(PathKind, std::uint8_t, kSession, kAgenda, kFloor, kTimer, kVote,
                              kMotions, kPoints, kDecisions, kElections, kStatements, kPeople,
                              kAttendance, kNotices, kMe, kItem, kList, kSeats, kVotes, kTexts,
                              kStatement)
inline constexpr std::size_t kPathKinds = 20;

struct Path {
  PathKind kind = PathKind::kSession;
  std::uint32_t number = 0;  // from 1; 0 where there is only one
  auto operator<=>(const Path&) const = default;
};

constexpr bool is_numbered(PathKind kind) {
  return kind >= PathKind::kItem;
}

// "floor", "item/3".
std::string write(const Path& path);

using Paths = std::set<Path>;

}  // namespace hemicycle::projection
