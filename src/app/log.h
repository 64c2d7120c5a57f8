#pragma once

#include <string>
#include <string_view>

namespace hemicycle::app {

// Sends the program's log to standard error, one event a line: `event=... key=value` as written,
// with time and level before it, or the same as a JSON object.
void set_up_log(const std::string& level, const std::string& format);

// `event=listen address=127.0.0.1:80 reason="in use"` as the members of a JSON object, without
// braces. Text without a key comes as "message".
std::string as_json_members(std::string_view line);

}  // namespace hemicycle::app
