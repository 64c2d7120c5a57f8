#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace hemicycle::storage {

// A SHA-256 digest. Written as 64 lower-case hexadecimal digits, as sha256sum prints it.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  std::string hex() const;
  // Nothing unless `text` is exactly 64 lower-case hexadecimal digits.
  static std::optional<Digest> parse(std::string_view text);

  friend bool operator==(const Digest&, const Digest&) = default;
};

// One line of a meeting's journal: what happened, when, by whom. It does not know what its payload
// means; the event codec does. The payload is kept as the exact text that was hashed.
struct JournalEntry {
  std::uint64_t sequence = 0;  // the first entry of a journal is 1, without gaps
  WallTime time;
  std::string actor;
  std::string type;     // the event's name, e.g. "FloorGiven"
  std::string payload;  // the event as canonical JSON text
  Digest hash{};        // over all of the above and the hash of the entry before

  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

// The last entry that a journal holds: what a new entry must follow.
struct JournalHead {
  std::uint64_t sequence = 0;  // 0: the journal is empty
  Digest hash;                 // of an empty journal: its genesis (see hash_chain.h)

  friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

// "2026-04-18T14:03:10.000250Z": RFC 3339 in UTC, always with six decimals.
std::string format_time(WallTime time);
// The inverse; nothing when `text` has any other form or names no real day.
std::optional<WallTime> parse_time(std::string_view text);

}  // namespace hemicycle::storage
