#include "base/unicode.h"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/bug.h"

namespace hemicycle {
namespace {

icu::UnicodeString decoded(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string encoded(const icu::UnicodeString& text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return bytes;
}

bool is_ascii(std::string_view text) {
  for (char byte : text)
    if (static_cast<unsigned char>(byte) >= 0x80) return false;
  return true;
}

const icu::Normalizer2& nfc_normalizer() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  BUG_IF(U_FAILURE(status));  // its data is part of the library
  return *normalizer;
}

// Explicit embeddings and overrides, and what ends them (UAX #9, 2.1 to 2.4).
bool opens_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E && c != 0x202C) || (c >= 0x2066 && c <= 0x2068);
}
bool ends_direction(char32_t c) {
  return c == 0x202C || c == 0x2069;
}

}  // namespace

bool is_nfc(std::string_view text) {
  if (is_ascii(text)) return true;
  UErrorCode status = U_ZERO_ERROR;
  const bool normal = nfc_normalizer().isNormalizedUTF8(
      {text.data(), static_cast<std::int32_t>(text.size())}, status);
  return U_SUCCESS(status) && normal;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString normal = nfc_normalizer().normalize(decoded(text), status);
  BUG_IF(U_FAILURE(status));
  return encoded(normal);
}

std::string appearance(std::string_view name) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  BUG_IF(U_FAILURE(status));
  const icu::UnicodeString folded = folding->normalize(decoded(name), status);
  BUG_IF(U_FAILURE(status));
  icu::UnicodeString seen;
  bool space = false;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if (u_isUWhiteSpace(c)) {
      space = true;
      continue;
    }
    if (u_charType(c) == U_FORMAT_CHAR || u_charType(c) == U_CONTROL_CHAR) continue;
    if (space && !seen.isEmpty()) seen.append(UChar(' '));
    space = false;
    seen.append(c);
  }
  return encoded(seen);
}

bool is_padded(std::string_view text) {
  const icu::UnicodeString decoded_text = decoded(text);
  if (decoded_text.isEmpty()) return false;
  return u_isUWhiteSpace(decoded_text.char32At(0)) ||
         u_isUWhiteSpace(decoded_text.char32At(decoded_text.length() - 1));
}

bool has_unshowable(std::string_view text) {
  if (is_ascii(text)) {
    for (char c : text)
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t') ||
          c == 0x7F)
        return true;
    return false;
  }
  const icu::UnicodeString characters = decoded(text);
  int open = 0;
  for (std::int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
    const UChar32 c = characters.char32At(i);
    const bool line = c == '\n' || c == '\r' || c == '\t';
    if ((u_charType(c) == U_CONTROL_CHAR && !line) || U_IS_UNICODE_NONCHAR(c)) return true;
    if (opens_direction(static_cast<char32_t>(c))) ++open;
    if (ends_direction(static_cast<char32_t>(c))) --open;
  }
  return open > 0;
}

struct Collation::Order {
  std::unique_ptr<icu::Collator> collator;
};

Collation::Collation(const std::string& language) : order_(std::make_unique<Order>()) {
  UErrorCode status = U_ZERO_ERROR;
  order_->collator.reset(
      icu::Collator::createInstance(icu::Locale::forLanguageTag(language, status), status));
  if (U_FAILURE(status)) {
    status = U_ZERO_ERROR;
    order_->collator.reset(icu::Collator::createInstance(icu::Locale::getRoot(), status));
  }
  BUG_IF(U_FAILURE(status));
}
Collation::~Collation() = default;
Collation::Collation(Collation&&) noexcept = default;
Collation& Collation::operator=(Collation&&) noexcept = default;

std::string Collation::key(std::string_view name) const {
  const icu::UnicodeString decoded_name = decoded(name);
  std::string key(64, '\0');
  for (;;) {
    const std::int32_t bytes =
        order_->collator->getSortKey(decoded_name, reinterpret_cast<std::uint8_t*>(key.data()),
                                     static_cast<std::int32_t>(key.size()));
    const bool fits = static_cast<std::size_t>(bytes) <= key.size();
    key.resize(static_cast<std::size_t>(bytes));
    if (fits) return key;
  }
}

}  // namespace hemicycle
