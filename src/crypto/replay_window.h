#pragma once

#include <array>
#include <cstdint>

namespace hemicycle::crypto {

// Tells packet indices seen before from new ones (RFC 3711, 3.3.2). The window is wide enough for a
// late retransmission at some thousand packets a second; older than that counts as seen.
class ReplayWindow {
 public:
  static constexpr std::uint64_t kSize = 1024;

  bool started() const { return started_; }
  std::uint64_t highest() const { return highest_; }

  bool is_new(std::uint64_t index) const {
    if (!started_ || index > highest_) return true;
    return highest_ - index < kSize && !bit(index);
  }

  // Everything up to `index` counts as seen.
  void start_after(std::uint64_t index) {
    started_ = true;
    highest_ = index;
    words_.fill(~std::uint64_t{0});
  }

  // Only after the packet has proved authentic.
  void accept(std::uint64_t index) {
    if (!started_) {
      started_ = true;
      highest_ = index;
    } else if (index > highest_) {
      advance_to(index);
    }
    words_[index / 64 % kWords] |= mask(index);
  }

 private:
  static constexpr std::uint64_t kWords = kSize / 64;

  static std::uint64_t mask(std::uint64_t index) { return std::uint64_t{1} << index % 64; }
  bool bit(std::uint64_t index) const { return words_[index / 64 % kWords] & mask(index); }

  void advance_to(std::uint64_t index) {
    if (index - highest_ >= kSize) {
      words_.fill(0);
    } else {
      for (std::uint64_t skipped = highest_ + 1; skipped <= index; ++skipped)
        words_[skipped / 64 % kWords] &= ~mask(skipped);
    }
    highest_ = index;
  }

  std::array<std::uint64_t, kWords> words_{};
  std::uint64_t highest_ = 0;
  bool started_ = false;
};

}  // namespace hemicycle::crypto
