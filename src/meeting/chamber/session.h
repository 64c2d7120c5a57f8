#pragma once

#include <optional>
#include <string>
#include <vector>

#include "meeting/ids.h"

namespace hemicycle::meeting {

BOOST_DEFINE_FIXED_ENUM_CLASS(Phase, std::uint8_t, kScheduled, kOpen, kSuspended, kAdjourned,
                              kClosed)
BOOST_DEFINE_FIXED_ENUM_CLASS(Visibility, std::uint8_t, kPublic, kClosed)

// The calendar's entry: the 34th of a series, when and whether in public.
struct SessionEntry {
  std::string series;
  std::uint32_t number = 1;
  Text titles;
  WallTime starts_at;
  std::optional<WallTime> ends_at;
  Visibility visibility = Visibility::kPublic;  // of the sittings from now on
  std::string time_zone;                        // of the venue, by its IANA name; empty: UTC
  bool operator==(const SessionEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(SessionEntry, (),
                      (series, number, titles, starts_at, ends_at, visibility, time_zone))

// A time during which the sitting was closed; it still is when there is no end.
struct ClosedSpell {
  WallTime from;
  std::optional<WallTime> until;
  bool operator==(const ClosedSpell&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClosedSpell, (), (from, until))

// A session is held in meetings: adjourning ends one of them, closing ends the session.
struct Session {
  SessionEntry entry;
  Phase phase = Phase::kScheduled;
  std::uint32_t meetings_held = 0;
  bool quorum_waived = false;
  std::optional<WallTime> resumes_at;
  std::vector<ClosedSpell> closed;
  bool operator==(const Session&) const = default;
};
BOOST_DESCRIBE_STRUCT(Session, (), (entry, phase, meetings_held, quorum_waived, resumes_at, closed))

void note_visibility(Session& session, Visibility visibility, WallTime at);
bool was_closed_at(const Session& session, WallTime at);

}  // namespace hemicycle::meeting
