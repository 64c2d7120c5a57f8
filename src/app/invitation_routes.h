#pragma once

#include <functional>
#include <string>

#include "app/invitations.h"
#include "base/time.h"
#include "http/router.h"

namespace hemicycle::app {

// GET /api/invitations/{code} tells who is invited; POST exchanges the invitation for a join token
// that lives for minutes and opens the room, and the chamber where there is one. docs/openapi.yaml
// describes both.
class InvitationRoutes {
 public:
  struct Key {
    std::string name;
    std::string secret;
  };
  struct World {
    RandomSource& random;
    std::function<Now()> read_clock;
    std::function<bool(const std::string& room)> has_chamber;
  };
  InvitationRoutes(InvitationBook& book, Key key, World world);

  void add_to(http::Router& router);

 private:
  http::Response describe(const http::Request& request);
  http::Response admit(const http::Request& request);

  InvitationBook& book_;
  Key key_;
  World world_;
};

}  // namespace hemicycle::app
