#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/jwt.h"

namespace hemicycle::livekit {

// Where a track comes from; the numbers are the protocol's (TrackSource).
enum class TrackSource : std::uint8_t {
  kUnknown = 0,
  kCamera = 1,
  kMicrophone = 2,
  kScreenShare = 3,
  kScreenShareAudio = 4,
};

// What a participant may do. Changed while it is connected, for instance when the chair gives the
// floor.
struct Permission {
  bool can_publish = true;
  bool can_subscribe = true;
  bool can_publish_data = true;
  bool can_update_own_metadata = false;
  bool hidden = false;                    // others never learn of it
  std::set<TrackSource> publish_sources;  // empty: all

  bool can_publish_source(TrackSource source) const {
    return can_publish && (publish_sources.empty() || publish_sources.contains(source));
  }
  friend bool operator==(const Permission&, const Permission&) = default;
};

using Attributes = std::map<std::string, std::string>;

// What a join token says, once its signature has been verified.
struct Grants {
  std::string identity;
  std::string name;
  std::string metadata;
  Attributes attributes;
  bool room_join = false;
  std::string room;
  Permission permission;
  // The token itself, to be renewed while its bearer stays.
  std::string issuer;
  std::string claims;
};

// Limits on the texts that a token or a participant brings along and everyone else is sent.
inline constexpr std::size_t kIdentityBytesMax = 256;
inline constexpr std::size_t kNameBytesMax = 256;
inline constexpr std::size_t kMetadataBytesMax = 64 * 1024;
inline constexpr std::size_t kAttributesBytesMax = 64 * 1024;

std::size_t size_of(const Attributes& attributes);

enum class GrantError : std::uint8_t { kMalformed, kNoIdentity, kTooLong };

// Reads the claims of a verified token. Claims of a wrong type make it malformed rather than
// absent: a token that denies something in a wrong way must not grant it.
Result<Grants, GrantError> parse_grants(std::string_view claims);

// Why a request is turned away.
struct Refusal {
  int status = 401;  // 401: who are you? 403: not you
  std::string reason;
};

// Verifies `token` and checks that it lets its bearer into a room.
Result<Grants, Refusal> authorize_join(std::string_view token,
                                       const crypto::SecretOfIssuer& secret_of, WallTime now);

// The same claims under a new expiry and signature: what a client that stays connected uses when it
// has to connect again. `claims` are those of a verified token.
std::string renew_token(std::string_view claims, std::string_view secret, WallTime now,
                        std::chrono::seconds validity);

}  // namespace hemicycle::livekit
