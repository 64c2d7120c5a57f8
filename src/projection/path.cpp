#include "projection/path.h"

#include "meeting/enum_names.h"

namespace hemicycle::projection {

std::string write(const Path& path) {
  // The text of a statement stands beside the list of them.
  std::string name = path.kind == PathKind::kStatement ? "statements" : meeting::name_of(path.kind);
  if (is_numbered(path.kind)) name += '/' + std::to_string(path.number);
  return name;
}

}  // namespace hemicycle::projection
