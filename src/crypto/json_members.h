#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hemicycle::crypto {

// The members of one JSON object (RFC 8259), still in the text: just enough to check a token before
// it is trusted. It is stricter than a JSON library: names are unique and without escapes, so that
// no later reader of the same text can see a different value under the same name.
struct JsonMember {
  std::string_view name;
  std::string_view value;  // as written, a string with its quotes
};

std::optional<std::vector<JsonMember>> parse_json_members(std::string_view object);

// Nothing when there is no such member.
std::optional<std::string_view> find_member(const std::vector<JsonMember>& members,
                                            std::string_view name);

// The text of a string that needs no unescaping; nothing for any other value.
std::optional<std::string_view> plain_string(std::string_view value);

// A number's whole part; nothing for another value, an exponent, or more than 15 digits.
std::optional<std::int64_t> whole_number(std::string_view value);

}  // namespace hemicycle::crypto
