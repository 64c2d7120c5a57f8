#include <algorithm>

#include "base/bug.h"
#include "wire/rtcp_format.h"

// Sender and receiver reports, source descriptions and goodbyes (RFC 3550, 6.4 to 6.6).
namespace hemicycle::wire {
namespace rtcp {
namespace {

constexpr std::size_t kSenderInfoSize = 20;
constexpr std::size_t kReportBlockSize = 24;
constexpr std::uint8_t kCnameItem = 1;

std::int32_t sign_extend_24(std::uint32_t value) {
  return static_cast<std::int32_t>(value << 8) >> 8;
}

// 24 bits, and no wrapping: a count past the ends stays there (appendix A.3).
std::uint32_t clamp_24(std::int32_t value) {
  return static_cast<std::uint32_t>(std::clamp(value, -0x800000, 0x7fffff)) & 0xffffff;
}

// Nothing when fewer than `count` are there: what a header claims takes no memory.
std::vector<ReportBlock> parse_blocks(std::size_t count, ByteReader& reader) {
  if (reader.remaining() < count * kReportBlockSize) {
    reader.skip(count * kReportBlockSize);  // fails
    return {};
  }
  std::vector<ReportBlock> blocks(count);
  for (ReportBlock& block : blocks) {
    block.ssrc = Ssrc(reader.u32());
    block.fraction_lost = reader.u8();
    block.cumulative_lost = sign_extend_24(reader.u24());
    block.highest_sequence = reader.u32();
    block.jitter = reader.u32();
    block.last_sender_report = reader.u32();
    block.delay_since_last_report = reader.u32();
  }
  return blocks;
}

void write_blocks(const std::vector<ReportBlock>& blocks, ByteWriter& writer) {
  for (const ReportBlock& block : blocks) {
    writer.u32(block.ssrc.value());
    writer.u8(block.fraction_lost);
    writer.u24(clamp_24(block.cumulative_lost));
    writer.u32(block.highest_sequence);
    writer.u32(block.jitter);
    writer.u32(block.last_sender_report);
    writer.u32(block.delay_since_last_report);
  }
}

// A chunk's items end with at least one zero, up to the next word (6.5).
std::size_t chunk_size(const SourceDescription::Chunk& chunk) {
  std::size_t size = 4 + 2 + chunk.cname.size();
  return (size + 4) / 4 * 4;
}

bool parse_chunk(ByteReader& reader, SourceDescription::Chunk& chunk) {
  std::size_t start = reader.position();
  chunk.ssrc = Ssrc(reader.u32());
  while (reader.ok()) {
    std::uint8_t item = reader.u8();
    if (item == 0) break;
    std::uint8_t size = reader.u8();
    ByteView text = reader.take(size);
    if (item == kCnameItem) chunk.cname = as_text(text);
  }
  reader.skip((4 - (reader.position() - start) % 4) % 4);
  return reader.ok();
}

}  // namespace

Parsed parse_sender_report(const Section& section) {
  ByteReader reader(section.body);
  SenderReport report;
  report.sender = Ssrc(reader.u32());
  report.ntp = {reader.u64()};
  report.rtp = RtpTimestamp(reader.u32());
  report.packets = reader.u32();
  report.octets = reader.u32();
  report.blocks = parse_blocks(section.count, reader);
  if (!reader.ok()) return malformed();
  return report;
}

Parsed parse_receiver_report(const Section& section) {
  ByteReader reader(section.body);
  ReceiverReport report;
  report.sender = Ssrc(reader.u32());
  report.blocks = parse_blocks(section.count, reader);
  if (!reader.ok()) return malformed();
  return report;
}

Parsed parse_source_description(const Section& section) {
  ByteReader reader(section.body);
  SourceDescription description;
  while (description.chunks.size() < section.count)
    if (!parse_chunk(reader, description.chunks.emplace_back())) return malformed();
  return description;
}

Parsed parse_bye(const Section& section) {
  ByteReader reader(section.body);
  Bye bye;
  for (int i = 0; i < section.count; ++i) bye.ssrcs.emplace_back(reader.u32());
  if (!reader.ok()) return malformed();
  return bye;
}

}  // namespace rtcp

void write_rtcp(const SenderReport& packet, ByteWriter& writer) {
  BUG_IF(packet.blocks.size() > kMaxReportBlocks);
  std::size_t body = 4 + rtcp::kSenderInfoSize + packet.blocks.size() * rtcp::kReportBlockSize;
  rtcp::write_header(static_cast<std::uint8_t>(packet.blocks.size()), rtcp::kSenderReport, body,
                     writer);
  writer.u32(packet.sender.value());
  writer.u64(packet.ntp.value);
  writer.u32(packet.rtp.value());
  writer.u32(packet.packets);
  writer.u32(packet.octets);
  rtcp::write_blocks(packet.blocks, writer);
}

void write_rtcp(const ReceiverReport& packet, ByteWriter& writer) {
  BUG_IF(packet.blocks.size() > kMaxReportBlocks);
  rtcp::write_header(static_cast<std::uint8_t>(packet.blocks.size()), rtcp::kReceiverReport,
                     4 + packet.blocks.size() * rtcp::kReportBlockSize, writer);
  writer.u32(packet.sender.value());
  rtcp::write_blocks(packet.blocks, writer);
}

void write_rtcp(const SourceDescription& packet, ByteWriter& writer) {
  std::size_t body = 0;
  for (const auto& chunk : packet.chunks) {
    BUG_IF(chunk.cname.size() > 255);
    body += rtcp::chunk_size(chunk);
  }
  rtcp::write_header(static_cast<std::uint8_t>(packet.chunks.size()), rtcp::kSourceDescription,
                     body, writer);
  for (const auto& chunk : packet.chunks) {
    writer.u32(chunk.ssrc.value());
    writer.u8(rtcp::kCnameItem);
    writer.u8(static_cast<std::uint8_t>(chunk.cname.size()));
    writer.bytes(as_bytes(chunk.cname));
    writer.zeros(rtcp::chunk_size(chunk) - 6 - chunk.cname.size());
  }
}

void write_rtcp(const Bye& packet, ByteWriter& writer) {
  rtcp::write_header(static_cast<std::uint8_t>(packet.ssrcs.size()), rtcp::kBye,
                     4 * packet.ssrcs.size(), writer);
  for (Ssrc ssrc : packet.ssrcs) writer.u32(ssrc.value());
}

}  // namespace hemicycle::wire
