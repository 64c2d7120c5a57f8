#pragma once

#include <array>
#include <optional>

#include "base/time.h"
#include "wire/rtcp.h"

namespace hemicycle::congestion {

// Tells a sender which of its transport-wide numbered packets arrived, and when, so that it can
// find how much the path bears (draft-holmer-rmcat-transport-wide-cc-extensions-01). One for each
// peer that sends to us, over all its streams. What to conclude is the sender's business.
class FeedbackGenerator {
 public:
  static constexpr Duration kInterval = std::chrono::milliseconds(100);
  // At high rates feedback goes earlier, or it would come in lumps.
  static constexpr std::int64_t kPacketsPerFeedbackMax = 128;
  // A number that arrives after its feedback left is reported again, if it is not older than this.
  static constexpr std::int64_t kLateMax = 512;

  // `sender` is our own source; `media` may be any of the peer's.
  FeedbackGenerator(wire::Ssrc sender, wire::Ssrc media) : sender_(sender), media_(media) {}

  void handle_packet(wire::SequenceNumber transport_sequence, Instant now);

  // The next feedback that is due; call until there is none.
  std::optional<wire::TransportFeedback> poll(Instant now);
  Instant next_deadline() const { return due_; }

 private:
  static constexpr std::size_t kWindow = 2048;  // a power of two

  bool pending() const { return started_ && next_ <= newest_; }
  std::optional<Instant>& slot(std::int64_t sequence) {
    return arrivals_[static_cast<std::uint64_t>(sequence) % kWindow];
  }
  void start(std::int64_t sequence);
  void make_room_until(std::int64_t sequence);
  wire::TransportFeedback next_feedback();

  wire::Ssrc sender_;
  wire::Ssrc media_;
  std::array<std::optional<Instant>, kWindow>
      arrivals_{};  // by number, of (newest - window, newest]
  wire::SequenceUnwrapper unwrapper_;
  std::int64_t newest_ = 0;
  std::int64_t next_ = 0;  // first number of the next feedback
  Instant due_ = kNever;
  std::uint8_t feedback_count_ = 0;
  bool started_ = false;
};

}  // namespace hemicycle::congestion
