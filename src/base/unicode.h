#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace hemicycle {

// Text as people read it, by ICU. Every `text` here is UTF-8; what is not counts as U+FFFD.

// Normalization Form C (UAX #15): the same letters are the same bytes, however they were typed.
bool is_nfc(std::string_view text);
std::string nfc(std::string_view text);

// What of a name a reader can see: without case, invisible characters, compatibility forms (NFKC
// casefold, UAX #44) and superfluous space. Two names with one appearance cannot be told apart.
std::string appearance(std::string_view name);

// Space of any kind at either end.
bool is_padded(std::string_view text);
// Control characters other than line feed, carriage return and tab; noncharacters; bidirectional
// overrides that nothing ends (UAX #9), which would turn the words that follow.
bool has_unshowable(std::string_view text);

// The alphabetical order of a language, a BCP 47 tag (CLDR's rules; the root order for one that is
// not known): in Vietnamese Đ is a letter after D, in English it stands among the Ds.
class Collation {
 public:
  explicit Collation(const std::string& language);
  ~Collation();
  Collation(Collation&&) noexcept;
  Collation& operator=(Collation&&) noexcept;

  // Bytes whose order is the order of the names.
  std::string key(std::string_view name) const;

 private:
  struct Order;
  std::unique_ptr<Order> order_;
};

}  // namespace hemicycle
