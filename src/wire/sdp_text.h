#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>

namespace hemicycle::wire {

// Cuts words off the front of a line of SDP.
class SdpWords {
 public:
  explicit SdpWords(std::string_view line) : rest_(line) {}

  // Up to the next `separator`, which is dropped; everything when there is none.
  std::string_view next(char separator = ' ') {
    std::size_t end = rest_.find(separator);
    std::string_view word = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
    return word;
  }
  std::string_view rest() const { return rest_; }
  bool empty() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

// The whole word as a decimal number, or nothing.
template <std::integral Number>
std::optional<Number> parse_number(std::string_view word) {
  Number number{};
  auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return number;
}

}  // namespace hemicycle::wire
