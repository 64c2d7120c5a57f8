#include "base/clock_text.h"

#include <algorithm>
#include <cstdio>

namespace hemicycle {
namespace {

constexpr std::size_t kDigitsMax = 4;

std::optional<unsigned> parse_part(std::string_view digits) {
  if (digits.empty() || digits.size() > kDigitsMax) return std::nullopt;
  unsigned number = 0;
  for (char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(digit - '0');
  }
  return number;
}

}  // namespace

std::string clock_text(std::chrono::milliseconds duration) {
  const long long seconds = duration.count() / 1000;
  const long long hours = seconds / 3600;
  char text[32];
  if (hours == 0)
    std::snprintf(text, sizeof text, "%lld:%02lld", seconds / 60, seconds % 60);
  else
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", hours, seconds / 60 % 60, seconds % 60);
  return text;
}

std::optional<std::chrono::seconds> parse_clock(std::string_view text) {
  std::chrono::seconds total{0};
  std::size_t parts = 0;
  for (;; ++parts) {
    if (parts == 3) return std::nullopt;
    const std::size_t colon = text.find(':');
    const std::string_view digits = text.substr(0, colon);
    const std::optional<unsigned> part = parse_part(digits);
    if (!part || (parts > 0 && (digits.size() != 2 || *part > 59))) return std::nullopt;
    total = total * 60 + std::chrono::seconds(*part);
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
  }
  return parts == 1 || parts == 2 ? std::optional(total) : std::nullopt;
}

std::optional<std::chrono::seconds> parse_time_of_day(std::string_view text) {
  const std::optional<std::chrono::seconds> clock = parse_clock(text);
  if (!clock) return std::nullopt;
  const bool with_seconds = std::count(text.begin(), text.end(), ':') == 2;
  const std::chrono::seconds time = with_seconds ? *clock : *clock * 60;
  return time < std::chrono::hours(24) ? std::optional(time) : std::nullopt;
}

}  // namespace hemicycle
