#include "base/unicode.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace hemicycle {
namespace {

std::vector<std::string> sorted(std::vector<std::string> names, const std::string& language) {
  const Collation collation(language);
  std::sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
    return collation.key(a) < collation.key(b);
  });
  return names;
}

TEST(Nfc, makes_one_spelling_of_composed_and_combining_letters) {
  const std::string combining =
      "Ho\xCC\x80"
      "a";  // o and a combining grave accent
  EXPECT_FALSE(is_nfc(combining));
  EXPECT_EQ(nfc(combining), "Hòa");
  EXPECT_TRUE(is_nfc("Hòa"));
  EXPECT_EQ(nfc("Hòa"), "Hòa");
  EXPECT_TRUE(is_nfc(""));
}

TEST(Appearance, is_one_for_names_that_a_reader_cannot_tell_apart) {
  const std::string plain = appearance("Viet Nam");
  for (const char* twin : {"viet nam", "Viet\u200B Nam", "Viet\u00A0Nam", "Viet  Nam", " Viet Nam ",
                           "\u2060Viet Nam", "Viet\u00AD Nam", "Ｖｉｅｔ Nam"})
    EXPECT_EQ(appearance(twin), plain) << twin;
  EXPECT_NE(appearance("Viet Name"), plain);
  EXPECT_NE(appearance("Việt Nam"), plain);
  EXPECT_EQ(appearance("\u200B\u2060 \u00A0"), "");
}

TEST(Padding, is_space_of_any_kind_at_either_end) {
  for (const char* padded : {" a", "a ", "\u00A0a", "a\u3000", "\ta", "a\n"})
    EXPECT_TRUE(is_padded(padded)) << padded;
  for (const char* fine : {"a", "a b", ""}) EXPECT_FALSE(is_padded(fine)) << fine;
}

TEST(Unshowable, are_controls_and_directions_that_nothing_ends) {
  for (const char* bad :
       {"a\x01", "\x7F", "a\u0085", "\uFFFF", "\u202Eabc", "\u2066abc\u202Edef\u2069"})
    EXPECT_TRUE(has_unshowable(bad)) << bad;
  for (const char* fine : {"a\nb\tc\r\n", "Việt Nam", "\u2067עברית\u2069", "\u200Fعربي", "日本"})
    EXPECT_FALSE(has_unshowable(fine)) << fine;
}

TEST(CollationOrder, is_that_of_the_language) {
  const std::vector<std::string> english = {"Azerbaijan",   "Côte d'Ivoire", "Croatia", "Türkiye",
                                            "Turkmenistan", "Tuvalu",        "Zimbabwe"};
  EXPECT_EQ(sorted({english.rbegin(), english.rend()}, "en"), english);
  EXPECT_EQ(sorted({"Zambia", "A\xCC\x81ngola", "Brazil", "Azerbaijan"}, "en"),
            (std::vector<std::string>{"A\xCC\x81ngola", "Azerbaijan", "Brazil", "Zambia"}));
  const std::vector<std::string> vietnamese = {"Anh",      "Ăng-gô-la", "Ấn Độ", "Đan Mạch", "Đức",
                                               "Hàn Quốc", "Ô-man",     "Úc",    "Việt Nam"};
  EXPECT_EQ(sorted({vietnamese.rbegin(), vietnamese.rend()}, "vi"), vietnamese);
  EXPECT_EQ(sorted({"Đức", "Dubai"}, "vi"), (std::vector<std::string>{"Dubai", "Đức"}));
}

TEST(CollationOrder, takes_any_language_and_any_bytes) {
  EXPECT_EQ(sorted({"b", "a"}, "no such language"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(sorted({"b", "a"}, ""), (std::vector<std::string>{"a", "b"}));
  EXPECT_NO_THROW((void)Collation("en").key("\xC3 \xF0\x9F"));
  const std::string lengthy(10'000, 'x');
  EXPECT_LT(Collation("en").key(lengthy), Collation("en").key(lengthy + "x"));
}

}  // namespace
}  // namespace hemicycle
