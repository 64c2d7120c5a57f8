#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace hemicycle::proto {
class JoinRequest;
}

namespace hemicycle::livekit {

// Of the request, packed and unpacked: an offer of a client that publishes at once is some tens of
// KB. Six kilobytes can hold a thousand times as much.
inline constexpr std::size_t kJoinRequestBytesMax = 128 * 1024;

enum class JoinRequestError : std::uint8_t {
  kNotBase64,
  kMalformed,
  kUnknownCompression,
  kBadCompression,
  kTooLarge,
};
std::string_view describe(JoinRequestError error);

// Unpacks `join_request`, a query parameter of GET /rtc/v1: base64url of a message that wraps the
// join request, which may be gzipped. Both alphabets and padding are accepted, as clients differ.
Result<std::unique_ptr<proto::JoinRequest>, JoinRequestError> parse_join_request(
    std::string_view text);

// The join request that the query parameters of GET /rtc say one by one: auto_subscribe (unless it
// is 0 or false), reconnect and sid. `value_of` gives a parameter's value, empty when it is absent.
std::unique_ptr<proto::JoinRequest> join_request_of_query(
    const std::function<std::string_view(std::string_view)>& value_of);

// Inflates a gzip stream (RFC 1952) that may not give more than `limit` bytes.
Result<Bytes, JoinRequestError> gunzip(ByteView compressed, std::size_t limit);

}  // namespace hemicycle::livekit
