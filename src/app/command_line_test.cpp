#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/command.h"
#include "app/surroundings.h"

namespace hemicycle::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

struct Outcome {
  int code;
  std::string out;
  std::string error;
};

Outcome run(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "hemicycle");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  int code = run_command_line(static_cast<int>(arguments.size()), arguments.data());
  std::fflush(stdout);
  return {code, testing::internal::GetCapturedStdout(), testing::internal::GetCapturedStderr()};
}

// A port of the loopback address that is in use for as long as this lives.
class TakenPort {
 public:
  explicit TakenPort(int type) : socket_(::socket(AF_INET, type, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(socket_, 1);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    number_ = ntohs(address.sin_port);
  }
  ~TakenPort() { ::close(socket_); }
  std::string address() const { return "127.0.0.1:" + std::to_string(number_); }

 private:
  int socket_;
  std::uint16_t number_ = 0;
};

class CommandLine : public testing::Test {
 protected:
  CommandLine() {
    std::string pattern =
        (fs::temp_directory_path() / "command_line_").string() + std::string(6, 'X');
    folder = mkdtemp(pattern.data());
  }
  ~CommandLine() override { fs::remove_all(folder); }

  std::string folder;
};

TEST_F(CommandLine, refuses_with_one_line_and_code_2) {
  TakenPort taken(SOCK_STREAM);
  TakenPort taken_for_media(SOCK_DGRAM);
  std::ofstream(folder + "/file") << "[http]\nsize = 1\n";
  std::ofstream(folder + "/bad.scenario") << "rules simple\nsession \"S\"\nchair sings\n";
  const std::string scenario = folder + "/bad.scenario";
  const std::string data = folder + "/data";
  const std::string file = folder + "/file";
  const std::string missing = folder + "/missing.toml";
  const std::string below_file = folder + "/file/data";
  const std::string damaged = folder + "/damaged";
  fs::create_directory(damaged);
  std::ofstream(damaged + "/invitations.sqlite") << std::string(8192, 'x');
  const std::string busy = folder + "/busy";
  fs::create_directory(busy);
  const io::FileDescriptor held = lock_data_folder(busy);
  const std::string http = taken.address();
  const std::string media = taken_for_media.address();
  const struct {
    std::vector<const char*> arguments;
    const char* says;
  } cases[] = {
      {{}, "A subcommand is required"},
      {{"fly"}, "there is no command 'fly'"},
      {{"serve", "--speed", "9"}, "--speed; see `hemicycle serve --help`"},
      {{"serve"}, "keys: no API key is set"},
      {{"serve", "--dev", "--http", "nowhere"}, "--http: 'nowhere' is not ADDR:PORT"},
      {{"serve", "--dev", "--http", ":0", "--http", "elsewhere"}, "--http: 'elsewhere' is not"},
      {{"serve", "--dev", "--log-level", "loud"}, "--log-level: 'loud' is not LEVEL"},
      {{"serve", "--config", missing.c_str()}, "the file cannot be read"},
      {{"serve", "--config", file.c_str()}, "file:2: http.size: there is no such setting"},
      {{"serve", "--dev", "--data", below_file.c_str()}, "server.data (--data)"},
      {{"serve", "--dev", "--web", folder.c_str()}, "server.web (--web)"},
      {{"serve", "--dev", "--data", data.c_str(), "--media", "127.0.0.1:0", "--http", http.c_str()},
       "server.http (--http)"},
      {{"serve", "--dev", "--data", data.c_str(), "--media", media.c_str(), "--http",
        "127.0.0.1:0"},
       "media.address (--media)"},
      {{"serve", "--dev", "--data", data.c_str(), "--media", "127.0.0.1:0", "--http", "127.0.0.1:0",
        "--metrics", http.c_str()},
       "server.metrics (--metrics)"},
      {{"serve", "--dev", "--http", "0.0.0.0:0"}, "server.dev (--dev): everybody knows its key"},
      {{"serve", "--dev", "--public-url", "https://a.example/hall"}, "--public-url: "},
      {{"serve", "--dev", "--public-url", "a.example"}, "--public-url: "},
      {{"serve", "--dev", "--demo", "--data", damaged.c_str()}, "the invitations cannot be opened"},
      {{"serve", "--dev", "--data", busy.c_str()}, "another server works with it"},
      {{"rehearse", missing.c_str()}, "cannot be read"},
      {{"rehearse", scenario.c_str()}, "bad.scenario:3: "},
      {{"rehearse", scenario.c_str(), "--language", "fr"}, "--language"},
      {{"record", missing.c_str()}, "cannot be read"},
      {{"journal", "verify", missing.c_str()}, "cannot be read"},
      {{"token", "--identity", "a"}, "--room"},
      {{"token", "--identity", "a", "--room", "r", "--grants", "fly"}, "there is no grant 'fly'"},
      {{"token", "--identity", "a", "--room", "r", "--key", "k"}, "--key k: there is no such key"},
  };
  for (const auto& c : cases) {
    Outcome outcome = run(c.arguments);
    EXPECT_EQ(outcome.code, 2) << outcome.error;
    EXPECT_THAT(outcome.error, StartsWith("hemicycle: "));
    EXPECT_THAT(outcome.error, HasSubstr(c.says));
    EXPECT_EQ(std::ranges::count(outcome.error, '\n'), 1) << outcome.error;
  }
}

TEST_F(CommandLine, rehearses_a_scenario_from_anywhere) {
  // The rules come along with the program, whatever the folder of the scenario and of the command.
  const std::string scenario = folder + "/small.scenario";
  std::ofstream(scenario) << "rules simple\nmember a AA \"Alpha\"\nitem \"One\"\n"
                             "everybody is present\nchair opens the meeting\n"
                             "expect the meeting open\n";
  const fs::path before = fs::current_path();
  fs::current_path("/");
  const Outcome found = run({"rehearse", scenario.c_str()});
  const Outcome elsewhere = run({"rehearse", scenario.c_str(), "--rules", folder.c_str()});
  fs::current_path(before);
  EXPECT_EQ(found.code, 0) << found.error;
  EXPECT_EQ(elsewhere.code, 2);
  EXPECT_THAT(elsewhere.error, HasSubstr("there is no " + folder + "/simple.toml"));

  // Rules beside the scenario come first.
  fs::create_directory(folder + "/rules");
  std::ofstream(folder + "/rules/simple.toml") << "profile = 7\n";
  EXPECT_THAT(run({"rehearse", scenario.c_str()}).error,
              HasSubstr("small.scenario:1: simple, line 1"));
}

TEST_F(CommandLine, names_file_line_rule_and_code_of_what_a_rehearsal_refuses) {
  const std::string scenario = folder + "/refused.scenario";
  std::ofstream(scenario) << "rules un-general-assembly\nmember a AA \"Alpha\"\nitem \"One\"\n"
                             "chair opens the meeting\nexpect refused rule 67\n";
  const Outcome outcome = run({"rehearse", scenario.c_str()});
  EXPECT_EQ(outcome.code, 0) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("refused.scenario:4: chair, refused: "));
  EXPECT_THAT(outcome.out, HasSubstr("[rule 67, no_quorum_to_open]"));
}

