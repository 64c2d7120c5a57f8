#include "wire/stun.h"

#include <algorithm>

#include "base/bug.h"
#include "wire/crc32.h"

namespace hemicycle::wire {
namespace {

constexpr std::uint32_t kMagicCookie = 0x2112a442;
constexpr std::uint32_t kFingerprintMask = 0x5354554e;  // "STUN"
constexpr std::size_t kAttributeHeaderSize = 4;
constexpr std::size_t kFingerprintSize = kAttributeHeaderSize + 4;

enum Attribute : std::uint16_t {
  kMappedAddress = 0x0001,
  kUsername = 0x0006,
  kMessageIntegrity = 0x0008,
  kErrorCode = 0x0009,
  kUnknownAttributes = 0x000a,
  kRealm = 0x0014,
  kNonce = 0x0015,
  kMessageIntegritySha256 = 0x001c,
  kXorMappedAddress = 0x0020,
  kPriority = 0x0024,
  kUseCandidate = 0x0025,
  kFingerprint = 0x8028,
  kIceControlled = 0x8029,
  kIceControlling = 0x802a,
};

constexpr std::uint8_t kFamilyV4 = 0x01;
constexpr std::uint8_t kFamilyV6 = 0x02;

// The class bits lie in the middle of the method (RFC 8489, 5, figure 3).
std::uint16_t message_type(StunClass message_class, std::uint16_t method) {
  auto bits = static_cast<unsigned>(message_class);
  return static_cast<std::uint16_t>((method & 0x000f) | (bits & 1) << 4 | (method & 0x0070) << 1 |
                                    (bits & 2) << 7 | (method & 0x0f80) << 2);
}
StunClass class_of(std::uint16_t type) {
  return static_cast<StunClass>((type >> 4 & 1) | (type >> 7 & 2));
}
std::uint16_t method_of(std::uint16_t type) {
  return static_cast<std::uint16_t>((type & 0x000f) | (type & 0x00e0) >> 1 | (type & 0x3e00) >> 2);
}

std::size_t padding_of(std::size_t size) {
  return (4 - size % 4) % 4;
}

// What XOR-MAPPED-ADDRESS is masked with: the cookie, then the transaction id (14.2).
std::array<std::uint8_t, 16> address_mask(const StunTransactionId& transaction) {
  std::array<std::uint8_t, 16> mask{0x21, 0x12, 0xa4, 0x42};
  std::copy(transaction.begin(), transaction.end(), mask.begin() + 4);
  return mask;
}

std::optional<Endpoint> parse_xor_address(ByteView value, const StunTransactionId& transaction) {
  ByteReader reader(value);
  reader.skip(1);
  std::uint8_t family = reader.u8();
  Endpoint endpoint = Endpoint::v4(0, 0, 0, 0, 0);
  endpoint.port = static_cast<std::uint16_t>(reader.u16() ^ kMagicCookie >> 16);
  ByteView address = reader.rest();
  if (!reader.ok() || address.size() != (family == kFamilyV4   ? 4u
                                         : family == kFamilyV6 ? 16u
                                                               : SIZE_MAX))
    return std::nullopt;
  std::array<std::uint8_t, 16> mask = address_mask(transaction);
  for (std::size_t i = 0; i < address.size(); ++i)
    endpoint.address[16 - address.size() + i] = address[i] ^ mask[i];
  return endpoint;
}

std::optional<StunErrorCode> parse_error_code(ByteView value) {
  ByteReader reader(value);
  reader.skip(2);
  unsigned hundreds = reader.u8() & 0x07;
  unsigned units = reader.u8();
  ByteView reason = reader.rest();
  if (!reader.ok() || hundreds < 3 || hundreds > 6 || units > 99) return std::nullopt;
  return StunErrorCode{static_cast<std::uint16_t>(hundreds * 100 + units), as_text(reason)};
}

// Reads one attribute into `message`; false when its value cannot be.
class AttributeParser {
 public:
  AttributeParser(StunMessage& message, ByteView datagram)
      : message_(message), datagram_(datagram) {}

