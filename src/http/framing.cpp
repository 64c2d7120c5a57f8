#include "http/framing.h"

#include <algorithm>

#include <boost/beast/core/string.hpp>

namespace hemicycle::http {
namespace {

namespace beast = boost::beast;
using beast::http::field;

constexpr unsigned kVersion11 = 11;

std::size_t count(const BeastRequest& request, field name) {
  auto [first, last] = request.equal_range(name);
  return static_cast<std::size_t>(std::distance(first, last));
}

// uri-host [":" port] (RFC 9110, 7.2), as far as it could be mistaken for something else.
bool is_host(beast::string_view host) {
  return std::ranges::none_of(host, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 127 ||
           std::string_view(",/\\?#@<>\"").find(c) != std::string_view::npos;
  });
}

std::optional<Response> refuse_encoding(const BeastRequest& request) {
  std::size_t encodings = count(request, field::transfer_encoding);
  if (encodings == 0) return std::nullopt;
  if (count(request, field::content_length) > 0 || encodings > 1 || request.version() != kVersion11)
    return Response::text(400, "The request says in two ways where its body ends.\n");
  if (!beast::iequals(request[field::transfer_encoding], "chunked"))
    return Response::text(501, "No transfer encoding but chunked is understood here.\n");
  return std::nullopt;
}

}  // namespace

std::optional<Response> refuse_framing(const BeastRequest& request) {
  if (auto refusal = refuse_encoding(request)) return refusal;
  std::size_t hosts = count(request, field::host);
  if (hosts > 1 || (hosts == 0 && request.version() == kVersion11) ||
      !is_host(request[field::host]))
    return Response::text(400, "The request does not say for which host it is.\n");
  auto expectation = request[field::expect];
  if (!expectation.empty() && !beast::iequals(expectation, "100-continue"))
    return Response::text(417, "The server does not meet this expectation.\n");
  return std::nullopt;
}

bool expects_continue(const BeastRequest& request) {
  return request.version() == kVersion11 && !request[field::expect].empty();
}

}  // namespace hemicycle::http
