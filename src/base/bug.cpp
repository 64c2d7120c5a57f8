#include "base/bug.h"

#include <string_view>

namespace hemicycle {

void throw_bug(const char* condition, const char* file, int line) {
  std::string_view path = file;
  if (auto source = path.rfind("src/"); source != std::string_view::npos)
    path.remove_prefix(source);
  throw Bug(std::string(path) + ":" + std::to_string(line) + ": " + condition);
}

}  // namespace hemicycle
