#include "congestion/feedback_generator.h"

#include <algorithm>
#include <limits>

namespace hemicycle::congestion {
namespace {

using wire::kTransportFeedbackDeltaUnit;
using wire::kTransportFeedbackTimeUnit;

// Arrival times as the wire counts them: quarters of a millisecond.
std::int64_t to_delta_units(Instant instant) {
  return instant.time_since_epoch() / Duration(kTransportFeedbackDeltaUnit);
}

constexpr std::int64_t kDeltasPerReference =
    kTransportFeedbackTimeUnit /
    std::chrono::duration_cast<std::chrono::microseconds>(kTransportFeedbackDeltaUnit);

bool fits(std::int64_t delta) {
  return delta >= std::numeric_limits<std::int16_t>::min() &&
         delta <= std::numeric_limits<std::int16_t>::max();
}

}  // namespace

void FeedbackGenerator::start(std::int64_t sequence) {
  arrivals_.fill(std::nullopt);
  newest_ = sequence;
  next_ = sequence;
  started_ = true;
}

// Forgets what the numbers up to `sequence` will overwrite.
void FeedbackGenerator::make_room_until(std::int64_t sequence) {
  for (std::int64_t number = newest_ + 1; number <= sequence; ++number) slot(number).reset();
  newest_ = sequence;
  next_ = std::max(next_, newest_ - static_cast<std::int64_t>(kWindow) + 1);
}

void FeedbackGenerator::handle_packet(wire::SequenceNumber transport_sequence, Instant now) {
  std::int64_t sequence = unwrapper_.unwrap(transport_sequence);
  if (!started_ || sequence - newest_ >= static_cast<std::int64_t>(kWindow)) start(sequence);
  if (sequence <= newest_ - kLateMax) return;
  if (sequence > newest_) make_room_until(sequence);
  if (slot(sequence)) return;
  slot(sequence) = now;
  next_ = std::min(next_, sequence);
  Instant due = newest_ - next_ + 1 >= kPacketsPerFeedbackMax ? now : now + kInterval;
  due_ = std::min(due_, due);
}

std::optional<wire::TransportFeedback> FeedbackGenerator::poll(Instant now) {
  if (now < due_) return std::nullopt;
  if (!pending()) {
    due_ = kNever;
    return std::nullopt;
  }
  return next_feedback();
}

// The draft counts the first delta from the reference time and each other from the arrival before
// it, rounded: the rounded sum is kept, so that errors do not add up.
wire::TransportFeedback FeedbackGenerator::next_feedback() {
  std::int64_t first_arrived = next_;
  while (!slot(first_arrived)) ++first_arrived;  // the newest did arrive
  // Losses before it are told as well, unless there is nothing else to tell for long.
  if (first_arrived - next_ >= kPacketsPerFeedbackMax) next_ = first_arrived;
  std::int64_t last = to_delta_units(*slot(first_arrived));
  std::int64_t reference = last / kDeltasPerReference;
  last = reference * kDeltasPerReference;

  wire::TransportFeedback feedback;
  feedback.sender = sender_;
  feedback.media = media_;
  feedback.base_sequence = wire::wrap_sequence(next_);
  feedback.reference_time = static_cast<std::uint32_t>(reference & 0xffffff);
  feedback.feedback_count = feedback_count_++;
  for (; pending() && feedback.statuses.size() < std::size_t{2 * kPacketsPerFeedbackMax}; ++next_) {
    const std::optional<Instant>& arrival = slot(next_);
    if (!arrival) {
      feedback.statuses.emplace_back();
      continue;
    }
    std::int64_t delta = to_delta_units(*arrival) - last;
    if (!fits(delta)) break;  // too far apart for one feedback: the next has its own reference
    feedback.statuses.emplace_back(static_cast<std::int16_t>(delta));
    last += delta;
  }
  return feedback;
}

}  // namespace hemicycle::congestion
