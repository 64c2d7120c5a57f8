#include "http/message.h"

#include <algorithm>
#include <cctype>

namespace hemicycle::http {
namespace {

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

Response with_type(int status, std::string type, std::string body) {
  return {status, {{"Content-Type", std::move(type)}}, std::move(body)};
}

}  // namespace

std::string_view find_header(const Headers& headers, std::string_view name) {
  for (const Header& header : headers)
    if (same_letters(header.name, name)) return header.value;
  return {};
}

std::string_view Request::query_value(std::string_view name) const {
  auto found = query.find(std::string(name));
  return found == query.end() ? std::string_view() : found->second;
}

std::string_view Request::bearer_token() const {
  constexpr std::string_view kScheme = "Bearer ";
  std::string_view value = header("Authorization");
  if (value.size() < kScheme.size() || !same_letters(value.substr(0, kScheme.size()), kScheme))
    return {};
  return value.substr(kScheme.size());
}

Response Response::text(int status, std::string body) {
  return with_type(status, "text/plain; charset=utf-8", std::move(body));
}

Response Response::html(int status, std::string body) {
  return with_type(status, "text/html; charset=utf-8", std::move(body));
}

Response Response::json(std::string body, int status) {
  return with_type(status, "application/json", std::move(body));
}

}  // namespace hemicycle::http
