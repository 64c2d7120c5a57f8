#pragma once

#include <string>
#include <vector>

#include "meeting/chamber/commands.h"
#include "meeting/meeting.h"

namespace hemicycle::meeting {

// What is asked of the server, which makes a session; `profile` is the name of one that it has.
struct NewSession {
  Body body;
  SessionEntry entry;
  std::string profile;
  std::vector<Officer> officers;
  bool operator==(const NewSession&) const = default;
};
BOOST_DESCRIBE_STRUCT(NewSession, (), (body, entry, profile, officers))

// The command that makes it, by the server's own file of that profile.
CreateSession session_by(const NewSession& asked, const Profile& profile);

}  // namespace hemicycle::meeting
