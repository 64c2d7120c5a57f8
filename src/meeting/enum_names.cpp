#include "meeting/enum_names.h"

namespace hemicycle::meeting {

std::string snake_case(std::string_view enumerator) {
  if (enumerator.starts_with('k')) enumerator.remove_prefix(1);
  std::string name;
  for (char letter : enumerator) {
    const bool capital = letter >= 'A' && letter <= 'Z';
    if (capital && !name.empty()) name += '_';
    name += capital ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return name;
}

}  // namespace hemicycle::meeting
