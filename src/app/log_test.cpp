#include "app/log.h"

#include <gtest/gtest.h>

namespace hemicycle::app {
namespace {

TEST(JsonLog, turns_keys_and_values_into_members) {
  const struct {
    const char* line;
    const char* members;
  } cases[] = {
      {"event=started version=0.1.0", R"("event":"started","version":"0.1.0")"},
      {R"(event=bug what="not = that" code=7)", R"("event":"bug","what":"not = that","code":"7")"},
      {"just words", R"("message":"just words")"},
      {"event=x tail here", R"("event":"x","message":"tail here")"},
      {"event= empty=", R"("event":"","empty":"")"},
      {R"(what="unclosed)", R"("what":"unclosed")"},
      {"what=back\\slash\n", R"("what":"back\\slash\n")"},
      {R"(identity="a\" admin=\"true" room="r\n\u001b\\")",
       R"("identity":"a\" admin=\"true","room":"r\n\u001b\\")"},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(as_json_members(c.line), c.members) << c.line;
}

}  // namespace
}  // namespace hemicycle::app
