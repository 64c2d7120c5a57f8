#include "storage/postgres/array_text.h"

#include <algorithm>

namespace hemicycle::storage {

void ArrayText::separate() {
  if (text_.size() > 1) text_ += ',';
}

void ArrayText::add(std::int64_t number) {
  separate();
  text_ += std::to_string(number);
}

void ArrayText::add(std::string_view text) {
  separate();
  text_ += '"';
  // Stretches without anything to escape are copied as a whole.
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\"\\", begin), text.size());
    text_.append(text, begin, end - begin);
    if (end < text.size()) text_.append({'\\', text[end]});
    begin = end + 1;
  }
  text_ += '"';
}

}  // namespace hemicycle::storage
