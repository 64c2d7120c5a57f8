#include <algorithm>
#include <charconv>
#include <concepts>

#include <arpa/inet.h>

#include "app/configuration.h"

namespace hemicycle::app {
namespace {

// How each type of setting is read from text and shown as text.

bool from_text(const std::string& text, std::string& value) {
  value = text;
  return true;
}
std::string to_text(const std::string& value) {
  return value;
}

bool from_text(const std::string& text, bool& value) {
  value = text == "true";
  return value || text == "false";
}
std::string to_text(bool value) {
  return value ? "true" : "false";
}

template <std::unsigned_integral Number>
bool from_text(const std::string& text, Number& value) {
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end;
}
template <std::unsigned_integral Number>
std::string to_text(Number value) {
  return std::to_string(value);
}

bool from_text(const std::string& text, Duration& value) {
  double seconds = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, seconds);
  constexpr double kSecondsMax = 1e6;
  if (error != std::errc() || stop != end || !(seconds > 0 && seconds < kSecondsMax)) return false;
  value = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
  return true;
}
std::string to_text(Duration value) {
  std::string text = std::to_string(std::chrono::duration<double>(value).count());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

bool from_text(const std::string& text, Endpoint& value) {
  return parse_endpoint(text, value);
}
std::string to_text(const Endpoint& value) {
  return value.to_string();
}

bool parse_address(const std::string& text, Endpoint& endpoint) {
  std::array<std::uint8_t, 4> v4{};
  if (inet_pton(AF_INET, text.c_str(), v4.data()) == 1) {
    endpoint = Endpoint::v4(v4[0], v4[1], v4[2], v4[3], endpoint.port);
    return true;
  }
  return inet_pton(AF_INET6, text.c_str(), endpoint.address.data()) == 1;
}

// Addresses without ports, separated by commas.
bool from_text(const std::string& text, std::vector<Endpoint>& value) {
  value.clear();
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = std::min(text.find(',', start), text.size());
    std::string address = text.substr(start, end - start);
    address.erase(0, address.find_first_not_of(' '));
    Endpoint endpoint;
    if (!parse_address(address, endpoint)) return false;
    value.push_back(endpoint);
    start = end + 1;
  }
  return true;
}
std::string to_text(const std::vector<Endpoint>& value) {
  std::string text;
  for (const Endpoint& endpoint : value)
    text += (text.empty() ? "" : ", ") + endpoint.address_string();
  return text;
}

// An option that lives in the place which `find` returns.
template <typename Find>
Option option(const char* name, const char* flag, const char* value, const char* meaning,
              Find find) {
  Option made{name, flag, value, meaning, {}, {}};
  made.read = [find](const Configuration& configuration) {
    return to_text(find(const_cast<Configuration&>(configuration)));
  };
  made.write = [find](Configuration& configuration, const std::string& text) {
    return from_text(text, find(configuration));
  };
  return made;
}

Option choice(Option made, std::initializer_list<const char*> allowed) {
  made.write = [write = made.write,
                allowed = std::vector<std::string>(allowed.begin(), allowed.end())](
                   Configuration& configuration, const std::string& text) {
    return std::ranges::find(allowed, text) != allowed.end() && write(configuration, text);
  };
  return made;
}

// Empty, or what `fits`.
Option matching(Option made, bool (*fits)(const std::string&)) {
  made.write = [write = made.write, fits](Configuration& configuration, const std::string& text) {
    return (text.empty() || fits(text)) && write(configuration, text);
  };
  return made;
}

// Pages and clients ask at the root of their host: an address with a path would lead nowhere.
bool is_origin(const std::string& url) {
  for (std::string_view scheme : {"http://", "https://"})
    if (url.starts_with(scheme))
      return url.size() > scheme.size() &&
             url.find_first_of("/?#@ ", scheme.size()) == std::string::npos;
  return false;
}

bool is_endpoint(const std::string& text) {
  Endpoint ignored;
  return parse_endpoint(text, ignored);
}

using C = Configuration;

std::vector<Option> server_options() {
  return {
      option("server.data", "--data", "DIR", "folder for everything that is kept",
             [](C& c) -> auto& { return c.data; }),
      option("server.http", "--http", "ADDR:PORT", "where pages and signalling are served",
             [](C& c) -> auto& { return c.http; }),
      matching(option("server.public_url", "--public-url", "https://HOST[:PORT]",
                      "address that personal links begin with",
                      [](C& c) -> auto& { return c.public_url; }),
               is_origin),
      matching(option("server.metrics", "--metrics", "ADDR:PORT", "where /metrics is served",
                      [](C& c) -> auto& { return c.metrics; }),
               is_endpoint),
      option("server.web", "--web", "DIR", "folder of the built pages",
             [](C& c) -> auto& { return c.web; }),
      option("server.dev", "--dev", "", "accept the API key devkey with secret `secret`",
             [](C& c) -> auto& { return c.dev; }),
      option("server.demo", "--demo", "", "keep a demonstration session and print its links",
             [](C& c) -> auto& { return c.demo; }),
      choice(option("log.level", "--log-level", "LEVEL", "debug, info, warning or error",
                    [](C& c) -> auto& { return c.log_level; }),
             {"debug", "info", "warning", "error"}),
      choice(option("log.format", "--log-format", "FORMAT", "text (key=value) or json",
                    [](C& c) -> auto& { return c.log_format; }),
             {"text", "json"}),
  };
}

std::vector<Option> media_options() {
  return {
      option("media.address", "--media", "ADDR:PORT",
             "UDP address of the first worker; each further one takes the next port",
             [](C& c) -> auto& { return c.media.bind; }),
      option("media.workers", "--workers", "N", "threads that forward media; 0: one for each core",
             [](C& c) -> auto& { return c.media.workers; }),
      option("media.advertise", "--advertise", "ADDR,...",
             "addresses told to clients instead of this machine's own",
             [](C& c) -> auto& { return c.media.advertised; }),
      option("media.socket_buffer_bytes", "", "BYTES", "kernel buffer of each worker's socket",
             [](C& c) -> auto& { return c.media.socket_buffer_bytes; }),
      option("media.peers_per_worker", "", "N", "connections that one worker takes",
             [](C& c) -> auto& { return c.media.limits.peers_per_worker; }),
      option("media.tracks_per_peer", "", "N", "tracks that one connection may publish",
             [](C& c) -> auto& { return c.media.limits.tracks_per_peer; }),
      option("media.subscriptions_per_peer", "", "N", "tracks that one connection may receive",
             [](C& c) -> auto& { return c.media.limits.subscriptions_per_peer; }),
      option("media.data_message_bytes", "", "BYTES", "largest message on a data channel",
             [](C& c) -> auto& { return c.media.limits.data_message_bytes_max; }),
      option("media.data_backlog_bytes", "", "BYTES", "data messages waiting for one connection",
             [](C& c) -> auto& { return c.media.limits.data_backlog_bytes_max; }),
      option("media.data_intake_bytes", "", "BYTES",
             "data messages of all connections that are not passed on yet",
             [](C& c) -> auto& { return c.media.limits.data_intake_bytes_max; }),
  };
}

std::vector<Option> http_options() {
  return {
      option("http.header_bytes", "", "BYTES", "request line and headers",
             [](C& c) -> auto& { return c.limits.header_bytes; }),
      option("http.body_bytes", "", "BYTES", "body of a request",
             [](C& c) -> auto& { return c.limits.body_bytes; }),
      option("http.connections", "", "N", "open connections in all",
             [](C& c) -> auto& { return c.limits.connections; }),
      option("http.connections_per_address", "", "N", "open connections of one address",
             [](C& c) -> auto& { return c.limits.connections_per_address; }),
      option("http.request_timeout", "", "SECONDS", "from a request's first byte to its last",
             [](C& c) -> auto& { return c.limits.request_timeout; }),
      option("http.idle_timeout", "", "SECONDS", "between two requests of a connection",
             [](C& c) -> auto& { return c.limits.idle_timeout; }),
      option("http.message_bytes", "", "BYTES", "one WebSocket message from a client",
             [](C& c) -> auto& { return c.limits.message_bytes; }),
      option("http.queue_bytes", "", "BYTES", "messages waiting for one WebSocket's reader",
             [](C& c) -> auto& { return c.limits.queue_bytes; }),
      option("http.ping_interval", "", "SECONDS", "silence before a WebSocket is asked for life",
             [](C& c) -> auto& { return c.limits.ping_interval; }),
  };
}

std::vector<Option> room_options() {
  return {
      option("rooms.participants", "", "N", "participants of one room",
             [](C& c) -> auto& { return c.rooms.participants_max; }),
      option("rooms.tracks_per_participant", "", "N", "tracks that one participant may publish",
             [](C& c) -> auto& { return c.rooms.tracks_per_participant_max; }),
      option("rooms.empty_timeout", "", "SECONDS", "until a room that nobody joined is forgotten",
             [](C& c) -> auto& { return c.rooms.empty_timeout; }),
      option("rooms.departure_timeout", "", "SECONDS",
             "from the last participant's leaving until the room is forgotten",
             [](C& c) -> auto& { return c.rooms.departure_timeout; }),
      option("rooms.ping_interval", "", "SECONDS", "how often clients give a sign of life",
             [](C& c) -> auto& { return c.rooms.ping_interval; }),
      option("rooms.ping_timeout", "", "SECONDS",
             "silence after which clients take a connection for lost",
             [](C& c) -> auto& { return c.rooms.ping_timeout; }),
      option("rooms.resume_grace", "", "SECONDS",
             "how long one whose connection was lost may take to come back",
             [](C& c) -> auto& { return c.rooms.resume_grace; }),
      option("rooms.token_validity", "", "SECONDS", "of the fresh tokens for those who stay",
             [](C& c) -> auto& { return c.rooms.token_validity; }),
      option("rooms.waiting_data_bytes", "", "BYTES",
             "reliable data kept for a receiver that still connects",
             [](C& c) -> auto& { return c.rooms.waiting_data_bytes_max; }),
  };
}

std::vector<Option> all_options() {
  std::vector<Option> all;
  for (auto part : {server_options, media_options, room_options, http_options})
    for (Option& one : part()) all.push_back(std::move(one));
  return all;
}

}  // namespace

std::span<const Option> options() {
  static const std::vector<Option> all = all_options();
  return all;
}

bool parse_endpoint(const std::string& text, Endpoint& endpoint) {
  std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return false;
  Endpoint parsed;
  if (!from_text(text.substr(colon + 1), parsed.port)) return false;
  std::string address = text.substr(0, colon);
  if (address == "localhost") address = "127.0.0.1";
  if (address.empty()) address = "0.0.0.0";
  bool bracketed = address.size() > 2 && address.front() == '[' && address.back() == ']';
  if (bracketed) address = address.substr(1, address.size() - 2);
  if (!bracketed && address.find(':') != std::string::npos) return false;
  if (!parse_address(address, parsed)) return false;
  endpoint = parsed;
  return true;
}

}  // namespace hemicycle::app
