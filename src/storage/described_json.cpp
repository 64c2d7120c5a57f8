#include "storage/described_json.h"

#include <algorithm>

namespace hemicycle::storage {

void write_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  out += '"';
  for (char character : text) {
    auto byte = static_cast<unsigned char>(character);
    if (character == '"' || character == '\\') {
      out += '\\';
      out += character;
    } else if (character == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHexDigits[byte >> 4];
      out += kHexDigits[byte & 15];
    } else {
      out += character;
    }
  }
  out += '"';
}

void JsonReading::read(const boost::json::value& json, std::string& value) {
  if (const auto* text = json.if_string())
    value.assign(text->data(), text->size());
  else
    fail("a text is expected");
}

void JsonReading::read(const boost::json::value& json, bool& value) {
  if (const bool* flag = json.if_bool())
    value = *flag;
  else
    fail("true or false is expected");
}

void JsonReading::read(const boost::json::value& json, WallTime& value) {
  std::string text;
  read(json, text);
  std::optional<WallTime> time = parse_time(text);
  if (time)
    value = *time;
  else
    fail("a time is expected");
}

void JsonReading::read(const boost::json::value& json, std::chrono::milliseconds& value) {
  std::int64_t count = 0;
  read_number(json, count);
  value = std::chrono::milliseconds(count);
}

void JsonReading::fail(std::string why) {
  if (ok()) error_ = std::move(why);
}

void JsonReading::locate(std::string_view place) {
  if (ok()) return;
  const bool joined = path_.empty() || path_.front() == '[';
  path_ = std::string(place) + (joined ? "" : ".") + path_;
}

const boost::json::value* JsonReading::member(const boost::json::object& object,
                                              const char* name) const {
  return ok() ? object.if_contains(name) : nullptr;
}

void JsonReading::fail_unknown(const boost::json::object& object,
                               std::span<const std::string_view> names, std::string_view why) {
  for (const auto& field : object) {
    const std::string name(field.key());
    if (std::ranges::find(names, name) == names.end()) fail("'" + name + "' " + std::string(why));
  }
}

}  // namespace hemicycle::storage
