#pragma once

#include <optional>

#include "http/beast_request.h"

namespace hemicycle::http {

// What RFC 9112 has a server refuse once the headers are there: a body whose end two readers could
// see in different places, or a request that does not say for which host it is. The answer, after
// which the connection closes; none when the request may be read on.
std::optional<Response> refuse_framing(const BeastRequest& request);

// Whether the client waits for 100 before it sends the body (RFC 9110, 10.1.1).
bool expects_continue(const BeastRequest& request);

}  // namespace hemicycle::http
