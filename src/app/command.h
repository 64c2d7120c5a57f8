#pragma once

#include <functional>
#include <span>
#include <stdexcept>

namespace CLI {
class App;
}

namespace hemicycle::app {

// Wrong option, taken port, unreadable file: one line that names the setting and the cure. main()
// prints it and exits with code 2. Thrown at start-up only.
class SetupError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// `hemicycle <name>`. A new one is a file with a `Command foo_command()` and a line in the table of
// commands.cpp.
struct Command {
  using Run = std::function<int()>;  // returns the exit code

  const char* name;
  const char* help;  // one line for `hemicycle --help`
  // Adds the options to the subcommand's parser; the returned function runs after parsing and owns
  // what the options were stored in.
  std::function<Run(CLI::App&)> define;
};

std::span<const Command> commands();

// Parses and runs; the exit code of the process.
int run_command_line(int argc, const char* const* argv);

}  // namespace hemicycle::app