TEST_F(CommandLine, explains_itself) {
  Outcome help = run({"--help"});
  EXPECT_EQ(help.code, 0);
  for (const Command& command : commands()) EXPECT_THAT(help.out, HasSubstr(command.name));
  EXPECT_THAT(run({"serve", "--help"}).out, HasSubstr("docs/configuration.md"));
  EXPECT_THAT(run({"--version"}).out, StartsWith("hemicycle "));
}

TEST_F(CommandLine, prints_tokens) {
  Outcome token = run({"token", "--identity", "a", "--room", "r"});
  EXPECT_EQ(token.code, 0);
  EXPECT_EQ(std::ranges::count(token.out, '.'), 2) << "header, claims, signature";
}

// Everything that a running server printed until it ended by itself after `signal`, and its code.
Outcome serve_until_signalled(int signal, const std::string& data, const std::string& out_path) {
  fs::remove(out_path);
  pid_t child = ::fork();
  if (child == 0) {
    if (!std::freopen(out_path.c_str(), "w", stdout)) ::_exit(99);
    const char* arguments[] = {"hemicycle", "serve",       "--dev",     "--demo",
                               "--data",    data.c_str(),  "--media",   "127.0.0.1:0",
                               "--http",    "127.0.0.1:0", "--workers", "1"};
    int code = run_command_line(std::size(arguments), arguments);
    std::fflush(stdout);
    ::_exit(code);
  }
  auto printed = [&] {
    std::ifstream file(out_path);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  int status = 0;
  bool ended = false;
  while (!ended && printed().find("Observer") == std::string::npos)
    ended = ::waitpid(child, &status, WNOHANG) == child;
  if (!ended) {
    ::kill(child, signal);
    ::waitpid(child, &status, 0);
  }
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, printed(), ""};
}

TEST_F(CommandLine, serves_until_it_is_told_to_stop) {
  for (int signal : {SIGTERM, SIGINT}) {
    Outcome outcome = serve_until_signalled(signal, folder + "/data", folder + "/out");
    EXPECT_EQ(outcome.code, 0) << outcome.out;
    EXPECT_THAT(outcome.out, HasSubstr("/join/"));
  }
}

}  // namespace
}  // namespace hemicycle::app
