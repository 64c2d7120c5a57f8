#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/endpoint.h"

namespace hemicycle::http {

struct Header {
  std::string name;
  std::string value;
};
using Headers = std::vector<Header>;

// The first header of that name, whatever its case; empty when there is none.
std::string_view find_header(const Headers& headers, std::string_view name);

// A request as handlers see it: read whole, within the server's limits, percent-decoded.
struct Request {
  std::string method;                             // "GET"
  std::string path;                               // decoded, without the query: "/rtc/v1"
  std::map<std::string, std::string> query;       // decoded; of a repeated name the first counts
  std::map<std::string, std::string> parameters;  // by the pattern's names: {code} -> "code"
  Headers headers;
  std::string body;
  Endpoint remote;

  std::string_view header(std::string_view name) const { return find_header(headers, name); }
  // Empty when the query does not name it.
  std::string_view query_value(std::string_view name) const;
  // The token of "Authorization: Bearer <token>" (RFC 6750, 2.1), empty without.
  std::string_view bearer_token() const;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;

  static Response text(int status, std::string body);
  static Response html(int status, std::string body);
  static Response json(std::string body, int status = 200);
};

}  // namespace hemicycle::http
