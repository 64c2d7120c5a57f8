#include "meeting/rules/settings_values.h"

#include <charconv>
#include <optional>

#include "base/clock_text.h"
#include "meeting/rules/settings.h"

namespace hemicycle::meeting {
namespace {

// A number and what follows it.
struct Number {
  std::uint32_t value = 0;
  std::string_view rest;
};

std::optional<Number> leading_number(std::string_view text) {
  Number number;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number.value);
  if (error != std::errc()) return std::nullopt;
  number.rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace

bool read_value(std::string_view text, std::uint32_t& value) {
  const std::optional<Number> number = leading_number(text);
  if (!number || !number->rest.empty()) return false;
  value = number->value;
  return true;
}

bool read_value(std::string_view text, bool& value) {
  value = text == "true";
  return text == "true" || text == "false";
}

bool read_value(std::string_view text, Millis& value) {
  if (const auto clock = parse_clock(text)) {
    value = *clock;
    return is_sane(value);
  }
  // The form of earlier versions, which their journals keep.
  const std::optional<Number> number = leading_number(text);
  if (!number) return false;
  const std::int64_t count = number->value;
  if (number->rest == "ms") {
    value = Millis(count);
  } else if (number->rest == "s") {
    value = std::chrono::seconds(count);
  } else if (number->rest == "m") {
    value = std::chrono::minutes(count);
  } else if (number->rest == "h") {
    value = std::chrono::hours(count);
  } else {
    return false;
  }
  return is_sane(value);
}

bool read_value(std::string_view text, Threshold& value) {
  value = Threshold{};
  if (text == "none") return true;
  if (!text.starts_with('>')) return false;
  value.more_than = !text.starts_with(">=");
  text.remove_prefix(value.more_than ? 1 : 2);
  const std::optional<Number> numerator = leading_number(text);
  if (!numerator || !numerator->rest.starts_with('/')) return false;
  value.numerator = numerator->value;
  return read_value(numerator->rest.substr(1), value.denominator) && value.denominator > 0;
}

}  // namespace hemicycle::meeting
