#pragma once

#include <algorithm>
#include <cstdint>

#include "base/time.h"

namespace hemicycle::sfu {

// Who wants a keyframe: somebody who has just come to want one, or those who still wait.
enum class KeyframeNeed : std::uint8_t { kNew, kStill };

// Decides when to ask the publisher of one layer for a keyframe. Many receivers may want one at
// once: they get one request, not closer than kSpacingMin to the last, repeated until a keyframe
// comes: ever more slowly, but for a newcomer as from the beginning.
class KeyframeRequester {
 public:
  // A keyframe is dear: about three a second is what a room full of joiners may cost the publisher.
  static constexpr Duration kSpacingMin = std::chrono::milliseconds(300);
  static constexpr Duration kRetryFirst = std::chrono::milliseconds(500);
  static constexpr Duration kRetryMax = std::chrono::seconds(4);

  void request(Instant now, KeyframeNeed need) {
    if (wanted_ && need == KeyframeNeed::kStill) return;
    retry_ = kRetryFirst;
    // What was asked for a moment ago will do for the newcomer.
    if (wanted_) {
      ask_at_ = std::min(ask_at_, asked_ ? std::max(now, last_asked_ + kRetryFirst) : now);
      return;
    }
    wanted_ = true;
    ask_at_ = asked_ ? std::max(now, last_asked_ + kSpacingMin) : now;
  }

  // A keyframe began: whoever waited can go on.
  void handle_keyframe() { wanted_ = false; }

  // True when a request is to be sent now.
  bool poll(Instant now) {
    if (!wanted_ || now < ask_at_) return false;
    last_asked_ = now;
    asked_ = true;
    ask_at_ = now + retry_;
    retry_ = std::min(2 * retry_, kRetryMax);
    return true;
  }
  Instant next_deadline() const { return wanted_ ? ask_at_ : kNever; }
  bool wanted() const { return wanted_; }

 private:
  Instant ask_at_ = kNever;
  Instant last_asked_;
  Duration retry_ = kRetryFirst;
  bool wanted_ = false;
  bool asked_ = false;
};

}  // namespace hemicycle::sfu
