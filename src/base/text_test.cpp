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

TEST(Quoted, lets_no_text_leave_its_place_in_a_line) {
  EXPECT_EQ(quoted("Việt Nam"), "\"Việt Nam\"");
  EXPECT_EQ(quoted("a\" admin=\"true"), R"("a\" admin=\"true")");
  EXPECT_EQ(quoted("back\\slash"), R"("back\\slash")");
  EXPECT_EQ(quoted("a\nevent=join\r\x1b\x7f"), R"("a\nevent=join\u000d\u001b\u007f")");
}

}  // namespace
}  // namespace hemicycle