  Result<void, StunError> parse(std::uint16_t type, std::size_t offset, ByteView value) {
    bool after_integrity = message_.message_integrity.has_value();
    if (message_.has_fingerprint) return {};  // the last that counts (14.7)
    if (type == kFingerprint) return fingerprint(offset, value);
    if (after_integrity) return {};
    if (type == kMessageIntegrity) message_.integrity_offset = offset;
    if (!assign(type, value)) return unexpected(StunError::kWrongAttribute);
    return {};
  }

 private:
  Result<void, StunError> fingerprint(std::size_t offset, ByteView value) {
    ByteReader reader(value);
    std::uint32_t expected = crc32(datagram_.first(offset)) ^ kFingerprintMask;
    if (value.size() != 4 || reader.u32() != expected)
      return unexpected(StunError::kWrongFingerprint);
    message_.has_fingerprint = true;
    return {};
  }

  bool assign(std::uint16_t type, ByteView value) {
    ByteReader reader(value);
    switch (type) {
      case kUsername:
        message_.username = as_text(value);
        return value.size() < 509;  // 14.3
      case kPriority:
        message_.priority = reader.u32();
        return value.size() == 4;
      case kUseCandidate:
        message_.use_candidate = true;
        return true;
      case kIceControlling:
        message_.ice_controlling = reader.u64();
        return value.size() == 8;
      case kIceControlled:
        message_.ice_controlled = reader.u64();
        return value.size() == 8;
      case kXorMappedAddress:
        message_.xor_mapped_address = parse_xor_address(value, message_.transaction);
        return message_.xor_mapped_address.has_value();
      case kErrorCode:
        message_.error_code = parse_error_code(value);
        return message_.error_code.has_value();
      case kMessageIntegrity:
        message_.message_integrity = value;
        return value.size() == kMessageIntegritySize;
      case kMappedAddress:  // understood, and of no use behind the XORed one
      case kUnknownAttributes:
      case kRealm:
      case kNonce:
      case kMessageIntegritySha256:
        return true;
      default:
        if (type < 0x8000) message_.unknown_required.push_back(type);
        return true;
    }
  }

