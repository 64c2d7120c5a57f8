#include "meeting/rules/rules_file.h"

#include <map>
#include <optional>
#include <sstream>

#include "base/toml.h"
#include "meeting/rules/contradictions.h"
#include "meeting/rules/settings.h"

namespace hemicycle::meeting {
namespace {

RulesError error_at(const toml::node& node, std::string sentence) {
  return {std::move(sentence), node.source().begin.line};
}

// A value as the journal keeps it; nothing for a table, a float or a date.
std::optional<std::string> canonical(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  const toml::array* list = node.as_array();
  if (list == nullptr) return std::nullopt;
  std::string joined;
  for (const toml::node& element : *list) {
    if (!element.is_string()) return std::nullopt;
    joined += (joined.empty() ? "" : ",") + element.as_string()->get();
  }
  return joined;
}

// Reads one file. It remembers on which line each setting stands, for contradictions.
class ProfileReader {
 public:
  Result<Profile, RulesError> read(const toml::table& file) {
    for (const auto& [key, node] : file) {
      if (std::optional<RulesError> error = top_level(std::string(key.str()), node))
        return unexpected(*error);
    }
    if (profile_.name.empty()) return unexpected(RulesError{"profile = \"...\" is missing", 1});
    const std::optional<Contradiction> contradiction = contradiction_in(rules_);
    if (contradiction) {
      return unexpected(RulesError{contradiction->key + ": " + contradiction->sentence,
                                   line_of(contradiction->key)});
    }
    return std::move(profile_);
  }

 private:
  std::optional<RulesError> top_level(const std::string& key, const toml::node& node) {
    if (key == "profile") {
      if (!node.is_string()) return error_at(node, "profile is the profile's name, in quotes");
      profile_.name = node.as_string()->get();
      return std::nullopt;
    }
    const std::optional<RuleTopic> topic = topic_of_section(key);
    if (!topic) return error_at(node, "[" + key + "] is no section of a rules file");
    if (!node.is_table()) return error_at(node, key + " is a section: write [" + key + "]");
    sections_[key] = node.source().begin.line;
    return section(key, *topic, *node.as_table());
  }

  std::optional<RulesError> section(const std::string& name, RuleTopic topic,
                                    const toml::table& table) {
    RuleText text{topic, {}, {}, {}, {}};
    const std::map<std::string_view, std::string*> words = {{"number", &text.number},
                                                            {"en", &text.english},
                                                            {"vi", &text.vietnamese},
                                                            {"source", &text.source}};
    for (const auto& [key, node] : table) {
      const auto word = words.find(key.str());
      if (word == words.end()) {
        if (auto error = setting(name + "." + std::string(key.str()), node)) return error;
      } else if (node.is_string()) {
        *word->second = node.as_string()->get();
      } else {
        return error_at(node, std::string(key.str()) + " is text, in quotes");
      }
    }
    for (const auto& [key, value] : words)
      if (value->empty())
        return error_at(table, "[" + name + "] needs " + std::string(key) + " = \"...\"");
    profile_.texts.push_back(std::move(text));
    return std::nullopt;
  }

  std::optional<RulesError> setting(const std::string& key, const toml::node& node) {
    const SettingRow* row = find_setting(key);
    if (row == nullptr) return error_at(node, key + " is no setting");
    const std::optional<std::string> value = canonical(node);
    if (!value || !is_written_as_now(*row, *value) || !row->read(rules_, *value))
      return error_at(node, key + " is " + std::string(row->kind));
    lines_[key] = node.source().begin.line;
    profile_.settings.push_back({key, *value});
    return std::nullopt;
  }

  // A setting that is not in the file has its default; then its section's line, or the first.
  std::uint32_t line_of(const std::string& key) const {
    if (const auto line = lines_.find(key); line != lines_.end()) return line->second;
    const auto section = sections_.find(key.substr(0, key.find('.')));
    return section == sections_.end() ? 1 : section->second;
  }

  Profile profile_;
  Rules rules_;
  std::map<std::string, std::uint32_t> lines_;
  std::map<std::string, std::uint32_t> sections_;
};

}  // namespace

Result<Profile, RulesError> parse_rules(std::string_view text) {
  try {
    return ProfileReader().read(toml::parse(text));
  } catch (const toml::parse_error& error) {
    return unexpected(RulesError{std::string(error.description()), error.source().begin.line});
  }
}

}  // namespace hemicycle::meeting
