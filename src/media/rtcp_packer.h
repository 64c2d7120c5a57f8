#pragma once

#include <array>
#include <string_view>

#include "base/bytes.h"
#include "wire/rtcp.h"

namespace hemicycle::media {

// Puts RTCP packets together into datagrams that fit every path.
class RtcpPacker {
 public:
  // A datagram's payload that WebRTC paths bear, less what SRTCP adds.
  static constexpr std::size_t kSizeMax = 1200 - 20;

  // Adds a packet to a datagram that begins with `opening`: empty for a peer with which
  // reduced-size RTCP (RFC 5506) has been negotiated. Calls `send(ByteView datagram)` first when
  // the packet would not fit any more.
  template <typename Send>
  void add(const wire::RtcpPacket& packet, ByteView opening, Send send) {
    const bool is_first = used_ == 0;
    ByteWriter writer(MutableBytes(buffer_).subspan(used_));
    if (is_first) writer.bytes(opening);
    wire::write_rtcp(packet, writer);
    if (writer.ok()) {
      used_ += writer.position();
      return;
    }
    if (is_first) return;  // larger than any datagram: nothing that we make
    flush(send);
    add(packet, opening, send);
  }

  template <typename Send>
  void flush(Send send) {
    if (used_ != 0) send(ByteView(buffer_).first(used_));
    used_ = 0;
  }

 private:
  std::array<std::uint8_t, kSizeMax> buffer_;
  std::size_t used_ = 0;
};

}  // namespace hemicycle::media
