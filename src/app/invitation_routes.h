#pragma once

#include <functional>
#include <string>

#include "app/invitations.h"
#include "base/time.h"
#include "http/router.h"

namespace hemicycle::app {

// GET /api/invitations/{code} tells who is invited; POST exchanges the invitation for a join token
// that lives for minutes. docs/openapi.yaml describes both.
class InvitationRoutes {
 public:
  struct Key {
    std::string name;
    std::string secret;
  };
  InvitationRoutes(InvitationBook& book, Key key, std::function<Now()> read_clock);

  void add_to(http::Router& router);

 private:
  http::Response describe(const http::Request& request);
  http::Response admit(const http::Request& request);

  InvitationBook& book_;
  Key key_;
  std::function<Now()> read_clock_;
};

}  // namespace hemicycle::app
