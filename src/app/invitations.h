#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/random.h"

namespace soci {
class session;
}

namespace hemicycle::app {

// A personal invitation to one session. Texts ending in _json are names in several languages:
// {"en": "Viet Nam", "vi": "Việt Nam"}.
struct Invitation {
  std::string code;  // 128 random bits, base64url; whoever knows it is the invited person
  std::string room;
  std::string session_json;
  std::string identity;  // unique in the room
  std::string office_json;
  std::string delegation_json;  // {"en": ""} for a person without a delegation
  std::string country;          // ISO 3166-1 alpha-2 in lower case, or empty
  std::string role;             // chair, delegate, observer...
  std::string language = "en";  // of the interface, BCP 47

  bool may_publish() const { return role != "observer"; }
};

// "Head of delegation, Viet Nam": for what shows one line.
std::string full_name(const Invitation& invitation);

// The database cannot be read or written. The reason names no parameters: a code is a secret.
class InvitationsUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The invitations of a data folder, kept in a database of their own there. Links stay valid over
// restarts. Every member may throw InvitationsUnavailable.
class InvitationBook {
 public:
  // Opens DIR/invitations.sqlite, or creates it readable by its owner only.
  explicit InvitationBook(const std::string& data_folder);
  ~InvitationBook();

  // Stores it under a new code, which it returns.
  std::string add(Invitation invitation, RandomSource& random);
  std::optional<Invitation> find(const std::string& code);
  // In the order of adding.
  std::vector<Invitation> of_room(const std::string& room);

  // Whether the last access succeeded: for /healthz.
  bool is_healthy() const { return healthy_; }

 private:
  template <typename Access>
  auto guarded(Access access);

  std::unique_ptr<soci::session> database_;
  bool healthy_ = true;
};

// The demonstration session: makes its invitations when the book has none, returns them.
std::vector<Invitation> keep_demonstration(InvitationBook& book, RandomSource& random);

}  // namespace hemicycle::app
