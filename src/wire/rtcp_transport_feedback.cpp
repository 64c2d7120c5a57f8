#include <algorithm>

#include "base/bug.h"
#include "wire/rtcp_format.h"

// Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01, 3.1): a list of
// packet statuses packed into 16-bit chunks, then a delta for each packet that arrived. It is only
// written: nobody here would read what a client that receives sends of it.
namespace hemicycle::wire {
namespace rtcp {
namespace {

using Status = std::optional<std::int16_t>;
using Statuses = std::vector<Status>;

enum Symbol : std::uint8_t { kNotReceived = 0, kSmallDelta = 1, kLargeDelta = 2 };

constexpr std::size_t kFixedBodySize = 16;
constexpr std::size_t kMaxRun = 0x1fff;
constexpr std::size_t kOneBitSymbols = 14;
constexpr std::size_t kTwoBitSymbols = 7;

Symbol symbol_of(const Status& status) {
  if (!status) return kNotReceived;
  return *status >= 0 && *status <= 255 ? kSmallDelta : kLargeDelta;
}

std::size_t run_at(const Statuses& statuses, std::size_t at) {
  Symbol symbol = symbol_of(statuses[at]);
  std::size_t end = at + 1;
  while (end < statuses.size() && end - at < kMaxRun && symbol_of(statuses[end]) == symbol) ++end;
  return end - at;
}

std::uint16_t pack_vector(const Statuses& statuses, std::size_t at, std::size_t symbols, int bits) {
  unsigned chunk = 0;
  for (std::size_t i = 0; i < symbols; ++i) {
    Symbol symbol = at + i < statuses.size() ? symbol_of(statuses[at + i]) : kNotReceived;
    chunk = chunk << bits | symbol;
  }
  return static_cast<std::uint16_t>(chunk);
}

// Calls `emit(chunk)` for chunks that cover all statuses, taking at each place the form that covers
// most.
template <typename Emit>
void pack_chunks(const Statuses& statuses, Emit emit) {
  for (std::size_t at = 0; at < statuses.size();) {
    std::size_t run = run_at(statuses, at);
    auto window_end = std::min(statuses.size(), at + kOneBitSymbols);
    bool one_bit_enough =
        std::none_of(statuses.begin() + static_cast<std::ptrdiff_t>(at),
                     statuses.begin() + static_cast<std::ptrdiff_t>(window_end),
                     [](const Status& status) { return symbol_of(status) == kLargeDelta; });
    std::size_t vector = one_bit_enough ? kOneBitSymbols : kTwoBitSymbols;
    if (run >= vector || at + run == statuses.size()) {
      emit(static_cast<std::uint16_t>(symbol_of(statuses[at]) << 13 | run));
      at += run;
    } else {
      emit(static_cast<std::uint16_t>(one_bit_enough
                                          ? 0x8000 | pack_vector(statuses, at, kOneBitSymbols, 1)
                                          : 0xc000 | pack_vector(statuses, at, kTwoBitSymbols, 2)));
      at += vector;
    }
  }
}

std::size_t body_size(const Statuses& statuses) {
  std::size_t size = kFixedBodySize;
  pack_chunks(statuses, [&size](std::uint16_t) { size += 2; });
  for (const Status& status : statuses) size += symbol_of(status);  // so many bytes has its delta
  return size;
}

}  // namespace

}  // namespace rtcp

void write_rtcp(const TransportFeedback& packet, ByteWriter& writer) {
  BUG_IF(packet.statuses.empty() || packet.statuses.size() > UINT16_MAX);
  std::size_t size = rtcp::body_size(packet.statuses);
  std::size_t padded = (size + 3) / 4 * 4;
  rtcp::write_header(rtcp::kTransportWideFeedback, rtcp::kTransportLayerFeedback, padded, writer);
  writer.u32(packet.sender.value());
  writer.u32(packet.media.value());
  writer.u16(packet.base_sequence.value());
  writer.u16(static_cast<std::uint16_t>(packet.statuses.size()));
  writer.u24(packet.reference_time & 0xffffff);
  writer.u8(packet.feedback_count);
  rtcp::pack_chunks(packet.statuses, [&writer](std::uint16_t chunk) { writer.u16(chunk); });
  for (const rtcp::Status& status : packet.statuses) {
    if (rtcp::symbol_of(status) == rtcp::kSmallDelta)
      writer.u8(static_cast<std::uint8_t>(*status));
    else if (rtcp::symbol_of(status) == rtcp::kLargeDelta)
      writer.u16(static_cast<std::uint16_t>(*status));
  }
  writer.zeros(padded - size);
}

}  // namespace hemicycle::wire
