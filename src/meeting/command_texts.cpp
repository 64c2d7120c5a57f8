#include "meeting/command_texts.h"

#include <type_traits>

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include "base/text.h"
#include "base/unicode.h"

namespace hemicycle::meeting {
namespace {

template <typename>
inline constexpr bool kIsVector = false;
template <typename Value>
inline constexpr bool kIsVector<std::vector<Value>> = true;
template <typename>
inline constexpr bool kIsOptional = false;
template <typename Value>
inline constexpr bool kIsOptional<std::optional<Value>> = true;

// Calls `visit(name, text)` for each text in `value`, whose member is called `name`, and
// `visit(name, vector)` for each list.
template <typename Value, typename Visit>
void each_text(std::string_view name, Value& value, const Visit& visit) {
  using Plain = std::remove_const_t<Value>;
  if constexpr (std::is_same_v<Plain, std::string>) {
    visit(name, value);
  } else if constexpr (kIsVector<Plain>) {
    visit(name, value);
    for (auto& one : value) each_text(name, one, visit);
  } else if constexpr (kIsOptional<Plain>) {
    if (value) each_text(name, *value, visit);
  } else if constexpr (std::is_same_v<Plain, Translation>) {
    visit("language", value.language);
    visit(name, value.text);
  } else if constexpr (boost::describe::has_describe_members<Plain>::value &&
                       !std::is_enum_v<Plain>) {
    using Members = boost::describe::describe_members<Plain, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>(
        [&](auto member) { each_text(member.name, value.*member.pointer, visit); });
  }
}

bool is_long(std::string_view name) {
  return name == "text" || name == "texts" || name == "annotations";
}

// Finds the first thing that is wrong.
struct Inspection {
  const Asked& asked;
  Objection& found;

  void operator()(std::string_view name, const std::string& text) const {
    if (found) return;
    const std::size_t most = is_long(name) ? kLongTextBytes : kShortTextBytes;
    if (text.size() > most)
      found = asked.refuse(RefusalCode::kTextTooLong, std::to_string(most));
    else if (!is_utf8(text) || has_unshowable(text))
      found = asked.refuse(RefusalCode::kUnshowableText, std::string(name));
  }
  template <typename Value>
  void operator()(std::string_view name, const std::vector<Value>& list) const {
    if (!found && list.size() > kListEntries)
      found = asked.refuse(RefusalCode::kMalformed, std::string(name));
  }
};

template <typename AnyCommand>
Objection first_refused_text(const Asked& asked, const AnyCommand& command) {
  Objection found;
  std::visit([&](const auto& one) { each_text("", one, Inspection{asked, found}); }, command);
  return found;
}

template <typename AnyCommand>
std::optional<AnyCommand> in_form_c(const AnyCommand& command) {
  bool normal = true;
  const auto look = [&](std::string_view, const auto& value) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>)
      normal = normal && is_nfc(value);
  };
  std::visit([&](const auto& one) { each_text("", one, look); }, command);
  if (normal) return std::nullopt;
  AnyCommand other = command;
  const auto put = [](std::string_view, auto& value) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) value = nfc(value);
  };
  std::visit([&](auto& one) { each_text("", one, put); }, other);
  return other;
}

}  // namespace

Objection texts_are_refused(const Asked& asked, const Command& command) {
  return first_refused_text(asked, command);
}
Objection texts_are_refused(const Asked& asked, const SystemCommand& command) {
  return first_refused_text(asked, command);
}

std::optional<Command> normalised(const Command& command) {
  return in_form_c(command);
}
std::optional<SystemCommand> normalised(const SystemCommand& command) {
  return in_form_c(command);
}

Objection name_is_refused(const Asked& asked, std::string_view name) {
  if (appearance(name).empty() || is_padded(name)) return asked.refuse(RefusalCode::kBlankName);
  return std::nullopt;
}

Objection name_is_refused(const Asked& asked, const Text& names) {
  if (names.empty()) return asked.refuse(RefusalCode::kBlankName);
  for (const Translation& name : names)
    if (Objection no = name_is_refused(asked, name.text)) return no;
  return std::nullopt;
}

}  // namespace hemicycle::meeting
