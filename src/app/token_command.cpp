#include "app/token_command.h"

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/configuration.h"
#include "app/join_token.h"
#include "io/clock.h"

namespace hemicycle::app {
namespace {

struct TokenOptions {
  std::string config;
  std::string key;
  std::string grants;
  std::uint64_t valid_for_s = 6 * 3600;
  JoinToken token;
};

// The key to sign with: the one named, else the development key when there is no file, else the
// only one of the file.
std::pair<std::string, std::string> choose_key(const TokenOptions& options) {
  std::map<std::string, std::string> from_command_line;
  if (options.config.empty()) from_command_line["server.dev"] = "true";
  Configuration configuration = load_configuration(options.config, from_command_line);
  if (options.key.empty() && configuration.keys.size() == 1) return *configuration.keys.begin();
  auto found = configuration.keys.find(options.key);
  if (found == configuration.keys.end())
    throw SetupError(
        options.key.empty()
            ? fmt::format("--key: {} has several keys; name the one to sign with", options.config)
            : fmt::format("--key {}: there is no such key; see [keys] in the configuration file",
                          options.key));
  return *found;
}

int print_token(TokenOptions& options) {
  auto [key, secret] = choose_key(options);
  options.token.grants = parse_grants(options.grants);
  options.token.valid_for = std::chrono::seconds(options.valid_for_s);
  fmt::print("{}\n", sign_join_token(options.token, key, secret, io::read_clock().wall));
  return 0;
}

Command::Run define_token(CLI::App& parser) {
  auto options = std::make_shared<TokenOptions>();  // shared: the parser's copies of the callback
  parser.add_option("--identity", options->token.identity, "who joins, unique in the room")
      ->required();
  parser.add_option("--room", options->token.room, "the room to join")->required();
  parser.add_option("--name", options->token.name, "the name that others see");
  parser.add_option("--grants", options->grants,
                    "what else the token says, such as canPublish=false,hidden");
  parser.add_option("--valid-for", options->valid_for_s, "seconds until it expires")
      ->capture_default_str();
  parser.add_option("--config", options->config, "file with the API keys; none: the key of --dev");
  parser.add_option("--key", options->key, "which of the file's keys signs");
  return [options] { return print_token(*options); };
}

}  // namespace

Command token_command() {
  return {"token", "Print a token that lets one person join a room.", define_token};
}

}  // namespace hemicycle::app
