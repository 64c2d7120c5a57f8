#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/message.h"
#include "http/web_socket.h"

namespace hemicycle::http {

using Reply = std::variant<Response, Upgrade>;
using Handler = std::function<Reply(const Request&)>;

// Whether pages of other origins may read the answer (CORS). The LiveKit routes allow it, as their
// clients live on other people's pages; they carry tokens, never cookies.
enum class Origins { kOwn, kAny };

// Finds the handler of a method and a path. Patterns: "/api/invitations/{code}" where {code} takes
// one segment, "/{path...}" whose last parameter takes the rest. Literal segments win over
// parameters, those over a rest, whatever the order of adding.
class Router {
 public:
  // `method` is "GET" (which serves HEAD as well), "POST"...
  void add(std::string_view method, std::string_view pattern, Handler handler,
           Origins origins = Origins::kOwn);

  struct Match {
    const Handler* handler = nullptr;  // null: see status
    Origins origins = Origins::kOwn;
    int status = 404;                  // 405 when the path is known with other methods
    std::vector<std::string> methods;  // those the path is known with, for Allow
    std::map<std::string, std::string> parameters;
  };
  Match find(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> segments;
    Handler handler;
    Origins origins;
  };
  std::vector<Route> routes_;  // the most literal first
};

}  // namespace hemicycle::http
