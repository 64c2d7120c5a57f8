#include "sfu/receive_stream.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace hemicycle::sfu {

std::optional<ReceiveStream::Accepted> ReceiveStream::handle_packet(wire::SequenceNumber sequence,
                                                                    wire::RtpTimestamp timestamp,
                                                                    Via via, Instant now) {
  if (state_ != State::kReceiving && via == Via::kRetransmission) return std::nullopt;  // of what?
  if (state_ == State::kFresh) {
    newest_ = wire::kSequenceNumbers + sequence.value();
    first_ = newest_ - kReorderedStartMax;
  }
  std::int64_t number = newest_ + (sequence - wire::wrap_sequence(newest_));
  bool leaps = std::abs(number - newest_) > kLeapMax;
  if (leaps && (via == Via::kRetransmission || !confirms_leap(sequence))) return std::nullopt;
  if (!leaps) leap_continues_at_.reset();
  bool restarted = leaps || state_ == State::kSourceChanged;
  if (restarted) {
    restart(sequence);
    number = newest_;
  }
  state_ = State::kReceiving;
  if (via == Via::kMedia) statistics_.handle_packet(number, timestamp, now);
  if (number < first_ || !note_seen(number)) {
    ++duplicates_;
    return std::nullopt;
  }
  if (via == Via::kRetransmission) ++recovered_;
  bool too_much_missing =
      nack_ && missing_.handle_packet(number, now) == NackGenerator::Verdict::kGaveUp;
  return Accepted{number, restarted, too_much_missing};
}

void ReceiveStream::change_ssrc(wire::Ssrc ssrc) {
  ssrc_ = ssrc;
  if (state_ == State::kReceiving) state_ = State::kSourceChanged;
  statistics_ = ReceiveStatistics(ssrc, clock_rate_);
}

// A single stray number changes nothing; a second that follows it does.
bool ReceiveStream::confirms_leap(wire::SequenceNumber sequence) {
  bool confirmed = leap_continues_at_ == sequence;
  leap_continues_at_ = sequence.next();
  return confirmed;
}

// The old stream ends at newest_; the new one begins at the next number that looks like this.
void ReceiveStream::restart(wire::SequenceNumber sequence) {
  std::int64_t number = newest_ + (sequence - wire::wrap_sequence(newest_));
  if (number <= newest_) number += wire::kSequenceNumbers;
  first_ = newest_ = number;
  seen_.fill(0);
  missing_.reset();
  statistics_ = ReceiveStatistics(ssrc_, clock_rate_);
  leap_continues_at_.reset();
}

// False when it was seen before, or so long ago that we do not know.
bool ReceiveStream::note_seen(std::int64_t number) {
  if (number <= newest_ - kSeenWindow) return false;
  auto bit = [this](std::int64_t at) -> std::pair<std::uint64_t&, std::uint64_t> {
    auto index = static_cast<std::uint64_t>(at % kSeenWindow);
    return {seen_[index / 64], std::uint64_t{1} << (index % 64)};
  };
  if (number - newest_ >= kSeenWindow)
    seen_.fill(0);
  else
    for (std::int64_t between = newest_ + 1; between <= number; ++between) {
      auto [word, mask] = bit(between);
      word &= ~mask;
    }
  newest_ = std::max(newest_, number);
  auto [word, mask] = bit(number);
  bool seen = (word & mask) != 0;
  word |= mask;
  return !seen;
}

void ReceiveStream::poll_missing(Instant now, std::vector<wire::SequenceNumber>& due) {
  if (!nack_) return;
  due_.clear();
  missing_.poll(now, due_);
  for (std::int64_t number : due_) due.push_back(wire::wrap_sequence(number));
}

}  // namespace hemicycle::sfu
