#include "storage/postgres/array_text.h"

#include <algorithm>

namespace hemicycle::storage {

std::string array_text(const std::vector<std::string>& values) {
  std::string text = "{";
  for (const std::string& value : values) {
    text += text.size() == 1 ? "\"" : ",\"";
    // Stretches without anything to escape are copied as a whole.
    for (std::size_t begin = 0; begin < value.size();) {
      const std::size_t end = std::min(value.find_first_of("\"\\", begin), value.size());
      text.append(value, begin, end - begin);
      if (end < value.size()) text.append({'\\', value[end]});
      begin = end + 1;
    }
    text += '"';
  }
  return text + "}";
}

std::string array_text(const std::vector<long long>& values) {
  std::string text = "{";
  for (long long value : values) {
    if (text.size() > 1) text += ',';
    text += std::to_string(value);
  }
  return text + "}";
}

}  // namespace hemicycle::storage
