#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace hemicycle {

// Whether `text` is UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// The line (the first is 1) on which a TOML document has a byte beyond ASCII where TOML 1.0 allows
// none, that is outside strings and comments. toml++ 3.3 promises its compiler that some of these
// characters cannot occur, so they are refused before it reads them.
std::optional<std::uint32_t> line_of_stray_character(std::string_view toml);

}  // namespace hemicycle
