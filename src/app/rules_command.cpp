#include "app/rules_command.h"

#include <fstream>
#include <memory>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "meeting/rules/rules_document.h"
#include "meeting/rules/rules_file.h"

namespace hemicycle::app {
namespace {

int print_rules(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw SetupError(fmt::format("{}: cannot be read", path));
  std::stringstream text;
  text << file.rdbuf();
  const auto profile = meeting::parse_rules(text.str());
  if (!profile)
    throw SetupError(
        fmt::format("{}:{}: {}", path, profile.error().line, profile.error().sentence));
  fmt::print("{}", meeting::document_rules(*profile));
  return 0;
}

Command::Run define_rules(CLI::App& parser) {
  auto path = std::make_shared<std::string>();  // shared: the parser's copies of the callback
  parser.add_option("file", *path, "the profile, such as rules/simple.toml")->required();
  return [path] { return print_rules(*path); };
}

}  // namespace

Command rules_command() {
  return {"rules", "Check a rules profile and print it as a page for people.", define_rules};
}

}  // namespace hemicycle::app
