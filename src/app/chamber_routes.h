#pragma once

#include <functional>
#include <string>

#include "base/time.h"
#include "chamber/chambers.h"
#include "crypto/jwt.h"
#include "http/router.h"

namespace hemicycle::app {

// The path of a session's socket: "/chamber/sc-34/socket".
std::string chamber_path(const std::string& session);

// GET /chamber/{id}/socket, the socket of a live meeting (docs/chamber-socket.md). It makes sure of
// who comes, by the join token of the session's room; what they may do is for the meeting to say.
class ChamberRoutes {
 public:
  ChamberRoutes(chamber::Chambers& chambers, crypto::SecretOfIssuer secret_of,
                std::function<Now()> read_clock);

  void add_to(http::Router& router);

 private:
  std::unique_ptr<http::WebSocketSession> open(const http::Request& request);

  chamber::Chambers& chambers_;
  crypto::SecretOfIssuer secret_of_;
  std::function<Now()> read_clock_;
};

}  // namespace hemicycle::app
