#include "livekit/join_request.h"

#include <algorithm>
#include <string>

#include <zlib.h>

#include "crypto/base64url.h"
#include "livekit_signal.pb.h"

namespace hemicycle::livekit {
namespace {

// zlib's window bits, with 16 added to ask for a gzip header.
constexpr int kGzipWindowBits = 15 + 16;
constexpr std::size_t kInflateStep = 16 * 1024;

class Inflater {
 public:
  Inflater() { ok_ = inflateInit2(&stream_, kGzipWindowBits) == Z_OK; }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Result<Bytes, JoinRequestError> run(ByteView compressed, std::size_t limit) {
    if (!ok_) return unexpected(JoinRequestError::kBadCompression);
    stream_.next_in = const_cast<Bytef*>(compressed.data());
    stream_.avail_in = static_cast<uInt>(compressed.size());
    Bytes out;
    for (int state = Z_OK; state != Z_STREAM_END;) {
      std::size_t done = out.size();
      if (done > limit) return unexpected(JoinRequestError::kTooLarge);
      out.resize(done + kInflateStep);
      stream_.next_out = out.data() + done;
      stream_.avail_out = kInflateStep;
      state = inflate(&stream_, Z_NO_FLUSH);
      if (state != Z_OK && state != Z_STREAM_END)
        return unexpected(JoinRequestError::kBadCompression);
      out.resize(done + kInflateStep - stream_.avail_out);
    }
    if (out.size() > limit) return unexpected(JoinRequestError::kTooLarge);
    return out;
  }

 private:
  z_stream stream_{};
  bool ok_ = false;
};

bool parse(google::protobuf::MessageLite& message, ByteView bytes) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

std::string_view describe(JoinRequestError error) {
  switch (error) {
    case JoinRequestError::kNotBase64:
      return "join_request is not base64url";
    case JoinRequestError::kMalformed:
      return "join_request is malformed";
    case JoinRequestError::kUnknownCompression:
      return "join_request has an unknown compression";
    case JoinRequestError::kBadCompression:
      return "join_request does not decompress";
    case JoinRequestError::kTooLarge:
      return "join_request is too large";
  }
  return "unknown";
}

Result<Bytes, JoinRequestError> gunzip(ByteView compressed, std::size_t limit) {
  return Inflater().run(compressed, limit);
}

std::unique_ptr<proto::JoinRequest> join_request_of_query(
    const std::function<std::string_view(std::string_view)>& value_of) {
  auto is_true = [&](std::string_view name, bool fallback) {
    std::string_view value = value_of(name);
    return value.empty() ? fallback : value == "1" || value == "true";
  };
  auto request = std::make_unique<proto::JoinRequest>();
  request->mutable_connection_settings()->set_auto_subscribe(is_true("auto_subscribe", true));
  request->set_reconnect(is_true("reconnect", false));
  request->set_participant_sid(std::string(value_of("sid")));
  return request;
}

Result<std::unique_ptr<proto::JoinRequest>, JoinRequestError> parse_join_request(
    std::string_view text) {
  if (text.size() > kJoinRequestBytesMax) return unexpected(JoinRequestError::kTooLarge);
  std::string url_safe(text);
  std::ranges::replace(url_safe, '+', '-');
  std::ranges::replace(url_safe, '/', '_');
  auto bytes = crypto::base64url_decode(url_safe, crypto::Padding::kAllowed);
  if (!bytes) return unexpected(JoinRequestError::kNotBase64);
  proto::WrappedJoinRequest wrapped;
  if (!parse(wrapped, *bytes)) return unexpected(JoinRequestError::kMalformed);
  Bytes inflated;
  ByteView inner = as_bytes(wrapped.join_request());
  if (wrapped.compression() == proto::WrappedJoinRequest::GZIP) {
    auto result = gunzip(inner, kJoinRequestBytesMax);
    if (!result) return unexpected(result.error());
    inflated = std::move(*result);
    inner = inflated;
  } else if (wrapped.compression() != proto::WrappedJoinRequest::NONE) {
    return unexpected(JoinRequestError::kUnknownCompression);
  }
  auto request = std::make_unique<proto::JoinRequest>();
  if (!parse(*request, inner)) return unexpected(JoinRequestError::kMalformed);
  return request;
}

}  // namespace hemicycle::livekit
