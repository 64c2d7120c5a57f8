#include "sfu/nack_generator.h"

#include <algorithm>

namespace hemicycle::sfu {

NackGenerator::Verdict NackGenerator::handle_packet(std::int64_t sequence, Instant now) {
  if (!started_) {
    started_ = true;
    newest_ = oldest_ = sequence;
    return Verdict::kInOrder;
  }
  if (sequence <= newest_) {
    note_late(sequence, now);
    return Verdict::kLate;
  }
  bool bearable = note_gap(newest_ + 1, sequence, now);
  newest_ = sequence;
  return bearable ? Verdict::kInOrder : Verdict::kGaveUp;
}

void NackGenerator::note_late(std::int64_t sequence, Instant now) {
  if (sequence < oldest_) {  // the stream began before its first packet came
    note_gap(sequence + 1, oldest_, now);
    oldest_ = sequence;
    return;
  }
  auto found = std::ranges::lower_bound(missing_, sequence, {}, &Missing::sequence);
  if (found != missing_.end() && found->sequence == sequence) missing_.erase(found);
}

// [from, to) did not arrive; false when that is too much to ask for.
bool NackGenerator::note_gap(std::int64_t from, std::int64_t to, Instant now) {
  auto gap = static_cast<std::size_t>(to - from);
  const std::size_t excess = gap + missing_.size() - std::min(kMissingMax, gap + missing_.size());
  // Where nothing of it can be kept, a keyframe comes sooner than what came before.
  const std::size_t forgotten =
      gap > kMissingMax ? missing_.size() : std::min(excess, missing_.size());
  missing_.erase(missing_.begin(), missing_.begin() + static_cast<std::ptrdiff_t>(forgotten));
  abandoned_ += forgotten;
  if (gap > kMissingMax) {
    abandoned_ += gap;
    return false;
  }
  auto place = std::ranges::lower_bound(missing_, from, {}, &Missing::sequence);
  place = missing_.insert(place, gap, {0, now, now + kReorderingGuard, 0});
  for (std::int64_t sequence = from; sequence < to; ++sequence) (place++)->sequence = sequence;
  return excess == 0;
}

void NackGenerator::drop_hopeless(Instant now) {
  abandoned_ += std::erase_if(missing_, [now](const Missing& missing) {
    return missing.tries >= kTriesMax || now - missing.noticed > kAgeMax;
  });
}

void NackGenerator::poll(Instant now, std::vector<std::int64_t>& due) {
  if (missing_.empty()) return;
  drop_hopeless(now);
  // An answer takes a round trip; asking again before that only doubles the load on a lossy path.
  Duration spacing = std::max(kSpacingMin, round_trip_ + round_trip_ / 8);
  for (Missing& missing : missing_) {
    if (missing.ask_at > now) continue;
    due.push_back(missing.sequence);
    ++missing.tries;
    missing.ask_at = now + spacing;
  }
}

Instant NackGenerator::next_deadline() const {
  Instant earliest = kNever;
  for (const Missing& missing : missing_) earliest = std::min(earliest, missing.ask_at);
  return earliest;
}

void NackGenerator::reset() {
  missing_.clear();
  started_ = false;
}

}  // namespace hemicycle::sfu
