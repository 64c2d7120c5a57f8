#include <type_traits>

#include "meeting/commands.h"
#include "meeting/events.h"

namespace hemicycle::meeting {
namespace {

// The compiler's own spelling of a type, at the end of the name of this function.
template <typename Type>
constexpr std::string_view spelled() {
  std::string_view name = __PRETTY_FUNCTION__;
  name = name.substr(0, name.find_first_of(";]", name.find("Type = ")));
  return name.substr(name.rfind(':') + 1);
}

}  // namespace

Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

std::string_view name_of(const Command& command) {
  return std::visit([](const auto& one) { return spelled<std::remove_cvref_t<decltype(one)>>(); },
                    command);
}

std::string_view name_of(const SystemCommand& command) {
  return std::visit([](const auto& one) { return spelled<std::remove_cvref_t<decltype(one)>>(); },
                    command);
}

std::string_view name_of(const Event& event) {
  return std::visit([](const auto& one) { return spelled<std::remove_cvref_t<decltype(one)>>(); },
                    event);
}

}  // namespace hemicycle::meeting
