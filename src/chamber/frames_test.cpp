#include "chamber/frames.h"

#include <gtest/gtest.h>

namespace hemicycle::chamber {
namespace {

template <typename Frame>
Frame parsed(std::string_view text) {
  const Result<ClientFrame, std::string> frame = parse_frame(text);
  if (!frame || !std::holds_alternative<Frame>(*frame))
    throw std::runtime_error(std::string(text) + ": " + (frame ? "another kind" : frame.error()));
  return std::get<Frame>(*frame);
}

TEST(ChamberFrames, are_read_as_documented) {
  EXPECT_EQ(parsed<Resume>(R"({"resume":null})").at, std::nullopt);
  const auto resume = parsed<Resume>(R"({"resume":1271,"audience":"delegation/24"})");
  EXPECT_EQ(resume.at, 1271u);
  EXPECT_EQ(resume.audience, "delegation/24");
  EXPECT_EQ(parsed<Ping>(R"({"ping":"x"})").text, "x");
  const auto open = parsed<Open>(R"({"request":"r18","open":["votes/3","session"]})");
  EXPECT_EQ(open.request, "r18");
  ASSERT_EQ(open.paths.size(), 2u);
  EXPECT_EQ(open.paths[0], (projection::Path{projection::PathKind::kVotes, 3}));
  EXPECT_EQ(open.paths[1], (projection::Path{projection::PathKind::kSession, 0}));
  const auto wish = parsed<Wish>(R"({"request":"r-1_a.B","as":"delegate","command":{}})");
  EXPECT_EQ(wish.request, "r-1_a.B");
  EXPECT_EQ(wish.as, meeting::Role::kDelegate);
}

TEST(ChamberFrames, of_any_other_form_are_refused_with_a_reason) {
  const std::string long_id(kRequestIdBytesMax + 1, 'r');
  std::string many = R"({"request":"r","open":[)";
  for (std::size_t i = 0; i <= kOpenedMax; ++i) many += R"("floor",)";
  many.back() = ']';
  many += '}';
  for (const std::string& frame :
       {std::string(),
        std::string("[]"),
        std::string("null"),
        std::string("{}"),
        std::string(R"({"resume":null} )") + "x",
        std::string(R"({"resume":-1})"),
        std::string(R"({"resume":1.5})"),
        std::string(R"({"resume":"1"})"),
        std::string(R"({"resume":null,"audience":7})"),
        std::string(R"({"resume":null,"other":1})"),
        std::string(R"({"resume":null,"resume":1})"),
        std::string(R"({"request":"r"})"),
        std::string(R"({"request":"","command":{}})"),
        std::string(R"({"request":7,"command":{}})"),
        std::string(R"({"request":"a b","command":{}})"),
        std::string(R"({"command":{}})"),
        R"({"request":")" + long_id + R"(","command":{}})",
        std::string(R"({"request":"r","as":"observer","command":{}})"),
        std::string(R"({"request":"r","command":{},"open":["floor"]})"),
        std::string(R"({"request":"r","open":[]})"),
        std::string(R"({"request":"r","open":"floor"})"),
        std::string(R"({"request":"r","open":["me"]})"),
        std::string(R"({"request":"r","open":["votes"]})"),
        std::string(R"({"request":"r","open":["votes/0"]})"),
        std::string(R"({"request":"r","open":["votes/03"]})"),
        std::string(R"({"request":"r","open":["votes/-1"]})"),
        std::string(R"({"request":"r","open":["votes/99999999999999999999"]})"),
        std::string(R"({"request":"r","open":["floor/1"]})"),
        many,
        R"({"ping":")" + std::string(kPingBytesMax + 1, 'x') + "\"}",
        std::string("{\"ping\":\"\xff\"}")}) {
    const Result<ClientFrame, std::string> read = parse_frame(frame);
    EXPECT_FALSE(read) << frame;
    EXPECT_TRUE(read || !read.error().empty()) << frame;
  }
}

TEST(ChamberFrames, escape_what_somebody_wrote) {
  EXPECT_EQ(write_pong("\"<\n", WallTime{}),
            R"({"pong":"\"<\n","now":"1970-01-01T00:00:00.000000Z"})");
  EXPECT_EQ(write_refused("r1", kNobody).rfind(R"({"request":"r1","refused":{"code":"nobody")", 0),
            0u);
  EXPECT_EQ(write_done("r1", 7, std::nullopt), R"({"request":"r1","done":7})");
}

}  // namespace
}  // namespace hemicycle::chamber
