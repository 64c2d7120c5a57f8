#include <algorithm>
#include <utility>

#include "crypto/srtp.h"
#include "media/worker.h"

namespace hemicycle::media {

// ---- What peers report and ask for ----

void Worker::handle_rtcp(Peer& peer, ByteView bytes, Now now) {
  const auto packets = wire::parse_rtcp(bytes);
  if (!packets) {
    ++counters_.drop(DropCause::kMalformed);
    return;
  }
  ++peer.packets_good;
  for (const wire::RtcpPacket& packet : *packets)
    std::visit([&](const auto& each) { handle(peer, each, now); }, packet);
}

std::optional<Worker::Receiver> Worker::find_receiver(Peer& peer, wire::Ssrc media) {
  const auto found = peer.receiving.find(media);
  if (found == peer.receiving.end()) return std::nullopt;
  Stage::Track* track = stage_.find(found->second.track);
  if (track == nullptr) return std::nullopt;
  sfu::Subscription* subscription = track->fanout.find(found->second.subscription);
  if (subscription == nullptr) return std::nullopt;
  return Receiver{track, subscription};
}

void Worker::handle(Peer& peer, const wire::SenderReport& report, Now now) {
  if (const auto clock = peer.uplink.handle_sender_report(report, now.instant))
    set_clock(clock->track, clock->clock);
  handle_blocks(peer, report.blocks, now);
}

void Worker::handle(Peer& peer, const wire::ReceiverReport& report, Now now) {
  handle_blocks(peer, report.blocks, now);
}

void Worker::handle_blocks(Peer& peer, std::span<const wire::ReportBlock> blocks, Now now) {
  for (const wire::ReportBlock& block : blocks) {
    const auto receiver = find_receiver(peer, block.ssrc);
    if (!receiver) continue;
    receiver->subscription->handle_report(block, now.instant);
    const auto path = receiver->subscription->path(now.instant);
    if (!path || path->round_trip == Duration::zero()) continue;
    peer.round_trip = path->round_trip;
    peer.uplink.set_round_trip(path->round_trip);
  }
}

void Worker::handle(Peer& peer, const wire::Nack& nack, Now now) {
  const auto receiver = find_receiver(peer, nack.media);
  if (!receiver) return;
  counters_.packets_retransmitted += receiver->track->fanout.retransmit(
      *receiver->subscription, nack.lost, now.instant, RtpSink{*this});
}

void Worker::handle(Peer& peer, const wire::PictureLossIndication& request, Now now) {
  handle_keyframe_request(peer, request.media, now);
}

void Worker::handle(Peer& peer, const wire::FullIntraRequest& request, Now now) {
  for (const auto& entry : request.entries) handle_keyframe_request(peer, entry.media, now);
}

void Worker::handle_keyframe_request(Peer& peer, wire::Ssrc media, Now now) {
  const auto receiver = find_receiver(peer, media);
  if (!receiver) return;
  receiver->track->fanout.handle_keyframe_request(*receiver->subscription, now.instant);
  pass_on_keyframe_requests(*receiver->track, now.instant);
}

// ---- What we report and ask for ----

void Worker::pack(Peer& peer, const wire::RtcpPacket& packet) {
  rtcp_.add(packet, peer.rtcp_opening, [&](ByteView compound) { send_rtcp(peer, compound); });
}

void Worker::send_packed(Peer& peer) {
  rtcp_.flush([&](ByteView compound) { send_rtcp(peer, compound); });
}

void Worker::send_rtcp(Peer& peer, ByteView compound) {
  const Downlink& to = peers_.downlink(peer.slot);
  if (to.sender == nullptr) return;
  const MutableBytes out =
      outbox_.reserve(to.destination, compound.size() + crypto::kSrtpOverheadMax);
  if (out.empty()) return;
  if (const std::size_t size = to.sender->protect_rtcp(compound, out); size != 0)
    outbox_.commit(size);
}

// What the peer's own tracks need of it: NACKs, keyframes, receiver reports, transport feedback.
void Worker::send_feedback(Peer& peer, Now now) {
  if (!peer.connected) return;
  feedback_.clear();
  peer.uplink.poll_feedback(now.instant, feedback_);
  for (const wire::RtcpPacket& packet : feedback_) pack(peer, packet);
  send_packed(peer);
}

// Sender reports of everything that the peer receives, each with the name that ties a publisher's
// tracks together (RFC 3550, 6.5.1).
void Worker::send_reports(Peer& peer, Now now) {
  if (!peer.connected) return;
  for (const auto& [ssrc, receiving] : peer.receiving) {
    const auto receiver = find_receiver(peer, ssrc);
    if (!receiver || receiver->subscription->ssrc() != ssrc) continue;  // RTX has no reports
    const auto report = receiver->track->fanout.sender_report(*receiver->subscription, now.instant);
    if (!report) continue;
    pack(peer, *report);
    pack(peer, wire::SourceDescription{{{ssrc, receiving.cname}}});
  }
  send_packed(peer);
}

DirectionStatistics Worker::downlink_statistics(Peer& peer, Instant now) {
  DirectionStatistics statistics;
  Downlink& downlink = peers_.downlink(peer.slot);
  statistics.packets = std::exchange(downlink.packets_sent, 0);
  statistics.bitrate_bps =
      std::exchange(downlink.bytes_sent, 0) * 8 / (kReportInterval / std::chrono::seconds(1));
  for (const auto& [ssrc, receiving] : peer.receiving) {
    const auto receiver = find_receiver(peer, ssrc);
    const auto path = receiver ? receiver->subscription->path(now) : std::nullopt;
    if (!path) continue;
    statistics.loss = std::max(statistics.loss, path->loss);
    statistics.jitter = std::max(statistics.jitter, path->jitter);
  }
  return statistics;
}

void Worker::emit_statistics(Peer& peer, Now now) {
  surroundings_.emit(PeerStatistics{peer.id, peer.round_trip,
                                    peer.uplink.take_statistics(now.instant),
                                    downlink_statistics(peer, now.instant)});
}

bool Worker::sends_garbage(Peer& peer) {
  const transport::TransportDrops& drops = peer.transport->drops();
  const std::uint64_t all = drops.unknown_protocol + drops.srtp_malformed + drops.srtp_unauthentic;
  const std::uint64_t bad = all - std::exchange(peer.transport_drops_before, all);
  const std::uint64_t good = std::exchange(peer.packets_good, 0);
  return bad >= kGarbageMax && bad > good;
}

}  // namespace hemicycle::media
