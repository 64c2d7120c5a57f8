#include "app/serve_command.h"

#include <map>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/application.h"
#include "app/configuration.h"

namespace hemicycle::app {
namespace {

struct Given {
  std::string config;
  std::map<std::string, std::string> values;  // by the option's name
  std::map<std::string, bool> switches;
};

int serve(const Given& given) {
  std::map<std::string, std::string> from_command_line;
  for (const auto& [name, text] : given.values)
    if (!text.empty()) from_command_line[name] = text;
  for (const auto& [name, on] : given.switches)
    if (on) from_command_line[name] = "true";
  return Application(load_configuration(given.config, from_command_line)).run();
}

Command::Run define_serve(CLI::App& parser) {
  auto given = std::make_shared<Given>();  // shared: the parser writes, the callback reads
  parser.add_option("--config", given->config, "configuration file (TOML)")->type_name("FILE");
  const Configuration defaults;
  for (const Option& option : options()) {
    if (option.flag.empty()) continue;
    if (option.is_switch()) {
      parser.add_flag(option.flag, given->switches[option.name], option.meaning);
      continue;
    }
    std::string shown = option.read(defaults);
    std::string meaning = option.meaning + (shown.empty() ? "" : " [" + shown + "]");
    // The last one counts, so that ./run's own options can be overridden.
    parser.add_option(option.flag, given->values[option.name], meaning)
        ->type_name(option.value)
        ->take_last();
  }
  parser.footer("Every setting, also those without a flag, is in docs/configuration.md.");
  return [given] { return serve(*given); };
}

}  // namespace

Command serve_command() {
  return {"serve", "Run the server until it is told to stop.", define_serve};
}

}  // namespace hemicycle::app
