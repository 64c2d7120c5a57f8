#include <type_traits>

#include "base/type_name.h"
#include "meeting/commands.h"
#include "meeting/events.h"

namespace hemicycle::meeting {

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
  return std::visit([](const auto& one) { return type_name<std::remove_cvref_t<decltype(one)>>(); },
                    command);
}

std::string_view name_of(const SystemCommand& command) {
  return std::visit([](const auto& one) { return type_name<std::remove_cvref_t<decltype(one)>>(); },
                    command);
}

std::string_view name_of(const Event& event) {
  return std::visit([](const auto& one) { return type_name<std::remove_cvref_t<decltype(one)>>(); },
                    event);
}

}  // namespace hemicycle::meeting
