#include "base/text.h"

#include <gtest/gtest.h>

namespace hemicycle {
namespace {

TEST(Utf8, knows_text_of_every_length_from_bytes_that_are_none) {
  for (std::string_view text : {"", "Lao PDR", "Việt Nam", "대한민국", "\U0001F1FB\U0001F1F3"})
    EXPECT_TRUE(is_utf8(text)) << text;
  const std::string_view broken[] = {
      "L\x92",             // a continuation without a lead
      "Vi\xE1\xBB",        // cut short
      "\xC0\x80",          // overlong
      "\xED\xA0\x80",      // a surrogate
      "\xF4\x90\x80\x80",  // above U+10FFFF
      "\xFF",
  };
  for (std::string_view text : broken) EXPECT_FALSE(is_utf8(text));
}

TEST(TomlText, allows_characters_beyond_ascii_in_strings_and_comments_only) {
  struct Case {
    std::string_view toml;
    std::optional<std::uint32_t> line;
  };
  const Case cases[] = {
      {"# Việt\na = \"Việt\"\nb = 'Việt'\n", std::nullopt},
      {"\xEF\xBB\xBF"
       "a = 1\n",
       std::nullopt},
      {"a = \"a \\\" Việt\"\n", std::nullopt},
      {"a = \"\"\"\nViệt \" Nam\n\"\"\"\nb = '''\nViệt\n'''", std::nullopt},
      {"a = \"\"\nb = ''\n", std::nullopt},
      {"a = 1\né = 2\n", 2},
      {"a = 1 \xC2\xA1\n", 1},
      {"a = 'Việt\nNam \xC2\xA1'\n", 2},
      {"a = 'a\\'\xC2\xA1\n", 1},
      {"a = \"\"\"\n\"\"\" \xC2\xA1", 2},
  };
  for (const Case& each : cases)
    EXPECT_EQ(line_of_stray_character(each.toml), each.line) << each.toml;
}

}  // namespace
}  // namespace hemicycle
