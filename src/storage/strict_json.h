#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/result.h"

namespace hemicycle::storage {

// JSON as RFC 8259 has it, and as two readers cannot take for two things: no object names a member
// twice, which one reader would read as the first and another as the last. The error is what
// follows 'it is not JSON: '.
Result<boost::json::value, std::string> parse_strictly(std::string_view text);

}  // namespace hemicycle::storage
