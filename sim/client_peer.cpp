#include "sim/client_peer.h"

#include <algorithm>

#include "wire/rtcp.h"
#include "wire/rtp.h"

namespace hemicycle::sim {
namespace {

constexpr std::size_t kRtcpSizeMax = 1100;
constexpr wire::Ssrc kReceiverOnly(1);  // as libwebrtc calls itself when it sends nothing

}  // namespace

ClientPeer::ClientPeer(const crypto::DtlsContext& context, ClientTransportParameters parameters,
                       RandomSource& random, MediaObserver* observer, const Now& now)
    : transport_(context, std::move(parameters), random, now.instant),
      random_(random),
      observer_(observer),
      next_report_(now.instant + kReportInterval) {}

void ClientPeer::publish(SentStreamParameters parameters, const Now& now) {
  wire::Ssrc ssrc = parameters.ssrc;
  wire::SequenceNumber sequence(static_cast<std::uint16_t>(random_.next_u32()));
  wire::RtpTimestamp timestamp(random_.next_u32());
  sent_.insert_or_assign(ssrc, SentStream(std::move(parameters), sequence, timestamp, now.instant));
}

void ClientPeer::unpublish(wire::Ssrc ssrc) {
  sent_.erase(ssrc);
}

void ClientPeer::subscribe(const ReceivedStreamParameters& parameters) {
  received_.insert_or_assign(parameters.ssrc, ReceivedStream(parameters, observer_));
  if (parameters.rtx_ssrc) media_of_rtx_[*parameters.rtx_ssrc] = parameters.ssrc;
}

void ClientPeer::unsubscribe(wire::Ssrc ssrc) {
  received_.erase(ssrc);
  std::erase_if(media_of_rtx_, [ssrc](const auto& entry) { return entry.second == ssrc; });
}

SentStream* ClientPeer::sent(wire::Ssrc ssrc) {
  auto found = sent_.find(ssrc);
  return found == sent_.end() ? nullptr : &found->second;
}

const ReceivedStream* ClientPeer::received(wire::Ssrc ssrc) const {
  auto found = received_.find(ssrc);
  return found == received_.end() ? nullptr : &found->second;
}

wire::Ssrc ClientPeer::self() const {
  return sent_.empty() ? kReceiverOnly : sent_.begin()->first;
}

void ClientPeer::handle_datagram(MutableBytes datagram, const Now& now) {
  bool was_connected = is_connected();
  transport::Received received = transport_.handle_datagram(datagram, now.instant);
  if (!was_connected && is_connected())
    for (auto& [ssrc, stream] : sent_) stream.begin_at(now.instant);
  if (received.kind == transport::ReceivedKind::kRtp) handle_rtp(received.bytes, now.instant);
  if (received.kind == transport::ReceivedKind::kRtcp) handle_rtcp(received.bytes, now.instant);
}

void ClientPeer::handle_rtp(ByteView bytes, Instant now) {
  auto packet = wire::RtpPacket::parse(bytes);
  if (!packet) {
    ++counters_.malformed;
    return;
  }
  ++counters_.rtp_received;
  auto media = media_of_rtx_.find(packet->ssrc());
  auto stream = received_.find(media == media_of_rtx_.end() ? packet->ssrc() : media->second);
  if (stream == received_.end())
    ++counters_.unknown_ssrc;
  else
    stream->second.handle_rtp(*packet, now);
}

void ClientPeer::handle_rtcp(ByteView bytes, Instant now) {
  auto packets = wire::parse_rtcp(bytes);
  if (!packets) {
    ++counters_.malformed;
    return;
  }
  ++counters_.rtcp_received;
  for (const wire::RtcpPacket& packet : *packets) handle_feedback(packet, now);
}

void ClientPeer::handle_feedback(const wire::RtcpPacket& packet, Instant now) {
  if (const auto* nack = std::get_if<wire::Nack>(&packet)) {
    std::vector<PlainRtp> again;
    if (SentStream* stream = sent(nack->media))
      stream->handle_nack(nack->lost, transport_sequence_, again);
    send_plain(again);
  } else if (const auto* loss = std::get_if<wire::PictureLossIndication>(&packet)) {
    if (SentStream* stream = sent(loss->media)) stream->request_keyframe();
  } else if (const auto* request = std::get_if<wire::FullIntraRequest>(&packet)) {
    for (const auto& entry : request->entries)
      if (SentStream* stream = sent(entry.media)) stream->request_keyframe();
  } else if (const auto* report = std::get_if<wire::SenderReport>(&packet)) {
    auto stream = received_.find(report->sender);
    if (stream != received_.end()) stream->second.handle_sender_report(*report, now);
  } else if (const auto* other = std::get_if<wire::UnknownRtcp>(&packet);
             other && other->is_transport_feedback()) {
    ++counters_.transport_feedback;
  }
}

Instant ClientPeer::next_deadline() const {
  Instant deadline = transport_.next_deadline();
  if (!is_connected()) return deadline;
  deadline = std::min(deadline, next_report_);
  for (const auto& [ssrc, stream] : sent_) deadline = std::min(deadline, stream.next_deadline());
  for (const auto& [ssrc, stream] : received_)
    deadline = std::min(deadline, stream.next_deadline());
  return deadline;
}

void ClientPeer::handle_timeout(const Now& now) {
  if (now.instant >= transport_.next_deadline()) transport_.handle_timeout(now.instant);
  if (!is_connected()) return;

  std::vector<PlainRtp> frames;
  for (auto& [ssrc, stream] : sent_)
    stream.handle_timeout(now.instant, transport_sequence_, frames);
  send_plain(frames);

  std::vector<wire::RtcpPacket> requests;
  for (auto& [ssrc, stream] : received_)
    if (now.instant >= stream.next_deadline()) stream.handle_timeout(now.instant, self(), requests);
  send_rtcp(requests);
  if (now.instant >= next_report_) send_reports(now);
}

void ClientPeer::send_reports(const Now& now) {
  next_report_ = now.instant + kReportInterval;
  std::vector<wire::RtcpPacket> reports;
  for (const auto& [ssrc, stream] : sent_) reports.emplace_back(stream.sender_report(now));
  wire::ReceiverReport receiver{self(), {}};
  for (auto& [ssrc, stream] : received_) {
    if (auto block = stream.report_block(now.instant)) receiver.blocks.push_back(*block);
    if (receiver.blocks.size() == wire::kMaxReportBlocks) {
      reports.emplace_back(receiver);
      receiver.blocks.clear();
    }
  }
  if (!receiver.blocks.empty()) reports.emplace_back(std::move(receiver));
  send_rtcp(reports);
}

void ClientPeer::inject_rtp(ByteView header, ByteView payload) {
  if (!is_connected()) return;
  Bytes out(header.size() + payload.size() + crypto::kSrtpOverheadMax);
  out.resize(transport_.protect_rtp(header, payload, out));
  if (!out.empty()) outgoing_.push_back(std::move(out));
}

void ClientPeer::inject_rtcp(ByteView plain) {
  if (!is_connected()) return;
  Bytes out(plain.size() + crypto::kSrtpOverheadMax);
  out.resize(transport_.protect_rtcp(plain, out));
  if (!out.empty()) outgoing_.push_back(std::move(out));
}

void ClientPeer::send_plain(const std::vector<PlainRtp>& packets) {
  for (const PlainRtp& packet : packets) inject_rtp(packet.header(), packet.payload());
}

// Each in a datagram of its own, as RFC 5506 allows.
void ClientPeer::send_rtcp(const std::vector<wire::RtcpPacket>& packets) {
  for (const wire::RtcpPacket& packet : packets) {
    Bytes plain(kRtcpSizeMax);
    ByteWriter writer(plain);
    wire::write_rtcp(packet, writer);
    if (writer.ok()) inject_rtcp(writer.written());
  }
}

std::optional<Bytes> ClientPeer::poll_transmit() {
  if (auto datagram = transport_.poll_transmit()) return datagram;
  if (outgoing_.empty()) return std::nullopt;
  Bytes datagram = std::move(outgoing_.front());
  outgoing_.pop_front();
  return datagram;
}

}  // namespace hemicycle::sim
