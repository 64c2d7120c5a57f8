#include "wire/stun.h"

#include <algorithm>
#include <array>

#include <gtest/gtest.h>

namespace hemicycle::wire {
namespace {

// RFC 5769, 2.1 to 2.3. Password: "VOkJxbRl1RmTxUk/WvJxBt".
const Bytes kSampleRequest{
    0x00, 0x01, 0x00, 0x58, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86,
    0xfa, 0x87, 0xdf, 0xae, 0x80, 0x22, 0x00, 0x10, 0x53, 0x54, 0x55, 0x4e, 0x20, 0x74, 0x65, 0x73,
    0x74, 0x20, 0x63, 0x6c, 0x69, 0x65, 0x6e, 0x74, 0x00, 0x24, 0x00, 0x04, 0x6e, 0x00, 0x01, 0xff,
    0x80, 0x29, 0x00, 0x08, 0x93, 0x2f, 0xf9, 0xb1, 0x51, 0x26, 0x3b, 0x36, 0x00, 0x06, 0x00, 0x09,
    0x65, 0x76, 0x74, 0x6a, 0x3a, 0x68, 0x36, 0x76, 0x59, 0x20, 0x20, 0x20, 0x00, 0x08, 0x00, 0x14,
    0x9a, 0xea, 0xa7, 0x0c, 0xbf, 0xd8, 0xcb, 0x56, 0x78, 0x1e, 0xf2, 0xb5, 0xb2, 0xd3, 0xf2, 0x49,
    0xc1, 0xb5, 0x71, 0xa2, 0x80, 0x28, 0x00, 0x04, 0xe5, 0x7a, 0x3b, 0xcf};
const Bytes kSampleResponseV4{
    0x01, 0x01, 0x00, 0x3c, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86,
    0xfa, 0x87, 0xdf, 0xae, 0x80, 0x22, 0x00, 0x0b, 0x74, 0x65, 0x73, 0x74, 0x20, 0x76, 0x65, 0x63,
    0x74, 0x6f, 0x72, 0x20, 0x00, 0x20, 0x00, 0x08, 0x00, 0x01, 0xa1, 0x47, 0xe1, 0x12, 0xa6, 0x43,
    0x00, 0x08, 0x00, 0x14, 0x2b, 0x91, 0xf5, 0x99, 0xfd, 0x9e, 0x90, 0xc3, 0x8c, 0x74, 0x89, 0xf9,
    0x2a, 0xf9, 0xba, 0x53, 0xf0, 0x6b, 0xe7, 0xd7, 0x80, 0x28, 0x00, 0x04, 0xc0, 0x7d, 0x4c, 0x96};
const Bytes kSampleResponseV6{
    0x01, 0x01, 0x00, 0x48, 0x21, 0x12, 0xa4, 0x42, 0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34, 0xd6, 0x86,
    0xfa, 0x87, 0xdf, 0xae, 0x80, 0x22, 0x00, 0x0b, 0x74, 0x65, 0x73, 0x74, 0x20, 0x76, 0x65, 0x63,
    0x74, 0x6f, 0x72, 0x20, 0x00, 0x20, 0x00, 0x14, 0x00, 0x02, 0xa1, 0x47, 0x01, 0x13, 0xa9, 0xfa,
    0xa5, 0xd3, 0xf1, 0x79, 0xbc, 0x25, 0xf4, 0xb5, 0xbe, 0xd2, 0xb9, 0xd9, 0x00, 0x08, 0x00, 0x14,
    0xa3, 0x82, 0x95, 0x4e, 0x4b, 0xe6, 0x7b, 0xf1, 0x17, 0x84, 0xc9, 0x7c, 0x82, 0x92, 0xc2, 0x75,
    0xbf, 0xe3, 0xed, 0x41, 0x80, 0x28, 0x00, 0x04, 0xc8, 0xfb, 0x0b, 0x4c};

const StunTransactionId kTransaction{0xb7, 0xe7, 0xa7, 0x01, 0xbc, 0x34,
                                     0xd6, 0x86, 0xfa, 0x87, 0xdf, 0xae};

std::array<std::uint8_t, 20> no_hmac(ByteView) {
  return {};
}

TEST(StunMessage, reads_the_sample_request_of_rfc_5769) {
  auto message = StunMessage::parse(kSampleRequest);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->message_class, StunClass::kRequest);
  EXPECT_EQ(message->method, kStunBinding);
  EXPECT_EQ(message->transaction, kTransaction);
  EXPECT_EQ(message->username, "evtj:h6vY");
  EXPECT_EQ(message->priority, 0x6e0001ffu);
  EXPECT_EQ(message->ice_controlled, 0x932ff9b151263b36u);
  EXPECT_FALSE(message->ice_controlling);
  EXPECT_FALSE(message->use_candidate);
  EXPECT_TRUE(message->has_fingerprint);
  EXPECT_TRUE(message->unknown_required.empty());
}

TEST(StunMessage, reads_the_sample_responses_of_rfc_5769) {
  auto v4 = StunMessage::parse(kSampleResponseV4);
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4->message_class, StunClass::kSuccess);
  EXPECT_EQ(v4->xor_mapped_address, Endpoint::v4(192, 0, 2, 1, 32853));

