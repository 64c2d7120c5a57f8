#pragma once

#include <compare>
#include <cstdint>
#include <functional>

#include "base/strong_id.h"

namespace hemicycle::wire {

enum class MediaKind : std::uint8_t { kAudio, kVideo };

// Who sends: a synchronisation source (RFC 3550, 3).
using Ssrc = StrongId<struct SsrcTag, std::uint32_t>;

// 7 bits; which codec it stands for is negotiated for each section.
using PayloadType = StrongId<struct PayloadTypeTag, std::uint8_t>;

// A number of `Number`'s width that wraps around. Of two values the newer is the one that lies less
// than half the circle ahead, so `<` is an order only among values that are near each other: do
// not key a map with it, unwrap it first.
template <typename Tag, typename Number, typename Signed>
class WrappingNumber {
 public:
  constexpr WrappingNumber() = default;
  constexpr explicit WrappingNumber(Number value) : value_(value) {}

  constexpr Number value() const { return value_; }

  // Steps forward from `from` to `to`; negative when `to` is older.
  static constexpr Signed distance(WrappingNumber from, WrappingNumber to) {
    return static_cast<Signed>(static_cast<Number>(to.value_ - from.value_));
  }
  constexpr bool is_newer_than(WrappingNumber other) const { return distance(other, *this) > 0; }
  constexpr WrappingNumber next() const { return *this + 1; }

  friend constexpr WrappingNumber operator+(WrappingNumber number, Signed steps) {
    return WrappingNumber(static_cast<Number>(number.value_ + static_cast<Number>(steps)));
  }
  friend constexpr WrappingNumber operator-(WrappingNumber number, Signed steps) {
    return WrappingNumber(static_cast<Number>(number.value_ - static_cast<Number>(steps)));
  }
  friend constexpr Signed operator-(WrappingNumber to, WrappingNumber from) {
    return distance(from, to);
  }
  friend constexpr bool operator==(WrappingNumber, WrappingNumber) = default;
  friend constexpr bool operator<(WrappingNumber a, WrappingNumber b) { return b.is_newer_than(a); }
  friend constexpr bool operator>(WrappingNumber a, WrappingNumber b) { return a.is_newer_than(b); }

 private:
  Number value_ = 0;
};

// How many there are; unwrapped numbers that begin there stay positive.
constexpr std::int64_t kSequenceNumbers = std::int64_t{1} << 16;
using SequenceNumber = WrappingNumber<struct SequenceNumberTag, std::uint16_t, std::int16_t>;
// In ticks of the codec's clock, from a random start.
using RtpTimestamp = WrappingNumber<struct RtpTimestampTag, std::uint32_t, std::int32_t>;

// Turns wrapping numbers into ones that only grow, by taking each as the one nearest to the newest
// seen. The first is taken as itself plus one full circle, so that older ones stay positive.
template <typename Wrapping, typename Number>
class Unwrapper {
 public:
  std::int64_t unwrap(Wrapping number) {
    std::int64_t unwrapped = peek(number);
    if (!started_ || unwrapped > newest_) newest_ = unwrapped;
    started_ = true;
    return unwrapped;
  }
  // The same, without taking note of it.
  std::int64_t peek(Wrapping number) const {
    if (!started_) return kCircle + number.value();
    return newest_ + Wrapping::distance(Wrapping(static_cast<Number>(newest_)), number);
  }
  bool started() const { return started_; }
  // The newest number so far; meaningless before the first.
  std::int64_t newest() const { return newest_; }

 private:
  static constexpr std::int64_t kCircle = std::int64_t{1} << (8 * sizeof(Number));
  std::int64_t newest_ = 0;
  bool started_ = false;
};

using SequenceUnwrapper = Unwrapper<SequenceNumber, std::uint16_t>;
using TimestampUnwrapper = Unwrapper<RtpTimestamp, std::uint32_t>;

// The wrapping form of an unwrapped number.
constexpr SequenceNumber wrap_sequence(std::int64_t unwrapped) {
  return SequenceNumber(static_cast<std::uint16_t>(unwrapped));
}

}  // namespace hemicycle::wire

template <typename Tag, typename Number, typename Signed>
struct std::hash<hemicycle::wire::WrappingNumber<Tag, Number, Signed>> {
  std::size_t operator()(
      hemicycle::wire::WrappingNumber<Tag, Number, Signed> number) const noexcept {
    return std::hash<Number>{}(number.value());
  }
};
