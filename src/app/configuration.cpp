#include "app/configuration.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "app/command.h"
#include "app/surroundings.h"
#include "base/toml.h"

namespace hemicycle::app {
namespace {

constexpr char kDevKey[] = "devkey";
constexpr char kDevSecret[] = "secret";

std::string as_option_text(const toml::node& node) {
  if (auto text = node.value_exact<std::string>()) return *text;
  if (auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  if (auto number = node.value_exact<double>()) return fmt::format("{}", *number);
  if (auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  std::string joined;
  if (const toml::array* list = node.as_array())
    for (const toml::node& each : *list)
      joined += (joined.empty() ? "" : ",") + as_option_text(each);
  return joined;
}

toml::table parse_file(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  if (!file || !(text << file.rdbuf()))
    throw SetupError(
        fmt::format("--config {}: the file cannot be read; check its path and rights", path));
  try {
    return toml::parse(text.str(), path);
  } catch (const toml::parse_error& error) {
    throw SetupError(fmt::format("{}:{}: {}; correct the file, or see docs/configuration.md", path,
                                 error.source().begin.line, error.description()));
  }
}

void apply_keys(Configuration& configuration, const toml::table& keys, const std::string& path) {
  constexpr std::size_t kSecretBytesMin = 32;
  for (const auto& [key, node] : keys) {
    auto secret = node.value_exact<std::string>();
    if (!secret || secret->size() < kSecretBytesMin)
      throw SetupError(fmt::format("{}:{}: keys.{}: a secret is a text of at least {} characters",
                                   path, node.source().begin.line, key.str(), kSecretBytesMin));
    configuration.keys[std::string(key.str())] = *secret;
  }
}

const Option* find_option(const std::string& name) {
  auto found = std::ranges::find(options(), name, &Option::name);
  return found == options().end() ? nullptr : &*found;
}

void apply_section(Configuration& configuration, std::string_view section,
                   const toml::table& settings, const std::string& path) {
  for (const auto& [key, node] : settings) {
    std::string name = fmt::format("{}.{}", section, key.str());
    std::string source = fmt::format("{}:{}: {}", path, node.source().begin.line, name);
    const Option* option = find_option(name);
    if (!option)
      throw SetupError(source + ": there is no such setting; docs/configuration.md lists them");
    apply_option(configuration, *option, as_option_text(node), source);
  }
}

}  // namespace

void apply_option(Configuration& configuration, const Option& option, const std::string& text,
                  const std::string& source) {
  if (option.write(configuration, text)) return;
  throw SetupError(fmt::format("{}: '{}' is not {}", source, text,
                               option.is_switch() ? "true or false" : option.value));
}

void apply_file(Configuration& configuration, const std::string& path) {
  toml::table file = parse_file(path);
  for (const auto& [section, node] : file) {
    const toml::table* settings = node.as_table();
    if (!settings)
      throw SetupError(fmt::format("{}:{}: {}: settings stand in sections such as [server]", path,
                                   node.source().begin.line, section.str()));
    if (section.str() == "keys")
      apply_keys(configuration, *settings, path);
    else
      apply_section(configuration, section.str(), *settings, path);
  }
}

Configuration load_configuration(const std::string& file,
                                 const std::map<std::string, std::string>& from_command_line) {
  Configuration configuration;
  if (!file.empty()) apply_file(configuration, file);
  for (const auto& [name, text] : from_command_line) {
    const Option& option = *find_option(name);
    apply_option(configuration, option, text, option.flag);
  }
  if (configuration.dev) configuration.keys.emplace(kDevKey, kDevSecret);
  if (configuration.dev && !is_loopback(configuration.http))
    throw SetupError(fmt::format(
        "server.dev (--dev): everybody knows its key and could join every room at {}; listen on "
        "127.0.0.1 only, or write a key of your own under [keys]",
        configuration.http.to_string()));
  if (configuration.keys.empty())
    throw SetupError(
        "keys: no API key is set; write one under [keys] in the file given with --config, or use "
        "--dev for trying out");
  return configuration;
}

}  // namespace hemicycle::app
