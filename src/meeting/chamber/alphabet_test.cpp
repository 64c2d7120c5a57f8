#include "meeting/chamber/alphabet.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace hemicycle::meeting {
namespace {

TEST(Alphabet, letters_with_accents_stand_where_their_plain_ones_do) {
  const std::vector<std::string> alphabetical = {
      "Costa Rica", "Côte d'Ivoire", "Croatia", "Guinea", "Guinea-Bissau", "Guyana", "Tunisia",
      "Türkiye",    "Tuvalu",        "Ukraine", "Ý",      "Zimbabwe"};
  std::vector<std::string> sorted(alphabetical.rbegin(), alphabetical.rend());
  std::sort(sorted.begin(), sorted.end(), [](const std::string& a, const std::string& b) {
    return sorting_key(a) < sorting_key(b);
  });
  EXPECT_EQ(sorted, alphabetical);
}

TEST(Alphabet, vietnamese_names_are_sorted_by_their_letters) {
  EXPECT_EQ(sorting_key("Đức"), "duc");
  EXPECT_EQ(sorting_key("Thổ Nhĩ Kỳ"), "tho nhi ky");
  EXPECT_EQ(sorting_key("Ưu Ơ"), "uu o");
}

TEST(Alphabet, other_scripts_and_broken_text_are_left_as_they_are) {
  EXPECT_EQ(sorting_key("日本"), "日本");
  EXPECT_EQ(sorting_key(""), "");
  EXPECT_EQ(sorting_key("\xC3"), "\xC3");
  EXPECT_EQ(sorting_key("a\xF0\x9F"), "a\xF0\x9F");
  EXPECT_EQ(sorting_key("\xBF"), "\xBF");
}

}  // namespace
}  // namespace hemicycle::meeting
