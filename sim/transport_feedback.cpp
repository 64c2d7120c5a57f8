#include "sim/transport_feedback.h"

#include <algorithm>

namespace hemicycle::sim {
namespace {

constexpr std::uint8_t kVersionAndFormat = 2 << 6 | 15;
constexpr std::uint8_t kTransportLayerFeedback = 205;

enum Symbol : std::uint8_t { kNotReceived = 0, kSmallDelta = 1, kLargeDelta = 2, kReserved = 3 };

// Appends the symbols of a chunk; what goes past `count` is filling.
void unpack_chunk(unsigned chunk, std::size_t count, std::vector<Symbol>& symbols) {
  auto append = [&](unsigned symbol) {
    if (symbols.size() < count) symbols.push_back(static_cast<Symbol>(symbol));
  };
  if ((chunk & 0x8000) == 0) {  // run length
    std::size_t run = chunk & 0x1fff;
    symbols.resize(std::min(count, symbols.size() + run), static_cast<Symbol>(chunk >> 13 & 3));
  } else if ((chunk & 0x4000) == 0) {  // fourteen symbols of one bit
    for (int bit = 13; bit >= 0; --bit) append(chunk >> bit & 1);
  } else {  // seven symbols of two bits
    for (int bit = 12; bit >= 0; bit -= 2) append(chunk >> bit & 3);
  }
}

}  // namespace

std::optional<wire::TransportFeedback> read_transport_feedback(ByteView packet) {
  ByteReader reader(packet);
  if (reader.u8() != kVersionAndFormat || reader.u8() != kTransportLayerFeedback)
    return std::nullopt;
  reader.skip(2);
  wire::TransportFeedback feedback;
  feedback.sender = wire::Ssrc(reader.u32());
  feedback.media = wire::Ssrc(reader.u32());
  feedback.base_sequence = wire::SequenceNumber(reader.u16());
  std::size_t count = reader.u16();
  feedback.reference_time = reader.u24();
  feedback.feedback_count = reader.u8();
  std::vector<Symbol> symbols;
  while (reader.ok() && symbols.size() < count) unpack_chunk(reader.u16(), count, symbols);
  for (Symbol symbol : symbols) {
    if (symbol == kReserved) return std::nullopt;
    if (symbol == kNotReceived)
      feedback.statuses.emplace_back();
    else if (symbol == kSmallDelta)
      feedback.statuses.emplace_back(reader.u8());
    else
      feedback.statuses.emplace_back(static_cast<std::int16_t>(reader.u16()));
  }
  if (!reader.ok() || count == 0) return std::nullopt;
  return feedback;
}

}  // namespace hemicycle::sim