  auto v6 = StunMessage::parse(kSampleResponseV6);
  ASSERT_TRUE(v6);
  ASSERT_TRUE(v6->xor_mapped_address);
  EXPECT_EQ(v6->xor_mapped_address->to_string(), "[2001:db8:1234:5678:11:2233:4455:6677]:32853");
}

TEST(StunMessage, integrity_covers_what_precedes_it_with_the_length_adjusted) {
  auto message = StunMessage::parse(kSampleRequest);
  ASSERT_TRUE(message);
  StunIntegrityInput input = integrity_input(kSampleRequest, *message);
  EXPECT_EQ(input.header[2], 0x00);
  EXPECT_EQ(input.header[3], 0x50);  // without the fingerprint's eight bytes
  EXPECT_EQ(input.attributes.data(), kSampleRequest.data() + 20);
  EXPECT_EQ(input.attributes.size(), kSampleRequest.size() - 20 - 24 - 8);
  EXPECT_EQ((*message->message_integrity)[0], 0x9a);
}

TEST(StunMessage, refuses_a_wrong_fingerprint) {
  Bytes changed = kSampleRequest;
  changed[45] ^= 1;
  auto message = StunMessage::parse(changed);
  ASSERT_FALSE(message);
  EXPECT_EQ(message.error(), StunError::kWrongFingerprint);
}

TEST(StunMessage, refuses_what_contradicts_itself) {
  auto header = [](std::size_t length) {
    return Bytes{0,    1,    0,    static_cast<std::uint8_t>(length),
                 0x21, 0x12, 0xa4, 0x42,
                 1,    2,    3,    4,
                 5,    6,    7,    8,
                 9,    10,   11,   12};
  };
  auto with = [&header](const Bytes& attributes) {
    Bytes bytes = header(attributes.size());
    for (std::uint8_t byte : attributes) bytes.push_back(byte);
    return bytes;
  };
  Bytes no_cookie = header(0);
  no_cookie[4] = 0;
  struct Case {
    const char* what;
    Bytes bytes;
    StunError error;
  };
  const Case cases[] = {
      {"nineteen bytes", Bytes(19), StunError::kTooShort},
      {"no cookie", no_cookie, StunError::kNotStun},
      {"length too large", header(4), StunError::kWrongLength},
      {"half a word", header(2), StunError::kNotStun},
      {"attribute past the end", with({0, 6, 0, 5, 'a', 'b', 'c', 'd'}), StunError::kTruncated},
      {"priority of two bytes", with({0, 0x24, 0, 2, 1, 2, 0, 0}), StunError::kWrongAttribute},
      {"address of no family", with({0, 0x20, 0, 8, 0, 3, 1, 2, 3, 4, 5, 6}),
       StunError::kWrongAttribute},
      {"error 700", with({0, 9, 0, 4, 0, 0, 7, 0}), StunError::kWrongAttribute},
  };
  for (const Case& test : cases) {
    auto message = StunMessage::parse(test.bytes);
    ASSERT_FALSE(message) << test.what;
    EXPECT_EQ(message.error(), test.error) << test.what;
  }
}

