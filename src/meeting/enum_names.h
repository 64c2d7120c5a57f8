#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

namespace hemicycle::meeting {

// "kShowOfHands" -> "show_of_hands": how an enumerator is written in files and on the wire.
std::string snake_case(std::string_view enumerator);

// How many values it has.
template <typename Enum>
inline constexpr std::size_t kCountOf =
    boost::mp11::mp_size<boost::describe::describe_enumerators<Enum>>::value;

// The name of an enum's value in files; empty for a number that is none of its enumerators.
template <typename Enum>
std::string name_of(Enum value) {
  const char* enumerator = boost::describe::enum_to_string(value, "");
  return snake_case(enumerator);
}

// The value with that name in files; nothing when there is none.
template <typename Enum>
std::optional<Enum> from_name(std::string_view name) {
  std::optional<Enum> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto enumerator) {
    if (snake_case(enumerator.name) == name) found = enumerator.value;
  });
  return found;
}

}  // namespace hemicycle::meeting
