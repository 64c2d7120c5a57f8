#include "rehearsal/member_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hemicycle::rehearsal {
namespace {

using ::testing::HasSubstr;

std::string read(std::string_view content) {
  const auto members = parse_member_list(content);
  if (!members) return members.error();
  std::string text;
  for (const MemberLine& member : *members) {
    text += std::to_string(member.line) + ":" + member.name + "|" + member.country;
    for (const auto& name : member.names) text += "|" + name.language + "=" + name.text;
    text += '\n';
  }
  return text;
}

TEST(MemberList, is_read_as_any_spreadsheet_writes_it) {
  const std::string same = "1:laos|LA|en=Lao PDR, the|vi=Lào\n";
  for (std::string_view content :
       {"laos,LA,\"Lao PDR, the\",Lào", "laos,LA,\"Lao PDR, the\",Lào\n",
        "laos,LA,\"Lao PDR, the\",Lào\r\n", "\xEF\xBB\xBFlaos,LA,\"Lao PDR, the\",Lào\n",
        "laos;LA;Lao PDR, the;Lào\n", "laos\tLA\tLao PDR, the\tLào\r\n"})
    EXPECT_EQ(read(content), same) << content;
  EXPECT_EQ(read(""), "");
  EXPECT_EQ(read("\n\r\n\n"), "");
  EXPECT_EQ(read("a,AA,\"the \"\"A\"\"\",A\n"), "1:a|AA|en=the \"A\"|vi=A\n");
}

TEST(MemberList, may_begin_with_headings_in_any_order_and_among_others) {
  EXPECT_EQ(read("name,country,English,Vietnamese\na,AA,Alpha,An\n"), "2:a|AA|en=Alpha|vi=An\n");
  EXPECT_EQ(read("Region;English;Name\nAsia;Alpha;a\n"), "2:a||en=Alpha\n");
  EXPECT_EQ(read("name,country,English,Vietnamese\na,AA,Alpha,\n"), "2:a|AA|en=Alpha\n");
}

TEST(MemberList, counts_lines_as_an_editor_does) {
  EXPECT_EQ(read("\na,AA,\"Al\npha\",A\n\nb,BB,Bravo,B\n"),
            "2:a|AA|en=Al\npha|vi=A\n5:b|BB|en=Bravo|vi=B\n");
}

TEST(MemberList, names_the_line_of_a_mistake_and_the_cure) {
  struct Case {
    std::string_view content;
    const char* sentence;
  };
  const Case cases[] = {
      {"a,AA,Alpha,A\nb,BB,W\xFCrttemberg,B\n", "line 2: this is not UTF-8, but probably"},
      {std::string_view("\xFF\xFE"
                        "a\0",
                        4),
       "UTF-16; save it as 'CSV UTF-8'"},
      {"a,AA,Alpha,A\nb,BB\n", "line 2: 2 columns where 4 are expected"},
      {"a,AA,\"Alpha,A\n", "line 1: a quotation mark"},
      {"a b,AA,Alpha,A\n", "line 1: the first name is one word"},
      {",AA,Alpha,A\n", "line 1: the first name is one word"},
  };
  for (const Case& c : cases) EXPECT_THAT(read(c.content), HasSubstr(c.sentence));
}

}  // namespace
}  // namespace hemicycle::rehearsal