  StunMessage& message_;
  ByteView datagram_;
};

}  // namespace

bool looks_like_stun(ByteView datagram) {
  ByteReader reader(datagram);
  std::uint16_t type = reader.u16();
  reader.skip(2);
  return reader.u32() == kMagicCookie && datagram.size() >= kStunHeaderSize && type < 0x4000;
}

Result<StunMessage, StunError> StunMessage::parse(ByteView datagram) {
  if (datagram.size() < kStunHeaderSize) return unexpected(StunError::kTooShort);
  if (!looks_like_stun(datagram)) return unexpected(StunError::kNotStun);

  StunMessage message;
  ByteReader reader(datagram);
  std::uint16_t type = reader.u16();
  message.message_class = class_of(type);
  message.method = method_of(type);
  std::uint16_t length = reader.u16();
  if (length % 4 != 0) return unexpected(StunError::kNotStun);
  if (length != datagram.size() - kStunHeaderSize) return unexpected(StunError::kWrongLength);
  reader.skip(4);
  ByteView transaction = reader.take(message.transaction.size());
  std::copy(transaction.begin(), transaction.end(), message.transaction.begin());

  AttributeParser attributes(message, datagram);
  while (reader.remaining() > 0) {
    std::size_t offset = reader.position();
    std::uint16_t attribute = reader.u16();
    std::uint16_t size = reader.u16();
    ByteView value = reader.take(size);
    reader.skip(padding_of(size));
    if (!reader.ok()) return unexpected(StunError::kTruncated);
    if (auto parsed = attributes.parse(attribute, offset, value); !parsed)
      return unexpected(parsed.error());
  }
  return message;
}

StunIntegrityInput integrity_input(ByteView datagram, const StunMessage& message) {
  BUG_IF(!message.message_integrity || message.integrity_offset < kStunHeaderSize);
  StunIntegrityInput input;
  std::copy_n(datagram.begin(), kStunHeaderSize, input.header.begin());
  std::size_t length =
      message.integrity_offset - kStunHeaderSize + kAttributeHeaderSize + kMessageIntegritySize;
  input.header[2] = static_cast<std::uint8_t>(length >> 8);
  input.header[3] = static_cast<std::uint8_t>(length);
  input.attributes = datagram.subspan(kStunHeaderSize, message.integrity_offset - kStunHeaderSize);
  return input;
}

StunWriter::StunWriter(StunClass message_class, std::uint16_t method,
                       const StunTransactionId& transaction)
    : bytes_(kStunHeaderSize) {
  ByteWriter writer(bytes_);
  writer.u16(message_type(message_class, method));
  writer.u16(0);
  writer.u32(kMagicCookie);
  writer.bytes(transaction);
}

void StunWriter::attribute(std::uint16_t type, ByteView value) {
  std::size_t at = bytes_.size();
  bytes_.resize(at + kAttributeHeaderSize + value.size() + padding_of(value.size()));
  ByteWriter writer(MutableBytes(bytes_).subspan(at));
  writer.u16(type);
  writer.u16(static_cast<std::uint16_t>(value.size()));
  writer.bytes(value);
  set_length(bytes_.size() - kStunHeaderSize);
}

void StunWriter::set_length(std::size_t length) {
  bytes_[2] = static_cast<std::uint8_t>(length >> 8);
  bytes_[3] = static_cast<std::uint8_t>(length);
}

void StunWriter::username(std::string_view value) {
  attribute(kUsername, as_bytes(value));
}

void StunWriter::priority(std::uint32_t value) {
  std::array<std::uint8_t, 4> bytes;
  ByteWriter(bytes).u32(value);
  attribute(kPriority, bytes);
}

void StunWriter::use_candidate() {
  attribute(kUseCandidate, {});
}

void StunWriter::ice_controlling(std::uint64_t tie_breaker) {
  std::array<std::uint8_t, 8> bytes;
  ByteWriter(bytes).u64(tie_breaker);
  attribute(kIceControlling, bytes);
}

void StunWriter::ice_controlled(std::uint64_t tie_breaker) {
  std::array<std::uint8_t, 8> bytes;
  ByteWriter(bytes).u64(tie_breaker);
  attribute(kIceControlled, bytes);
}

void StunWriter::xor_mapped_address(const Endpoint& endpoint) {
  std::array<std::uint8_t, 20> bytes{};
  ByteWriter writer(bytes);
  writer.u8(0);
  writer.u8(endpoint.is_v4() ? kFamilyV4 : kFamilyV6);
  writer.u16(static_cast<std::uint16_t>(endpoint.port ^ kMagicCookie >> 16));
  StunTransactionId transaction;
  std::copy_n(bytes_.begin() + 8, transaction.size(), transaction.begin());
  std::array<std::uint8_t, 16> mask = address_mask(transaction);
  std::size_t size = endpoint.is_v4() ? 4 : 16;
  for (std::size_t i = 0; i < size; ++i) writer.u8(endpoint.address[16 - size + i] ^ mask[i]);
  attribute(kXorMappedAddress, writer.written());
}

void StunWriter::error_code(std::uint16_t code, std::string_view reason) {
  BUG_IF(code < 300 || code > 699);
  Bytes bytes(4 + reason.size());
  ByteWriter writer(bytes);
  writer.u16(0);
  writer.u8(static_cast<std::uint8_t>(code / 100));
  writer.u8(static_cast<std::uint8_t>(code % 100));
  writer.bytes(as_bytes(reason));
  attribute(kErrorCode, bytes);
}

void StunWriter::unknown_attributes(const std::vector<std::uint16_t>& types) {
  Bytes bytes(2 * types.size());
  ByteWriter writer(bytes);
  for (std::uint16_t type : types) writer.u16(type);
  attribute(kUnknownAttributes, bytes);
}

void StunWriter::integrity_attribute(ByteView mac) {
  attribute(kMessageIntegrity, mac);
}

void StunWriter::fingerprint() {
  set_length(bytes_.size() - kStunHeaderSize + kFingerprintSize);
  std::array<std::uint8_t, 4> bytes;
  ByteWriter(bytes).u32(crc32(bytes_) ^ kFingerprintMask);
  attribute(kFingerprint, bytes);
}

Bytes StunWriter::finish() && {
  return std::move(bytes_);
}

}  // namespace hemicycle::wire
