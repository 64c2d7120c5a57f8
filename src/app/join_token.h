#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/time.h"

namespace hemicycle::app {

// What a participant may do, in the words of LiveKit's tokens ("canPublish": true).
using Grants = std::map<std::string, bool>;

struct JoinToken {
  std::string identity;
  std::string name;
  std::string room;
  std::map<std::string, std::string> attributes;
  Grants grants;
  std::chrono::seconds valid_for{600};
};

// Signed with HMAC-SHA256 by the API key, as every LiveKit client and server reads it.
std::string sign_join_token(const JoinToken& token, const std::string& key,
                            const std::string& secret, WallTime now);

// "canPublish=false,hidden" -> what is named is granted unless it says =false. Throws SetupError
// on a grant that does not exist.
Grants parse_grants(const std::string& text);

}  // namespace hemicycle::app
