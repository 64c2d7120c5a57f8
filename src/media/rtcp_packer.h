#pragma once

#include <array>
#include <string_view>

#include "base/bytes.h"
#include "wire/rtcp.h"

namespace hemicycle::media {

// Puts RTCP packets together into datagrams that fit every path. Reduced-size RTCP (RFC 5506) has
// been negotiated with every peer, so feedback needs no report in front of it.
class RtcpPacker {
 public:
  // A datagram's payload that WebRTC paths bear, less what SRTCP adds.
  static constexpr std::size_t kSizeMax = 1200 - 20;

  // Adds a packet; calls `send(ByteView datagram)` first when it would not fit any more.
  template <typename Send>
  void add(const wire::RtcpPacket& packet, Send send) {
    ByteWriter writer(MutableBytes(buffer_).subspan(used_));
    wire::write_rtcp(packet, writer);
    if (writer.ok()) {
      used_ += writer.position();
      return;
    }
    if (used_ == 0) return;  // larger than any datagram: nothing that we make
    flush(send);
    add(packet, send);
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
