#include "wire/rtp.h"

#include <algorithm>

#include "base/bug.h"

namespace hemicycle::wire {
namespace {

constexpr std::uint16_t kOneByteProfile = 0xbede;
constexpr std::uint16_t kTwoByteProfile = 0x1000;
constexpr std::uint16_t kTwoByteProfileMask = 0xfff0;  // the low four are "appbits"
constexpr std::uint8_t kOneByteMaxId = 14;
constexpr std::size_t kOneByteMaxSize = 16;
constexpr std::size_t kTwoByteMaxSize = 255;

std::uint16_t load_u16(ByteView bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

std::uint32_t load_u32(ByteView bytes, std::size_t at) {
  return std::uint32_t{load_u16(bytes, at)} << 16 | load_u16(bytes, at + 2);
}

std::size_t round_up_to_word(std::size_t size) {
  return (size + 3) & ~std::size_t{3};
}

}  // namespace

Result<RtpPacket, RtpError> RtpPacket::parse(ByteView bytes) {
  if (bytes.size() < kRtpFixedHeaderSize) return unexpected(RtpError::kTooShort);
  if (bytes[0] >> 6 != 2) return unexpected(RtpError::kWrongVersion);

  RtpPacket packet;
  packet.bytes_ = bytes;
  std::size_t header_size = kRtpFixedHeaderSize + 4 * packet.csrc_count();
  if (header_size > bytes.size()) return unexpected(RtpError::kTruncatedCsrcs);

  if (packet.has_extensions()) {
    if (header_size + kRtpExtensionHeaderSize > bytes.size())
      return unexpected(RtpError::kTruncatedExtensions);
    std::uint16_t profile = load_u16(bytes, header_size);
    std::size_t size = std::size_t{4} * load_u16(bytes, header_size + 2);
    header_size += kRtpExtensionHeaderSize;
    if (header_size + size > bytes.size()) return unexpected(RtpError::kTruncatedExtensions);
    packet.two_byte_extensions_ = (profile & kTwoByteProfileMask) == kTwoByteProfile;
    // Another profile than RFC 8285's is legal and means nothing to us.
    if (profile == kOneByteProfile || packet.two_byte_extensions_)
      packet.extensions_ = bytes.subspan(header_size, size);
    header_size += size;
  }

  if ((bytes[0] & 0x20) != 0) {
    packet.padding_size_ = bytes.back();
    if (header_size == bytes.size() || packet.padding_size_ == 0 ||
        header_size + packet.padding_size_ > bytes.size())
      return unexpected(RtpError::kWrongPadding);
  }
  if (header_size > UINT16_MAX) return unexpected(RtpError::kTruncatedExtensions);
  packet.header_size_ = static_cast<std::uint16_t>(header_size);
  return packet;
}

SequenceNumber RtpPacket::sequence() const {
  return SequenceNumber(load_u16(bytes_, 2));
}
RtpTimestamp RtpPacket::timestamp() const {
  return RtpTimestamp(load_u32(bytes_, 4));
}
Ssrc RtpPacket::ssrc() const {
  return Ssrc(load_u32(bytes_, 8));
}

Ssrc RtpPacket::csrc(std::size_t index) const {
  BUG_IF(index >= csrc_count());
  return Ssrc(load_u32(bytes_, kRtpFixedHeaderSize + 4 * index));
}

std::optional<ByteView> RtpPacket::extension(std::uint8_t id) const {
  ExtensionCursor cursor{extensions_, two_byte_extensions_};
  for (RtpExtension element; cursor.next(element);)
    if (element.id == id) return element.value;
  return std::nullopt;
}

bool RtpPacket::ExtensionCursor::next(RtpExtension& element) {
  // An id of 0 is a padding byte, without a length (RFC 8285, 4.2 and 4.3). In the one-byte form
  // its length bits must be zero as well; an element with id 0 and a length is skipped as padding
  // byte.
  while (!rest.empty() && (two_byte ? rest[0] : rest[0] >> 4) == 0) rest = rest.subspan(1);
  std::size_t head = two_byte ? 2 : 1;
  if (rest.size() < head) return false;

  element.id = two_byte ? rest[0] : static_cast<std::uint8_t>(rest[0] >> 4);
  // "If the ID value 15 is used, its length field should be ignored, processing of the entire
  // extension should terminate at that point" (4.2).
  if (!two_byte && element.id == 15) return false;
  std::size_t size = two_byte ? rest[1] : std::size_t{rest[0] & 0x0fu} + 1;
  if (head + size > rest.size()) return false;
  element.value = rest.subspan(head, size);
  rest = rest.subspan(head + size);
  return true;
}

void RtpExtensionSet::add(std::uint8_t id, ByteView value) {
  BUG_IF(size_ == kCapacity);
  BUG_IF(id == 0 || value.size() > kTwoByteMaxSize);
  elements_[size_++] = {id, value};
}

bool RtpExtensionSet::needs_two_byte_form() const {
  return std::any_of(begin(), end(), [](const RtpExtension& element) {
    return element.id > kOneByteMaxId || element.value.empty() ||
           element.value.size() > kOneByteMaxSize;
  });
}

std::size_t RtpExtensionSet::wire_size() const {
  if (size_ == 0) return 0;
  std::size_t head = needs_two_byte_form() ? 2 : 1;
  std::size_t size = 0;
  for (const RtpExtension& element : *this) size += head + element.value.size();
  return kRtpExtensionHeaderSize + round_up_to_word(size);
}

void RtpExtensionSet::write(ByteWriter& writer) const {
  if (size_ == 0) return;
  bool two_byte = needs_two_byte_form();
  std::size_t end_position = writer.position() + wire_size();
  writer.u16(two_byte ? kTwoByteProfile : kOneByteProfile);
  writer.u16(static_cast<std::uint16_t>((wire_size() - kRtpExtensionHeaderSize) / 4));
  for (const RtpExtension& element : *this) {
    if (two_byte) {
      writer.u8(element.id);
      writer.u8(static_cast<std::uint8_t>(element.value.size()));
    } else {
      writer.u8(static_cast<std::uint8_t>(element.id << 4 | (element.value.size() - 1)));
    }
    writer.bytes(element.value);
  }
  if (writer.ok()) writer.zeros(end_position - writer.position());
}

RtpHeader RtpHeader::of(const RtpPacket& packet) {
  return {packet.marker(),    packet.payload_type(), packet.sequence(),
          packet.timestamp(), packet.ssrc(),         packet.padding_size() > 0};
}

std::size_t RtpHeader::write(const RtpExtensionSet& extensions, MutableBytes out) const {
  ByteWriter writer(out);
  writer.u8(
      static_cast<std::uint8_t>(0x80 | (padding ? 0x20 : 0) | (extensions.size() > 0 ? 0x10 : 0)));
  writer.u8(static_cast<std::uint8_t>((marker ? 0x80 : 0) | (payload_type.value() & 0x7f)));
  writer.u16(sequence.value());
  writer.u32(timestamp.value());
  writer.u32(ssrc.value());
  extensions.write(writer);
  return writer.ok() ? writer.position() : 0;
}

void write_rtp_padding(ByteWriter& writer, std::uint8_t count) {
  BUG_IF(count == 0);
  writer.zeros(count - std::size_t{1});
  writer.u8(count);
}

std::size_t write_rtp(RtpHeader header, const RtpExtensionSet& extensions, ByteView payload,
                      MutableBytes out, std::uint8_t padding) {
  header.padding = padding > 0;
  std::size_t header_size = header.write(extensions, out);
  if (header_size == 0) return 0;
  ByteWriter writer(out.subspan(header_size));
  writer.bytes(payload);
  if (padding > 0) write_rtp_padding(writer, padding);
  return writer.ok() ? header_size + writer.position() : 0;
}

}  // namespace hemicycle::wire
