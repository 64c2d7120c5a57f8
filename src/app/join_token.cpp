#include "app/join_token.h"

#include <algorithm>
#include <sstream>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "app/command.h"
#include "crypto/jwt.h"

namespace hemicycle::app {
namespace {

constexpr const char* kGrantNames[] = {
    "canPublish", "canSubscribe", "canPublishData", "canUpdateOwnMetadata", "hidden",  "recorder",
    "roomAdmin",  "roomCreate",   "roomList",       "roomRecord",           "roomJoin"};

std::int64_t seconds_since_epoch(WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

std::string sign_join_token(const JoinToken& token, const std::string& key,
                            const std::string& secret, WallTime now) {
  boost::json::object video{{"roomJoin", true}, {"room", token.room}};
  for (const auto& [grant, given] : token.grants) video[grant] = given;
  boost::json::object claims{{"iss", key},
                             {"sub", token.identity},
                             {"nbf", seconds_since_epoch(now)},
                             {"exp", seconds_since_epoch(now + token.valid_for)},
                             {"video", video}};
  if (!token.name.empty()) claims["name"] = token.name;
  if (!token.attributes.empty()) {
    boost::json::object attributes;
    for (const auto& [name, value] : token.attributes) attributes[name] = value;
    claims["attributes"] = attributes;
  }
  return crypto::sign_jwt(boost::json::serialize(claims), secret);
}

Grants parse_grants(const std::string& text) {
  Grants grants;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    std::size_t equals = std::min(part.find('='), part.size());
    std::string name = part.substr(0, equals);
    std::string value = equals == part.size() ? "true" : part.substr(equals + 1);
    if (std::ranges::find(kGrantNames, name) == std::end(kGrantNames))
      throw SetupError(fmt::format("--grants: there is no grant '{}'; there are {}", name,
                                   fmt::join(kGrantNames, ", ")));
    if (value != "true" && value != "false")
      throw SetupError(fmt::format("--grants: '{}' is not {}=true or {}=false", part, name, name));
    grants[name] = value == "true";
  }
  return grants;
}

}  // namespace hemicycle::app
