#include "storage/journal_entry.h"

#include <chrono>
#include <cstdio>

namespace hemicycle::storage {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

// Reads fixed-width decimal fields between fixed separators.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text) {}

  int number(std::size_t digits) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      char digit = next();
      ok_ = ok_ && digit >= '0' && digit <= '9';
      value = value * 10 + (digit - '0');
    }
    return ok_ ? value : 0;
  }
  void expect(char separator) { ok_ = next() == separator && ok_; }
  bool complete() const { return ok_ && position_ == text_.size(); }

 private:
  char next() {
    ok_ = ok_ && position_ < text_.size();
    return ok_ ? text_[position_++] : '\0';
  }

  std::string_view text_;
  std::size_t position_ = 0;
  bool ok_ = true;
};

}  // namespace

std::string Digest::hex() const {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::uint8_t byte : bytes) {
    text += kHexDigits[byte >> 4];
    text += kHexDigits[byte & 15];
  }
  return text;
}

std::optional<Digest> Digest::parse(std::string_view text) {
  Digest digest;
  if (text.size() != digest.bytes.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t value = kHexDigits.find(text[i]);
    if (value == std::string_view::npos) return std::nullopt;
    std::uint8_t& byte = digest.bytes[i / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | value);
  }
  return digest;
}

std::string format_time(WallTime time) {
  auto day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss clock(time - day);
  char text[48];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

std::optional<WallTime> parse_time(std::string_view text) {
  FieldReader fields(text);
  int year = fields.number(4);
  fields.expect('-');
  int month = fields.number(2);
  fields.expect('-');
  int day = fields.number(2);
  fields.expect('T');
  int hours = fields.number(2);
  fields.expect(':');
  int minutes = fields.number(2);
  fields.expect(':');
  int seconds = fields.number(2);
  fields.expect('.');
  int microseconds = fields.number(6);
  fields.expect('Z');
  std::chrono::year_month_day date{std::chrono::year(year),
                                   std::chrono::month(static_cast<unsigned>(month)),
                                   std::chrono::day(static_cast<unsigned>(day))};
  if (!fields.complete() || !date.ok() || hours > 23 || minutes > 59 || seconds > 59)
    return std::nullopt;
  return WallTime(std::chrono::sys_days(date)) + std::chrono::hours(hours) +
         std::chrono::minutes(minutes) + std::chrono::seconds(seconds) +
         std::chrono::microseconds(microseconds);
}

}  // namespace hemicycle::storage
