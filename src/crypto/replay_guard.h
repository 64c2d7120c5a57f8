#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "crypto/replay_window.h"
#include "crypto/ssrc_table.h"

namespace hemicycle::crypto {

// Which packets of which sources one key has received. A source that makes room for others leaves
// its highest index behind: under the same key nothing at or below it is ever taken again. So a
// session may use many more sources one after another than at once.
class ReplayGuard {
 public:
  // With windows of their own; more than any browser has at once.
  static constexpr std::size_t kActiveMax = 256;
  // Ever: 680 times three layers with their retransmissions. Then it takes another key.
  static constexpr std::size_t kSourcesMax = 4096;

  struct Source {
    ReplayWindow window;
    std::uint64_t used = 0;  // by which packet last
  };
  // What is known of a source, until the next accept().
  struct Seen {
    Source* source = nullptr;              // null: without a window
    std::optional<std::uint64_t> highest;  // none: a new source

    bool is_new(std::uint64_t index) const {
      return source != nullptr ? source->window.is_new(index) : !highest || index > *highest;
    }
  };
  Seen find(std::uint32_t ssrc) {
    if (Source* source = active_.find(ssrc)) return {source, source->window.highest()};
    const std::uint64_t* last = retired_.find(ssrc);
    return {nullptr, last == nullptr ? std::nullopt : std::optional(*last)};
  }
  // For one source more.
  bool is_full() const { return retired_.size() + active_.size() >= kSourcesMax; }

  // Only after the packet has proved authentic.
  void accept(std::uint32_t ssrc, const Seen& seen, std::uint64_t index) {
    Source& source = seen.source != nullptr ? *seen.source : activate(ssrc);
    source.used = ++packets_;
    source.window.accept(index);
  }

 private:
  Source& activate(std::uint32_t ssrc) {
    if (active_.size() >= kActiveMax) retire_half();
    Source& source = active_.obtain(ssrc);
    if (const std::uint64_t* last = retired_.find(ssrc)) source.window.start_after(*last);
    return source;
  }

  void retire_half() {
    std::vector<std::uint64_t> uses;
    active_.for_each([&](std::uint32_t, const Source& source) { uses.push_back(source.used); });
    const auto middle = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 2);
    std::nth_element(uses.begin(), middle, uses.end());
    active_.retain([&](std::uint32_t ssrc, const Source& source) {
      if (source.used >= *middle) return true;
      retired_.obtain(ssrc) = source.window.highest();
      return false;
    });
  }

  SsrcTable<Source> active_;
  SsrcTable<std::uint64_t> retired_;  // their highest indices; those that came back stay
  std::uint64_t packets_ = 0;
};

}  // namespace hemicycle::crypto
