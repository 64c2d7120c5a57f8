#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

namespace hemicycle::sfu {

// Maps the unwrapped numbers of changing sources (sequence numbers or picture ids of one layer,
// then of another) onto one line of numbers for a receiver, which grows by one for each number that
// is passed on, whatever was left out or switched in between. Numbers that the source lost keep
// their place, so the receiver still sees, and asks for, what is really missing.
//
// It remembers the last changes, so a late number and a receiver's question about an old one both
// find their counterpart. It knows nothing of packets.
class ContinuousNumbers {
 public:
  using Source = std::uint8_t;
  static constexpr Source kNoSource = 0xff;

  struct Origin {
    Source source = kNoSource;
    std::int64_t number = 0;
    friend bool operator==(const Origin&, const Origin&) = default;
  };

  explicit ContinuousNumbers(std::int64_t first_out) : offset_(first_out) {}

  Source source() const { return source_; }
  // The newest number of the current source that was passed on or left out.
  std::int64_t newest_in() const { return newest_in_; }
  // What the next number will be mapped to.
  std::int64_t next_out() const { return newest_in_ + 1 + offset_; }
  std::int64_t newest_out() const { return newest_in_ + offset_; }

  // From now on numbers come from `source`, the first of them `first_in`.
  void start(Source source, std::int64_t first_in);

  // Maps a number that is newer than newest_in() and makes it the newest.
  std::int64_t advance(std::int64_t in) {
    newest_in_ = in;
    return in + offset_;
  }

  // Leaves out a number that is newer than newest_in(): those after it close ranks.
  void skip(std::int64_t in);

  // The counterpart of a number that is not newer than newest_in(), perhaps of an earlier source.
  // None when it lies before the source's start, was left out, or has been forgotten.
  std::optional<std::int64_t> find(Source source, std::int64_t in) const {
    if (source == source_ && in >= first_in_ && in <= newest_in_) return in + offset_;
    return find_in_history(source, in);
  }

  // Where an outgoing number came from.
  std::optional<Origin> origin(std::int64_t out) const;

 private:
  // A power of two: changes remembered. A receiver asks about the last second or two; when every
  // other frame is left out, 64 changes cover two seconds of 30 frames.
  static constexpr std::size_t kHistorySize = 64;

  // in -> in + offset, for first <= in < end.
  struct Segment {
    std::int64_t first = 0;
    std::int64_t end = 0;
    std::int64_t offset = 0;
    Source source = kNoSource;
  };
  struct History {
    std::array<Segment, kHistorySize> segments;
    std::size_t count = 0;  // ever added
  };

  std::optional<std::int64_t> find_in_history(Source source, std::int64_t in) const;
  void remember(const Segment& segment);

  std::int64_t first_in_ = 0;
  std::int64_t newest_in_ = -1;
  std::int64_t offset_;
  std::unique_ptr<History> history_;
  Source source_ = kNoSource;
};

}  // namespace hemicycle::sfu
