#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace hemicycle::crypto {

// State for each SSRC of a session: open addressing, at most half full, never shrinking. It
// allocates only when a new SSRC makes it grow.
template <typename State>
class SsrcTable {
 public:
  std::size_t size() const { return size_; }

  // Null when the SSRC is unknown.
  State* find(std::uint32_t ssrc) {
    if (slots_.empty()) return nullptr;
    Slot& slot = slot_of(ssrc);
    return slot.used ? &slot.state : nullptr;
  }

  // Where the search for an SSRC begins, and mostly ends.
  const void* place(std::uint32_t ssrc) const {
    return slots_.empty() ? nullptr : &slots_[first_place(ssrc)];
  }

  // The state of the SSRC, made if need be. Pointers from before may dangle.
  State& obtain(std::uint32_t ssrc) {
    if (State* known = find(ssrc)) return *known;
    if (2 * (size_ + 1) > slots_.size()) grow();
    Slot& slot = slot_of(ssrc);
    slot.ssrc = ssrc;
    slot.used = true;
    ++size_;
    return slot.state;
  }

  template <typename Visit>
  void for_each(Visit visit) const {
    for (const Slot& slot : slots_)
      if (slot.used) visit(slot.ssrc, slot.state);
  }

  // Forgets those for which `keep(ssrc, state)` is false. Pointers from before dangle.
  template <typename Keep>
  void retain(Keep keep) {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size()));
    size_ = 0;
    for (Slot& slot : old)
      if (slot.used && keep(slot.ssrc, slot.state)) obtain(slot.ssrc) = std::move(slot.state);
  }

 private:
  struct Slot {
    State state{};
    std::uint32_t ssrc = 0;
    bool used = false;
  };

  std::size_t first_place(std::uint32_t ssrc) const {
    return (ssrc * 0x9e3779b1u >> 7) & (slots_.size() - 1);
  }

  Slot& slot_of(std::uint32_t ssrc) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = first_place(ssrc);
    while (slots_[place].used && slots_[place].ssrc != ssrc) place = (place + 1) & mask;
    return slots_[place];
  }

  void grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_ = std::vector<Slot>(old.empty() ? 4 : 2 * old.size());
    for (Slot& slot : old)
      if (slot.used) slot_of(slot.ssrc) = std::move(slot);
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace hemicycle::crypto
