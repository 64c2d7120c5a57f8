#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "base/bytes.h"
#include "sfu/forward_packet.h"
#include "sfu/rtx.h"
#include "sfu/subscription.h"

namespace hemicycle::sfu {

// A copy of one packet's payload, for receivers that cannot have it as it came: padded, or with
// picture numbers of their own. Copied once for a packet, when the first needs it; then each
// receiver changes three bytes, and what it got is used up before the next one's turn.
class PayloadScratch {
 public:
  static constexpr std::size_t kCapacity = 2048;

  void start(const ForwardPacket& packet) {
    packet_ = &packet;
    size_ = 0;
  }

  // Payload and padding as the packet says. Empty when it does not fit; no datagram is so large.
  MutableBytes padded() {
    if (size_ == 0) copy();
    return MutableBytes(bytes_).first(size_);
  }

  MutableBytes renumbered(const PictureNumbers& numbers) {
    MutableBytes payload = padded();
    if (!payload.empty()) write_numbers(numbers, payload);
    return payload;
  }

  // As the payload of a retransmission stream: the number that the receiver knows it by comes
  // first.
  MutableBytes retransmission(wire::SequenceNumber original, ByteView payload,
                              const std::optional<PictureNumbers>& numbers) {
    MutableBytes whole = encapsulate_rtx(original, payload, bytes_);
    if (numbers && !whole.empty()) write_numbers(*numbers, whole.subspan(kRtxPrefixSize));
    return whole;
  }

 private:
  void copy() {
    ByteView payload = packet_->payload;
    std::size_t padding = packet_->padding;
    if (payload.size() + padding > kCapacity) return;
    std::ranges::copy(payload, bytes_.begin());
    size_ = payload.size() + padding;
    if (padding == 0) return;
    std::fill_n(bytes_.begin() + static_cast<std::ptrdiff_t>(payload.size()), padding - 1, 0);
    bytes_[size_ - 1] = packet_->padding;  // RFC 3550, 5.1: the last byte counts them
  }
  void write_numbers(const PictureNumbers& numbers, MutableBytes payload) const {
    const wire::FramePart& frame = packet_->frame;
    if (frame.picture_id)
      frame.picture_id->write(
          payload, frame.picture_id->wrap(static_cast<std::uint32_t>(numbers.picture_id)));
    if (frame.tl0_picture_index) frame.tl0_picture_index->write(payload, numbers.tl0_index);
  }

  const ForwardPacket* packet_ = nullptr;
  std::size_t size_ = 0;
  std::array<std::uint8_t, kCapacity> bytes_;
};

}  // namespace hemicycle::sfu
