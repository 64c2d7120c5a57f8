#include "livekit/grants.h"

#include <array>
#include <utility>

#include <boost/json.hpp>

namespace hemicycle::livekit {
namespace {

namespace json = boost::json;

// Reads optional members of an object and remembers whether one had a wrong type.
class Members {
 public:
  explicit Members(const json::object& object) : object_(object) {}

  bool ok() const { return ok_; }

  std::string text(std::string_view name) {
    const json::value* value = find(name);
    if (!value) return {};
    const json::string* text = value->if_string();
    ok_ = ok_ && text;
    return text ? std::string(*text) : std::string();
  }

  std::optional<bool> flag(std::string_view name) {
    const json::value* value = find(name);
    if (!value) return std::nullopt;
    const bool* flag = value->if_bool();
    ok_ = ok_ && flag;
    return flag ? std::optional(*flag) : std::nullopt;
  }

  const json::object* object(std::string_view name) {
    const json::value* value = find(name);
    ok_ = ok_ && (!value || value->is_object());
    return value ? value->if_object() : nullptr;
  }

  const json::array* array(std::string_view name) {
    const json::value* value = find(name);
    ok_ = ok_ && (!value || value->is_array());
    return value ? value->if_array() : nullptr;
  }

 private:
  const json::value* find(std::string_view name) const {
    const json::value* value = object_.if_contains(name);
    return value && !value->is_null() ? value : nullptr;
  }

  const json::object& object_;
  bool ok_ = true;
};

std::optional<Attributes> read_attributes(const json::object* object) {
  Attributes attributes;
  if (!object) return attributes;
  for (const auto& [name, value] : *object) {
    if (!value.is_string()) return std::nullopt;
    attributes.emplace(name, std::string(value.get_string()));
  }
  return attributes;
}

std::optional<TrackSource> source_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, TrackSource>, 5> kNames = {{
      {"unknown", TrackSource::kUnknown},
      {"camera", TrackSource::kCamera},
      {"microphone", TrackSource::kMicrophone},
      {"screen_share", TrackSource::kScreenShare},
      {"screen_share_audio", TrackSource::kScreenShareAudio},
  }};
  for (const auto& [known, source] : kNames)
    if (known == name) return source;
  return std::nullopt;
}

// False when the list has something else than known sources.
bool read_sources(const json::array* list, std::set<TrackSource>& sources) {
  if (!list) return true;
  for (const json::value& value : *list) {
    auto source = value.is_string() ? source_of(value.get_string()) : std::nullopt;
    if (!source) return false;
    sources.insert(*source);
  }
  return true;
}

bool read_video_grant(const json::object& object, Grants& grants) {
  Members video(object);
  grants.room = video.text("room");
  grants.room_join = video.flag("roomJoin").value_or(false);
  Permission& permission = grants.permission;
  permission.can_publish = video.flag("canPublish").value_or(true);
  permission.can_subscribe = video.flag("canSubscribe").value_or(true);
  permission.can_publish_data = video.flag("canPublishData").value_or(permission.can_publish);
  permission.can_update_own_metadata = video.flag("canUpdateOwnMetadata").value_or(false);
  permission.hidden = video.flag("hidden").value_or(false);
  return read_sources(video.array("canPublishSources"), permission.publish_sources) && video.ok();
}

constexpr std::string_view kClaimLimits =
    "a claim is too long; metadata and attributes have at most 65536 bytes each, identity, name "
    "and "
    "room 256";
static_assert(kMetadataBytesMax == 65536 && kAttributesBytesMax == 65536 &&
              kIdentityBytesMax == 256 && kNameBytesMax == 256);

bool is_too_long(const Grants& grants) {
  return grants.identity.size() > kIdentityBytesMax || grants.room.size() > kNameBytesMax ||
         grants.name.size() > kNameBytesMax || grants.metadata.size() > kMetadataBytesMax ||
         size_of(grants.attributes) > kAttributesBytesMax;
}

}  // namespace

std::size_t size_of(const Attributes& attributes) {
  std::size_t size = 0;
  for (const auto& [name, value] : attributes) size += name.size() + value.size();
  return size;
}

Result<Grants, GrantError> parse_grants(std::string_view claims) {
  json::error_code error;
  json::value value = json::parse(claims, error);
  if (error || !value.is_object()) return unexpected(GrantError::kMalformed);
  Members members(value.get_object());
  Grants grants;
  grants.identity = members.text("sub");
  grants.name = members.text("name");
  grants.metadata = members.text("metadata");
  auto attributes = read_attributes(members.object("attributes"));
  const json::object* video = members.object("video");
  bool video_ok = !video || read_video_grant(*video, grants);
  if (!members.ok() || !attributes || !video_ok) return unexpected(GrantError::kMalformed);
  grants.attributes = std::move(*attributes);
  if (is_too_long(grants)) return unexpected(GrantError::kTooLong);
  if (grants.identity.empty()) return unexpected(GrantError::kNoIdentity);
  return grants;
}

Result<Grants, Refusal> authorize_join(std::string_view token,
                                       const crypto::SecretOfIssuer& secret_of, WallTime now) {
  if (token.empty()) return unexpected(Refusal{401, "no access token"});
  auto verified = crypto::verify_jwt(token, secret_of, now);
  if (!verified)
    return unexpected(
        Refusal{401, "invalid token: " + std::string(crypto::to_string(verified.error()))});
  auto grants = parse_grants(verified->claims);
  if (!grants) {
    switch (grants.error()) {
      case GrantError::kMalformed:
        return unexpected(Refusal{401, "invalid token: malformed claims"});
      case GrantError::kNoIdentity:
        return unexpected(Refusal{401, "invalid token: no identity"});
      case GrantError::kTooLong:
        return unexpected(Refusal{401, "invalid token: " + std::string(kClaimLimits)});
    }
  }
  if (!grants->room_join) return unexpected(Refusal{403, "the token does not let join a room"});
  if (grants->room.empty()) return unexpected(Refusal{403, "the token names no room"});
  grants->claims = std::move(verified->claims);
  grants->issuer = std::move(verified->issuer);
  return std::move(*grants);
}

std::string renew_token(std::string_view claims, std::string_view secret, WallTime now,
                        std::chrono::seconds validity) {
  json::value value = json::parse(claims);
  auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch();
  value.get_object()["nbf"] = seconds.count();
  value.get_object()["exp"] = (seconds + validity).count();
  return crypto::sign_jwt(json::serialize(value), secret);
}

}  // namespace hemicycle::livekit
