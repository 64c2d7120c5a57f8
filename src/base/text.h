#pragma once

#include <string>
#include <string_view>

namespace hemicycle {

// Whether `text` is UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// As a value of a log line: between quotation marks, with these, backslashes and control characters
// escaped as JSON has it, so that whoever chose the text can forge neither a line nor a key.
std::string quoted(std::string_view text);

}  // namespace hemicycle
