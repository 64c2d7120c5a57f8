#include "sfu/continuous_numbers.h"

#include <algorithm>

namespace hemicycle::sfu {

void ContinuousNumbers::start(Source source, std::int64_t first_in) {
  remember({first_in_, newest_in_ + 1, offset_, source_});
  offset_ = next_out() - first_in;
  source_ = source;
  first_in_ = first_in;
  newest_in_ = first_in - 1;
}

void ContinuousNumbers::skip(std::int64_t in) {
  remember({first_in_, in, offset_, source_});
  first_in_ = in + 1;
  newest_in_ = in;
  --offset_;
}

void ContinuousNumbers::remember(const Segment& segment) {
  if (segment.first >= segment.end) return;
  if (!history_) history_ = std::make_unique<History>();
  history_->segments[history_->count++ % kHistorySize] = segment;
}

std::optional<std::int64_t> ContinuousNumbers::find_in_history(Source source,
                                                               std::int64_t in) const {
  if (!history_) return std::nullopt;
  std::size_t kept = std::min(history_->count, kHistorySize);
  for (std::size_t back = 1; back <= kept; ++back) {
    const Segment& segment = history_->segments[(history_->count - back) % kHistorySize];
    if (segment.source == source && in >= segment.first && in < segment.end)
      return in + segment.offset;
  }
  return std::nullopt;
}

std::optional<ContinuousNumbers::Origin> ContinuousNumbers::origin(std::int64_t out) const {
  std::int64_t in = out - offset_;
  if (in >= first_in_ && in <= newest_in_) return Origin{source_, in};
  if (!history_) return std::nullopt;
  std::size_t kept = std::min(history_->count, kHistorySize);
  for (std::size_t back = 1; back <= kept; ++back) {
    const Segment& segment = history_->segments[(history_->count - back) % kHistorySize];
    std::int64_t candidate = out - segment.offset;
    if (candidate >= segment.first && candidate < segment.end)
      return Origin{segment.source, candidate};
  }
  return std::nullopt;
}

}  // namespace hemicycle::sfu
