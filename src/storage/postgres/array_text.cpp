#include "storage/postgres/array_text.h"

namespace hemicycle::storage {

std::string array_text(const std::vector<std::string>& values) {
  std::string text = "{";
  for (const std::string& value : values) {
    text += text.size() == 1 ? "\"" : ",\"";
    for (char character : value) {
      if (character == '"' || character == '\\') text += '\\';
      text += character;
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
