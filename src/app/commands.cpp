#include <algorithm>
#include <cstdio>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/command.h"
#include "app/journal_commands.h"
#include "app/rules_command.h"
#include "app/serve_command.h"
#include "app/token_command.h"
#include "app/version.h"

namespace hemicycle::app {

constexpr int kExitSetup = 2;

std::span<const Command> commands() {
  static const std::vector<Command> table = {serve_command(),    token_command(),
                                             journal_command(),  record_command(),
                                             rehearse_command(), rules_command()};
  return table;
}

namespace {

// "hemicycle serve" once `serve` was recognised.
std::string asked_for(const CLI::App& parser) {
  std::string words = parser.get_name();
  for (const CLI::App* command : parser.get_subcommands()) words += " " + asked_for(*command);
  return words;
}

int explain(const CLI::App& parser, const CLI::ParseError& error) {
  if (error.get_exit_code() == 0) return parser.exit(error);  // --help, --version
  std::fprintf(stderr, "hemicycle: %s; see `%s --help`\n", error.what(), asked_for(parser).c_str());
  return kExitSetup;
}

void require_known_command(int argc, const char* const* argv) {
  if (argc < 2 || argv[1][0] == '-') return;
  std::string_view wanted = argv[1];
  auto known = [wanted](const Command& command) { return wanted == command.name; };
  if (std::ranges::none_of(commands(), known))
    throw SetupError("there is no command '" + std::string(wanted) + "'; see `hemicycle --help`");
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  CLI::App parser("An online chamber for formal multilateral meetings.", "hemicycle");
  parser.set_version_flag("--version", std::string("hemicycle ") + kVersion);
  parser.require_subcommand(1);
  std::vector<std::pair<CLI::App*, Command::Run>> defined;
  for (const Command& command : commands()) {
    CLI::App* options = parser.add_subcommand(command.name, command.help);
    defined.emplace_back(options, command.define(*options));
  }
  try {
    require_known_command(argc, argv);
    parser.parse(argc, argv);
    for (const auto& [options, run] : defined)
      if (options->parsed()) return run();
  } catch (const CLI::ParseError& error) {
    return explain(parser, error);
  } catch (const SetupError& error) {
    std::fprintf(stderr, "hemicycle: %s\n", error.what());
    return kExitSetup;
  }
  return 0;
}

}  // namespace hemicycle::app
