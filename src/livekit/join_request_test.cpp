#include "livekit/join_request.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "crypto/base64url.h"
#include "livekit_signal.pb.h"

namespace hemicycle::livekit {
namespace {

std::string gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(text.size() + 1024, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string wrap(const std::string& inner, int compression) {
  proto::WrappedJoinRequest wrapped;
  wrapped.set_compression(static_cast<proto::WrappedJoinRequest::Compression>(compression));
  wrapped.set_join_request(inner);
  return crypto::base64url_encode(as_bytes(wrapped.SerializeAsString()));
}

std::string offer(const std::string& sdp) {
  proto::JoinRequest request;
  request.mutable_publisher_offer()->set_sdp(sdp);
  return request.SerializeAsString();
}

TEST(JoinRequest, is_unpacked_plain_or_gzipped) {
  for (const std::string& text : {wrap(offer("v=0"), proto::WrappedJoinRequest::NONE),
                                  wrap(gzip(offer("v=0")), proto::WrappedJoinRequest::GZIP)}) {
    auto request = parse_join_request(text);
    ASSERT_TRUE(request) << describe(request.error());
    EXPECT_EQ((*request)->publisher_offer().sdp(), "v=0");
  }
}

TEST(JoinRequest, may_be_padded_and_in_the_other_alphabet) {
  std::string text = wrap(offer("?>?>?>~~~~~~\u00ff\u00fe"), proto::WrappedJoinRequest::NONE);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.size() % 4 != 0) text += '=';
  EXPECT_TRUE(parse_join_request(text));
}

TEST(JoinRequest, is_refused_when_it_is_not_what_it_says) {
  std::string broken = gzip(offer("v=0"));
  broken.resize(broken.size() / 2);
  const std::pair<std::string, JoinRequestError> cases[] = {
      {"*", JoinRequestError::kNotBase64},
      {crypto::base64url_encode(as_bytes("\xff\xff")), JoinRequestError::kMalformed},
      {wrap("\xff", proto::WrappedJoinRequest::NONE), JoinRequestError::kMalformed},
      {wrap("x", proto::WrappedJoinRequest::GZIP), JoinRequestError::kBadCompression},
      {wrap(broken, proto::WrappedJoinRequest::GZIP), JoinRequestError::kBadCompression},
      {wrap("x", 7), JoinRequestError::kUnknownCompression},
      {std::string(kJoinRequestBytesMax + 1, 'A'), JoinRequestError::kTooLarge},
      // A bomb: a thousand times its size once unpacked.
      {wrap(gzip(offer(std::string(kJoinRequestBytesMax, 'x'))), proto::WrappedJoinRequest::GZIP),
       JoinRequestError::kTooLarge},
  };
  for (const auto& [text, error] : cases) {
    auto request = parse_join_request(text);
    ASSERT_FALSE(request) << describe(error);
    EXPECT_EQ(request.error(), error) << describe(request.error());
  }
}

}  // namespace
}  // namespace hemicycle::livekit
