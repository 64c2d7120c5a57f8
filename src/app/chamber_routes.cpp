#include "app/chamber_routes.h"

#include <charconv>
#include <optional>
#include <utility>

#include "chamber/frames.h"
#include "livekit/grants.h"

namespace hemicycle::app {

using chamber::Chambers;
using chamber::CloseCode;
using chamber::Invited;

namespace {

// Of a "Sec-WebSocket-Protocol: a, b" the first that fits, or else the first: a browser takes no
// answer, and no close code, on a socket whose protocol it has not asked for.
std::string_view chosen_protocol(std::string_view offered) {
  std::string_view first;
  while (!offered.empty()) {
    const std::size_t comma = std::min(offered.find(','), offered.size());
    std::string_view each = offered.substr(0, comma);
    offered.remove_prefix(std::min(comma + 1, offered.size()));
    while (each.starts_with(' ')) each.remove_prefix(1);
    while (each.ends_with(' ')) each.remove_suffix(1);
    if (each == chamber::kProtocol) return each;
    if (first.empty()) first = each;
  }
  return first;
}

std::optional<meeting::PersonId> person_of(std::string_view identity) {
  std::uint64_t number = 0;
  const char* end = identity.data() + identity.size();
  const auto [stop, error] = std::from_chars(identity.data(), end, number);
  if (error != std::errc() || stop != end || number == 0) return std::nullopt;
  return meeting::PersonId(number);
}

// As what the token says; a role that is none of these opens no more than the public's link.
Invited invited_as(const livekit::Attributes& attributes) {
  const auto role = attributes.find("role");
  if (role == attributes.end()) return Invited::kPublic;
  const std::pair<std::string_view, Invited> roles[] = {{"chair", Invited::kChair},
                                                        {"secretariat", Invited::kSecretariat},
                                                        {"delegate", Invited::kDelegate},
                                                        {"observer", Invited::kObserver},
                                                        {"interpreter", Invited::kInterpreter},
                                                        {"technician", Invited::kTechnician}};
  for (const auto& [name, invited] : roles)
    if (role->second == name) return invited;
  return Invited::kPublic;
}

}  // namespace

std::string chamber_path(const std::string& session) {
  return "/chamber/" + session + "/socket";
}

ChamberRoutes::ChamberRoutes(Chambers& chambers, crypto::SecretOfIssuer secret_of,
                             std::function<Now()> read_clock)
    : chambers_(chambers), secret_of_(std::move(secret_of)), read_clock_(std::move(read_clock)) {}

void ChamberRoutes::add_to(http::Router& router) {
  router.add("GET", chamber_path("{id}"), [this](const http::Request& request) -> http::Reply {
    http::Upgrade upgrade{open(request), {}};
    const std::string_view protocol = chosen_protocol(request.header("Sec-WebSocket-Protocol"));
    if (!protocol.empty())
      upgrade.headers.push_back({"Sec-WebSocket-Protocol", std::string(protocol)});
    return upgrade;
  });
}

std::unique_ptr<http::WebSocketSession> ChamberRoutes::open(const http::Request& request) {
  if (chosen_protocol(request.header("Sec-WebSocket-Protocol")) != chamber::kProtocol)
    return Chambers::turn_away(CloseCode::kOtherProtocol, "another protocol");
  const std::string& session = request.parameters.at("id");
  if (!chambers_.knows(session))
    return Chambers::turn_away(CloseCode::kNoSuchSession, "no such session");
  const auto grants =
      livekit::authorize_join(request.query_value("token"), secret_of_, read_clock_().wall);
  if (!grants) return Chambers::turn_away(CloseCode::kNoToken, grants.error().reason);
  if (grants->room != session)
    return Chambers::turn_away(CloseCode::kNotAdmitted, "the token is for another session");
  chamber::Visitor visitor;
  visitor.invited = invited_as(grants->attributes);
  if (visitor.invited != Invited::kPublic) visitor.person = person_of(grants->identity);
  return chambers_.serve(session, visitor);
}

}  // namespace hemicycle::app
