#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "wire/numbers.h"

namespace hemicycle::wire {

//  0                   1                   2                   3
//  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
// |                           timestamp                           |
// |                             SSRC                              |
// |                       CSRC, CC of them                        |
// |  0xBEDE, or 0x100 + appbits   |  extension length in words    |   when X (RFC 8285)
// |                  extension elements, padded                   |
// |                      payload, padding                         |

inline constexpr std::size_t kRtpFixedHeaderSize = 12;
inline constexpr std::size_t kRtpExtensionHeaderSize = 4;

enum class RtpError : std::uint8_t {
  kTooShort,
  kWrongVersion,
  kTruncatedCsrcs,
  kTruncatedExtensions,
  kWrongPadding,
};

// One element of the header extension; `id` as negotiated (RFC 8285: 1-14 in the one-byte form,
// 1-255 in the two-byte form).
struct RtpExtension {
  std::uint8_t id = 0;
  ByteView value;
};

// A packet in someone else's buffer, which must outlive it. It knows where things lie, not what
// the extensions or the payload mean.
class RtpPacket {
 public:
  static Result<RtpPacket, RtpError> parse(ByteView bytes);

  bool marker() const { return (bytes_[1] & 0x80) != 0; }
  PayloadType payload_type() const { return PayloadType(bytes_[1] & 0x7f); }
  SequenceNumber sequence() const;
  RtpTimestamp timestamp() const;
  Ssrc ssrc() const;

  std::size_t csrc_count() const { return bytes_[0] & 0x0f; }
  Ssrc csrc(std::size_t index) const;

  // The element with this id, if the packet carries it; it may be empty in the two-byte form.
  std::optional<ByteView> extension(std::uint8_t id) const;
  // Calls `visit(RtpExtension)` for each element, in the order of the wire.
  template <typename Visit>
  void for_each_extension(Visit visit) const {
    ExtensionCursor cursor{extensions_, two_byte_extensions_};
    for (RtpExtension element; cursor.next(element);) visit(element);
  }
  bool has_extensions() const { return (bytes_[0] & 0x10) != 0; }

  // Header, CSRCs and extensions: what SRTP authenticates but does not encrypt.
  std::size_t header_size() const { return header_size_; }
  ByteView header() const { return bytes_.first(header_size_); }
  // Without padding.
  ByteView payload() const {
    return bytes_.subspan(header_size_, bytes_.size() - header_size_ - padding_size_);
  }
  std::size_t padding_size() const { return padding_size_; }
  ByteView bytes() const { return bytes_; }

 private:
  struct ExtensionCursor {
    ByteView rest;
    bool two_byte = false;
    bool next(RtpExtension& element);
  };

  ByteView bytes_;
  ByteView extensions_;
  std::uint16_t header_size_ = 0;
  std::uint8_t padding_size_ = 0;
  bool two_byte_extensions_ = false;
};

// A set of extension elements to be written; their values are views that must outlive it. It holds
// few because few are negotiated: one more than the capacity is a Bug.
class RtpExtensionSet {
 public:
  static constexpr std::size_t kCapacity = 15;

  void add(std::uint8_t id, ByteView value);
  std::size_t size() const { return size_; }
  // Bytes on the wire, with the extension header and its padding to words; 0 when empty. The
  // one-byte form is taken when it can express every element.
  std::size_t wire_size() const;
  void write(ByteWriter& writer) const;

  const RtpExtension* begin() const { return elements_.data(); }
  const RtpExtension* end() const { return elements_.data() + size_; }

 private:
  bool needs_two_byte_form() const;

  std::array<RtpExtension, kCapacity> elements_;
  std::size_t size_ = 0;
};

// All of a header but the extensions. An SFU rewrites by copying this from the received packet,
// changing what differs, and writing it before the untouched payload.
struct RtpHeader {
  bool marker = false;
  PayloadType payload_type;
  SequenceNumber sequence;
  RtpTimestamp timestamp;
  Ssrc ssrc;
  // Set when the writer appends padding after the payload (RFC 3550, 5.1).
  bool padding = false;

  static RtpHeader of(const RtpPacket& packet);

  // CSRCs are not written: nothing here mixes.
  std::size_t wire_size(const RtpExtensionSet& extensions) const {
    return kRtpFixedHeaderSize + extensions.wire_size();
  }
  // Writes the header and returns its size; 0 when `out` is too small.
  std::size_t write(const RtpExtensionSet& extensions, MutableBytes out) const;
};

// `count` bytes of padding, the last of which tells the count; 1 <= count <= 255.
void write_rtp_padding(ByteWriter& writer, std::uint8_t count);

// The whole packet; returns its size, 0 when `out` is too small. `padding` bytes follow the
// payload.
std::size_t write_rtp(RtpHeader header, const RtpExtensionSet& extensions, ByteView payload,
                      MutableBytes out, std::uint8_t padding = 0);

// RFC 5761, 4: RTCP packet types 192-223 occupy the byte where RTP has marker and payload type.
// `bytes` has passed RFC 7983's test (first byte in 128..191).
inline bool looks_like_rtcp(ByteView bytes) {
  return bytes.size() >= 2 && bytes[1] >= 192 && bytes[1] <= 223;
}

}  // namespace hemicycle::wire
