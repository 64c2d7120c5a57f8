#pragma once

#include <tl/expected.hpp>

namespace hemicycle {

// A value, or the reason why there is none. Bad input from outside is an error; a broken promise
// inside the program is a Bug (see bug.h).
template <typename Value, typename Error>
using Result = tl::expected<Value, Error>;

using tl::unexpected;

}  // namespace hemicycle
