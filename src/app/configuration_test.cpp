#include "app/configuration.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/command.h"
#include "app/surroundings.h"

namespace hemicycle::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ConfigurationTest : public testing::Test {
 protected:
  ConfigurationTest() {
    std::string pattern =
        (fs::temp_directory_path() / "configuration_").string() + std::string(6, 'X');
    folder = mkdtemp(pattern.data());
    path = folder / "hemicycle.toml";
  }
  ~ConfigurationTest() override { fs::remove_all(folder); }

  Configuration load(const std::string& text,
                     const std::map<std::string, std::string>& from_command_line = {}) {
    std::ofstream(path) << text;
    return load_configuration(path.string(), from_command_line);
  }
  // The line that the operator sees, without the folder.
  std::string refusal(const std::string& text) {
    try {
      load(text);
    } catch (const SetupError& error) {
      std::string line = error.what();
      EXPECT_EQ(line.find('\n'), std::string::npos) << line;
      std::size_t at = line.find(path.string());
      return at == std::string::npos ? line : line.substr(at + folder.string().size() + 1);
    }
    return "accepted";
  }

  fs::path folder;
  fs::path path;
  const std::string keys = "[keys]\nalpha = \"0123456789abcdef0123456789abcdef\"\n";
};

TEST_F(ConfigurationTest, reads_every_kind_of_value) {
  Configuration read = load(keys + R"(
[server]
http = "[::1]:8080"
dev = true
[http]
body_bytes = 1_000
ping_interval = 2.5
[media]
advertise = ["192.0.2.1", "2001:db8::1"]
)");
  EXPECT_EQ(read.http.to_string(), "[0:0:0:0:0:0:0:1]:8080");
  EXPECT_EQ(read.limits.body_bytes, 1000u);
  EXPECT_EQ(read.limits.ping_interval, std::chrono::milliseconds(2500));
  ASSERT_EQ(read.media.advertised.size(), 2u);
  EXPECT_EQ(read.media.advertised[1].address_string(), "2001:db8:0:0:0:0:0:1");
  EXPECT_EQ(read.keys.size(), 2u) << "alpha and devkey";
}

TEST_F(ConfigurationTest, prefers_the_command_line_to_the_file) {
  Configuration read = load(keys + "[server]\ndata = \"file\"\n", {{"server.data", "given"}});
  EXPECT_EQ(read.data, "given");
}

TEST_F(ConfigurationTest, names_the_line_the_setting_and_the_cure) {
  const struct {
    const char* text;
    const char* refusal;
  } cases[] = {
      {"[server]\nhttp = 7\n", "hemicycle.toml:2: server.http: '7' is not ADDR:PORT"},
      {"[server]\ndev = \"yes\"\n", "hemicycle.toml:2: server.dev: 'yes' is not true or false"},
      {"[http]\n\nbody_bytes = -1\n", "hemicycle.toml:3: http.body_bytes: '-1' is not BYTES"},
      {"[http]\nidle_timeout = 0\n", "hemicycle.toml:2: http.idle_timeout: '0' is not SECONDS"},
      {"[log]\nlevel = \"loud\"\n", "hemicycle.toml:2: log.level: 'loud' is not LEVEL"},
      {"[server]\nport = 1\n", "hemicycle.toml:2: server.port: there is no such setting"},
      {"port = 1\n", "hemicycle.toml:1: port: settings stand in sections"},
      {"[keys]\na = \"short\"\n", "hemicycle.toml:2: keys.a: a secret is a text of at least 32"},
      {"[server\n", "hemicycle.toml:1: "},
      {"[server]\n\u00e9 = 1\n", "hemicycle.toml:2: "},
      {"[server]\n", "keys: no API key is set"},
  };
  for (const auto& c : cases) EXPECT_THAT(refusal(c.text), HasSubstr(c.refusal));
}

TEST_F(ConfigurationTest, says_that_a_file_cannot_be_read) {
  try {
    load_configuration((folder / "missing.toml").string(), {});
    FAIL() << "accepted";
  } catch (const SetupError& error) {
    EXPECT_THAT(error.what(), HasSubstr("missing.toml: the file cannot be read"));
  }
}

TEST(Endpoint, is_parsed_from_text) {
  const struct {
    const char* text;
    const char* expected;  // empty: refused
  } cases[] = {
      {"127.0.0.1:80", "127.0.0.1:80"},
      {"localhost:80", "127.0.0.1:80"},
      {":80", "0.0.0.0:80"},
      {"[::1]:80", "[0:0:0:0:0:0:0:1]:80"},
      {"::1:80", ""},
      {"127.0.0.1", ""},
      {"127.0.0.1:", ""},
      {"127.0.0.1:65536", ""},
      {"host.example:80", ""},
      {"127.0.0.1:80x", ""},
      {"", ""},
  };
  for (const auto& c : cases) {
    Endpoint endpoint;
    bool parsed = parse_endpoint(c.text, endpoint);
    EXPECT_EQ(parsed ? endpoint.to_string() : "", c.expected) << c.text;
  }
}

TEST(Descriptors, are_kept_for_those_inside_and_not_all_given_to_one_address) {
  const http::Limits few = fit_to_descriptors({}, 1024);
  EXPECT_EQ(few.connections, 1024u - 128);
  EXPECT_EQ(few.connections_per_address, (1024u - 128) / 2);
  const http::Limits many = fit_to_descriptors({}, 1 << 20);
  EXPECT_EQ(many.connections, http::Limits().connections);
  EXPECT_EQ(many.connections_per_address, http::Limits().connections_per_address);
  EXPECT_GT(fit_to_descriptors({}, 10).connections, 0u);
}

// The row that docs/configuration.md must have.
std::string documented(const Option& option) {
  const Configuration defaults;
  std::string shown = option.read(defaults);
  std::string flag = option.flag + (option.value.empty() ? "" : " " + option.value);
  if (option.flag.empty()) flag = option.value;
  return "| `" + option.name + "` | `" + flag + "` | " + (shown.empty() ? "" : "`" + shown + "`") +
         " | ";
}

TEST(Options, are_all_documented_with_flag_and_default) {
  std::ifstream file(std::string(HEMICYCLE_SOURCE_DIR) + "/docs/configuration.md");
  std::stringstream guide;
  guide << file.rdbuf();
  for (const Option& option : options()) {
    EXPECT_THAT(guide.str(), HasSubstr(documented(option)))
        << "a row is missing or stale: " << documented(option) << option.meaning << " |";
  }
}

TEST(Options, write_what_they_read) {
  for (const Option& option : options()) {
    Configuration configuration;
    std::string text = option.read(configuration);
    EXPECT_TRUE(option.write(configuration, text)) << option.name;
    EXPECT_EQ(option.read(configuration), text) << option.name;
  }
}

}  // namespace
}  // namespace hemicycle::app
