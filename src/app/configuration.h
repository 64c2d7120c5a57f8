#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/endpoint.h"
#include "http/server.h"
#include "livekit/room_settings.h"
#include "media/media_plane.h"

namespace hemicycle::app {

// Everything that an operator may set. Sources, the later over the earlier: the values here, the
// configuration file, the command line.
struct Configuration {
  Configuration() { media.bind = Endpoint::v4(0, 0, 0, 0, 7881); }

  std::string data = "data";
  Endpoint http = Endpoint::v4(127, 0, 0, 1, 7880);
  std::string public_url;  // empty: http://localhost:<port of http>
  std::string metrics;     // where /metrics is; empty: 127.0.0.1, the port after that of http
  std::string web;         // empty: found beside the program
  bool dev = false;
  bool demo = false;

  std::string log_level = "info";
  std::string log_format = "text";

  http::Limits limits;
  media::MediaPlaneConfig media;
  livekit::RoomSettings rooms;

  // API key -> secret; --dev adds devkey.
  std::map<std::string, std::string> keys;
};

// One setting: its name in the file ("http.body_bytes"), its flag when it has one, and how to read
// and write it as text. docs/configuration.md documents each; a test compares.
struct Option {
  std::string name;
  std::string flag;     // "--http", or empty
  std::string value;    // what is expected: "ADDR:PORT"; empty for a switch
  std::string meaning;  // one line
  std::function<std::string(const Configuration&)> read;
  // False when the text is not such a value.
  std::function<bool(Configuration&, const std::string& text)> write;

  bool is_switch() const { return value.empty(); }
};

std::span<const Option> options();

// "192.0.2.1:80", "[::1]:80", ":80" (all addresses) and "localhost:80".
bool parse_endpoint(const std::string& text, Endpoint& endpoint);

// Both throw SetupError with one line: where, which setting, what would be right.
void apply_file(Configuration& configuration, const std::string& path);
void apply_option(Configuration& configuration, const Option& option, const std::string& text,
                  const std::string& source);

// Reads both sources, in order, and checks what no single option can: that there is a key, and that
// the key of --dev, which everybody knows, is not taken from other machines.
Configuration load_configuration(const std::string& file,
                                 const std::map<std::string, std::string>& from_command_line);

}  // namespace hemicycle::app
