#include "crypto/base64url.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace hemicycle::crypto {
namespace {

TEST(Base64url, matches_rfc_4648_without_padding) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},        {"f", "Zg"},        {"fo", "Zm8"},
      {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"\xfb\xff", "-_8"}};
  for (const auto& [plain, encoded] : cases) {
    EXPECT_EQ(base64url_encode(as_bytes(plain)), encoded);
    const auto decoded = base64url_decode(encoded);
    ASSERT_TRUE(decoded) << encoded;
    EXPECT_EQ(as_text(*decoded), plain);
  }
}

TEST(Base64url, refuses_what_encodes_nothing) {
  for (std::string_view text : {"A", "Zm9vY", "Zg==", "Zh", "Zm9+", "Zm9/", "Zm 9", "Zm9v\n"})
    EXPECT_FALSE(base64url_decode(text)) << text;
}

TEST(Base64url, accepts_padding_when_told_so) {
  EXPECT_EQ(base64url_decode("Zg==", Padding::kAllowed), Bytes{'f'});
  EXPECT_EQ(base64url_decode("Zg", Padding::kAllowed), Bytes{'f'});
  EXPECT_FALSE(base64url_decode("Zg=", Padding::kAllowed));
  EXPECT_FALSE(base64url_decode("====", Padding::kAllowed));
}

TEST(Base64url, returns_any_bytes_unchanged) {
  SeededRandom random(7);
  for (std::size_t size = 0; size < 200; ++size) {
    Bytes bytes(size);
    random.fill(bytes);
    EXPECT_EQ(base64url_decode(base64url_encode(bytes)), bytes) << "seed 7, size " << size;
  }
}

}  // namespace
}  // namespace hemicycle::crypto
