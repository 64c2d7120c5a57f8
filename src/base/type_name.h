#pragma once

#include <string_view>

namespace hemicycle {

// The compiler's own spelling of a type, without its namespaces: "GiveFloor".
template <typename Type>
constexpr std::string_view type_name() {
  std::string_view name = __PRETTY_FUNCTION__;
  name = name.substr(0, name.find_first_of(";]", name.find("Type = ")));
  return name.substr(name.find_last_of(":= ") + 1);
}

}  // namespace hemicycle