TEST(StunMessage, lists_required_attributes_it_does_not_know) {
  Bytes bytes{0,  1,  0,    16,   0x21, 0x12, 0xa4, 0x42, 1,    2,    3, 4, 5, 6, 7, 8,    9, 10,
              11, 12, 0x00, 0x77, 0x00, 0x00, 0x80, 0x77, 0x00, 0x02, 1, 2, 0, 0, 0, 0x78, 0, 0};
  auto message = StunMessage::parse(bytes);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->unknown_required, (std::vector<std::uint16_t>{0x77, 0x78}));
}

TEST(StunMessage, believes_no_attribute_behind_the_integrity) {
  StunWriter writer(StunClass::kRequest, kStunBinding, kTransaction);
  writer.message_integrity(no_hmac);
  writer.use_candidate();
  writer.username("mallory");
  auto message = StunMessage::parse(std::move(writer).finish());
  ASSERT_TRUE(message);
  EXPECT_FALSE(message->use_candidate);
  EXPECT_FALSE(message->username);
}

TEST(StunWriter, writes_the_sample_response_of_rfc_5769) {
  // The sample carries SOFTWARE, which is not written here; the rest agrees attribute by attribute.
  StunWriter writer(StunClass::kSuccess, kStunBinding, kTransaction);
  writer.xor_mapped_address(Endpoint::v4(192, 0, 2, 1, 32853));
  Bytes bytes = std::move(writer).finish();
  EXPECT_TRUE(std::equal(bytes.begin() + 20, bytes.end(), kSampleResponseV4.begin() + 36));
}

TEST(StunWriter, what_it_writes_is_read_back) {
  StunWriter writer(StunClass::kRequest, kStunBinding, kTransaction);
  writer.username("remote:local");
  writer.priority(1853824767);
  writer.ice_controlling(0x0123456789abcdef);
  writer.use_candidate();
  Bytes covered_copy;
  writer.message_integrity([&](ByteView bytes) {
    covered_copy.assign(bytes.begin(), bytes.end());
    return std::array<std::uint8_t, 20>{0x11, 0x22};
  });
  writer.fingerprint();
  Bytes bytes = std::move(writer).finish();

  auto message = StunMessage::parse(bytes);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->username, "remote:local");
  EXPECT_EQ(message->priority, 1853824767u);
  EXPECT_EQ(message->ice_controlling, 0x0123456789abcdefu);
  EXPECT_TRUE(message->use_candidate);
  EXPECT_TRUE(message->has_fingerprint);
  StunIntegrityInput input = integrity_input(bytes, *message);
  Bytes again(input.header.begin(), input.header.end());
  again.insert(again.end(), input.attributes.begin(), input.attributes.end());
  EXPECT_EQ(again, covered_copy);
}

TEST(StunWriter, refuses_with_a_code_and_a_reason) {
  StunWriter writer(StunClass::kError, kStunBinding, kTransaction);
  writer.error_code(420, "Unknown Attribute");
  writer.unknown_attributes({0x77});
  Bytes bytes = std::move(writer).finish();
  auto message = StunMessage::parse(bytes);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->message_class, StunClass::kError);
  ASSERT_TRUE(message->error_code);
  EXPECT_EQ(message->error_code->code, 420);
  EXPECT_EQ(message->error_code->reason, "Unknown Attribute");
}

TEST(StunWriter, maps_addresses_of_both_families) {
  Endpoint v6{{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 443};
  for (const Endpoint& endpoint : {Endpoint::v4(203, 0, 113, 9, 65535), v6}) {
    StunWriter writer(StunClass::kSuccess, kStunBinding, kTransaction);
    writer.xor_mapped_address(endpoint);
    auto message = StunMessage::parse(std::move(writer).finish());
    ASSERT_TRUE(message);
    EXPECT_EQ(message->xor_mapped_address, endpoint);
  }
}

TEST(LooksLikeStun, tells_it_from_dtls_and_rtp) {
  EXPECT_TRUE(looks_like_stun(kSampleRequest));
  EXPECT_FALSE(looks_like_stun(Bytes(40, 0x16)));
  EXPECT_FALSE(looks_like_stun(Bytes(40, 0x80)));
  EXPECT_FALSE(looks_like_stun({}));
}

}  // namespace
}  // namespace hemicycle::wire
