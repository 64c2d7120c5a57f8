#include "base/text.h"

#include <algorithm>

namespace hemicycle {
namespace {

struct Form {
  unsigned char mask;
  unsigned char lead;
  std::size_t bytes;
  char32_t smallest;
};
constexpr Form kForms[] = {
    {0x80, 0x00, 1, 0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}};

// The bytes of the character that `text` begins with; 0 when it begins with none.
std::size_t character_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto* form = std::ranges::find_if(
      kForms, [&](const Form& candidate) { return (byte(0) & candidate.mask) == candidate.lead; });
  if (form == std::end(kForms) || form->bytes > text.size()) return 0;
  char32_t character = byte(0) & static_cast<unsigned char>(~form->mask);
  for (std::size_t i = 1; i < form->bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    character = character << 6 | (byte(i) & 0x3F);
  }
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  return character < form->smallest || surrogate || character > 0x10FFFF ? 0 : form->bytes;
}

// The end of the string or comment that `toml` begins with, in bytes; 0 when it begins with
// neither.
std::size_t quoted_bytes(std::string_view toml) {
  if (toml[0] == '#') return std::min(toml.find('\n'), toml.size());
  if (toml[0] != '"' && toml[0] != '\'') return 0;
  const bool many_lines = toml.substr(1, 2) == (toml[0] == '"' ? R"("")" : "''");
  const std::string_view quote = toml.substr(0, many_lines ? 3 : 1);
  for (std::size_t i = quote.size(); i < toml.size(); ++i) {
    if (toml[i] == '\\' && quote[0] == '"')
      ++i;
    else if (toml.substr(i).starts_with(quote))
      return i + quote.size();
    else if (toml[i] == '\n' && !many_lines)
      return i;
  }
  return toml.size();
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t bytes = character_bytes(text);
    if (bytes == 0) return false;
    text.remove_prefix(bytes);
  }
  return true;
}

std::optional<std::uint32_t> line_of_stray_character(std::string_view toml) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (toml.starts_with(kByteOrderMark)) toml.remove_prefix(kByteOrderMark.size());
  std::size_t place = 0;
  while (place < toml.size()) {
    if (const std::size_t bytes = quoted_bytes(toml.substr(place)); bytes > 0)
      place += bytes;
    else if (static_cast<unsigned char>(toml[place]) >= 0x80)
      return 1 + std::ranges::count(toml.substr(0, place), '\n');
    else
      ++place;
  }
  return std::nullopt;
}

}  // namespace hemicycle
