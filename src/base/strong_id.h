#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace hemicycle {

// A number that means one thing only: StrongId<struct PeerTag, uint32_t> cannot be passed where a
// track is expected. Zero-initialised by default; compares and hashes like its number.
template <typename Tag, typename Number = std::uint64_t>
class StrongId {
 public:
  using NumberType = Number;

  constexpr StrongId() = default;
  constexpr explicit StrongId(Number number) : number_(number) {}

  constexpr Number value() const { return number_; }
  friend constexpr auto operator<=>(StrongId, StrongId) = default;

 private:
  Number number_ = 0;
};

}  // namespace hemicycle

template <typename Tag, typename Number>
struct std::hash<hemicycle::StrongId<Tag, Number>> {
  std::size_t operator()(hemicycle::StrongId<Tag, Number> id) const noexcept {
    return std::hash<Number>{}(id.value());
  }
};
