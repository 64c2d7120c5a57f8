#include "app/invitation_routes.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/spdlog.h>

#include "app/join_token.h"
#include "base/text.h"

namespace hemicycle::app {

namespace json = boost::json;

namespace {

http::Response unknown() {
  return http::Response::json(
      R"({"error":"unknown","message":"There is no such invitation. Check the link, or ask the )"
      R"(secretariat for a new one."})",
      404);
}

http::Response personal(const json::object& content) {
  http::Response response = http::Response::json(json::serialize(content));
  response.headers.push_back({"Cache-Control", "no-store"});
  return response;
}

template <typename Answer>
http::Response or_unavailable(Answer answer) {
  try {
    return answer();
  } catch (const InvitationsUnavailable& error) {
    spdlog::error("event=invitations_unavailable reason={}", quoted(error.what()));
    http::Response response = http::Response::json(
        R"({"error":"unavailable","message":"Invitations cannot be looked up at the moment. )"
        R"(Try again later, or tell the secretariat."})",
        503);
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
  }
}

Grants grants_of(const Invitation& invitation) {
  Grants grants{{"canPublish", invitation.may_publish()},
                {"canPublishData", invitation.may_publish()},
                {"canSubscribe", true}};
  if (invitation.role == "chair") grants["roomAdmin"] = true;
  return grants;
}

}  // namespace

InvitationRoutes::InvitationRoutes(InvitationBook& book, Key key, std::function<Now()> read_clock)
    : book_(book), key_(std::move(key)), read_clock_(std::move(read_clock)) {}

void InvitationRoutes::add_to(http::Router& router) {
  router.add("GET", "/api/invitations/{code}", [this](const http::Request& request) -> http::Reply {
    return or_unavailable([&] { return describe(request); });
  });
  router.add("POST", "/api/invitations/{code}",
             [this](const http::Request& request) -> http::Reply {
               return or_unavailable([&] { return admit(request); });
             });
}

http::Response InvitationRoutes::describe(const http::Request& request) {
  std::optional<Invitation> found = book_.find(request.parameters.at("code"));
  if (!found) return unknown();
  return personal({{"code", found->code},
                   {"session", json::parse(found->session_json)},
                   {"person",
                    {{"office", json::parse(found->office_json)},
                     {"delegation", json::parse(found->delegation_json)},
                     {"country", found->country},
                     {"role", found->role}}},
                   {"language", found->language},
                   {"mayPublish", found->may_publish()}});
}

http::Response InvitationRoutes::admit(const http::Request& request) {
  std::optional<Invitation> found = book_.find(request.parameters.at("code"));
  if (!found) return unknown();
  JoinToken token;
  token.identity = found->identity;
  token.name = full_name(*found);
  token.room = found->room;
  token.attributes = {{"role", found->role},
                      {"country", found->country},
                      {"office", found->office_json},
                      {"delegation", found->delegation_json}};
  token.grants = grants_of(*found);
  return personal({{"token", sign_join_token(token, key_.name, key_.secret, read_clock_().wall)}});
}

}  // namespace hemicycle::app
