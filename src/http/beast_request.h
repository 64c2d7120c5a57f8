#pragma once

#include <optional>

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "http/message.h"

namespace hemicycle::http {

using BeastRequest = boost::beast::http::request<boost::beast::http::string_body>;
using BeastResponse = boost::beast::http::response<boost::beast::http::string_body>;

// Decodes the target, whether a path or a whole address (RFC 9112, 3.2), and takes the body out of
// `received`. None when the target is malformed, hides a NUL or has more than 64 parameters.
std::optional<Request> decode_request(BeastRequest& received, const Endpoint& remote);

}  // namespace hemicycle::http
