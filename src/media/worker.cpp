#include "media/worker.h"

#include <algorithm>
#include <utility>

#include "base/bug.h"
#include "crypto/srtp.h"

namespace hemicycle::media {

namespace {

void count_drops(const transport::TransportDrops& drops, WorkerCounters& counters) {
  counters.drop(DropCause::kMalformed) +=
      drops.unknown_protocol + drops.stun_malformed + drops.srtp_malformed;
  counters.drop(DropCause::kUnauthenticated) += drops.stun_unauthentic + drops.srtp_unauthentic;
  counters.drop(DropCause::kReplayed) += drops.srtp_replayed;
  counters.drop(DropCause::kNotReady) += drops.before_keys + drops.no_consent;
  counters.drop(DropCause::kOverLimit) += drops.srtp_too_many_sources;
}

}  // namespace

Worker::Worker(const WorkerSettings& settings, const crypto::DtlsContext& dtls, io::Outbox& outbox,
               Surroundings& surroundings)
    : settings_(settings),
      dtls_(dtls),
      outbox_(outbox),
      surroundings_(surroundings),
      random_(settings.seed),
      speakers_(settings.limits.peers_per_worker) {}

// ---- Datagrams ----

void Worker::handle_batch(std::span<const io::ReceivedDatagram> batch, Now now) {
  for (const io::ReceivedDatagram& datagram : batch) handle_datagram(datagram, now);
  forward_arrivals(now);
  settle(now);
}

void Worker::handle_datagram(const io::ReceivedDatagram& datagram, Now now) {
  ++counters_.packets_received;
  counters_.bytes_received += datagram.bytes.size();
  Peer* peer = find_peer(datagram);
  if (peer == nullptr || !peer->transport) {
    ++counters_.drop(DropCause::kUnknownPeer);
    return;
  }
  guarded(peer->id, [&] { handle_peer_datagram(*peer, datagram, now); });
}

// Checks name their peer, everything else is known by where it comes from: an address that has
// passed a check.
Peer* Worker::find_peer(const io::ReceivedDatagram& datagram) {
  if (const auto ufrag = transport::local_ufrag_of(datagram.bytes))
    return peers_.find_by_ufrag(*ufrag);
  return peers_.find_by_address(datagram.from);
}

void Worker::handle_peer_datagram(Peer& peer, const io::ReceivedDatagram& datagram, Now now) {
  using transport::ReceivedKind;
  if (!datagram.bytes.empty() && datagram.bytes[0] < 4) return handle_check(peer, datagram, now);

  transport::Received received =
      peer.transport->handle_datagram(datagram.bytes, datagram.from, now.instant);
  touch(peer);
  if (received.kind == ReceivedKind::kRtp) return handle_rtp(peer, received.bytes, now);
  if (received.kind == ReceivedKind::kRtcp) return handle_rtcp(peer, received.bytes, now);
  while (received.kind == ReceivedKind::kApplicationData) {
    if (peer.sctp_port)
      surroundings_.post_data(
          SctpPacket{peer.id, Bytes(received.bytes.begin(), received.bytes.end())});
    received = peer.transport->next_application_data();
  }
  drain_transport(peer, now);
}

// Only a check that the transport took makes an address known.
void Worker::handle_check(Peer& peer, const io::ReceivedDatagram& datagram, Now now) {
  if (is_held_by_another(datagram.from, peer, now.instant)) {
    ++counters_.drop(DropCause::kUnauthenticated);
    return;
  }
  peer.transport->handle_datagram(datagram.bytes, datagram.from, now.instant);
  touch(peer);
  if (peer.transport->consents(datagram.from)) peers_.learn_address(peer, datagram.from);
  drain_transport(peer, now);
}

// A source address is easily forged: whoever has just proved that it lives there keeps it.
bool Worker::is_held_by_another(const Endpoint& address, const Peer& peer, Instant now) const {
  const Peer* holder = peers_.find_by_address(address);
  return holder != nullptr && holder != &peer && holder->transport &&
         holder->transport->consented_since(address, now - kAddressHeld);
}

void Worker::handle_rtp(Peer& peer, ByteView bytes, Now now) {
  const auto packet = wire::RtpPacket::parse(bytes);
  if (!packet) {
    ++counters_.drop(DropCause::kMalformed);
    return;
  }
  ++peer.packets_good;
  const Uplink::Arrival arrival = peer.uplink.handle_rtp(*packet, now.instant);
  Stage::Track* track = arrival.publication != nullptr ? stage_.find(arrival.track) : nullptr;
  if (track == nullptr) {
    ++counters_.drop(DropCause::kUnknownSsrc);
    return;
  }
  if (!arrival.packet) return;
  if (track->muted) {
    ++counters_.drop(DropCause::kMuted);
    return;
  }
  if (!std::exchange(track->started, true))
    surroundings_.emit(TrackStarted{track->id, arrival.packet->codec});
  stage_.note_arrival(*track, *arrival.packet);
}

void Worker::forward_arrivals(Now now) {
  stage_.take_arrivals([&](Stage::Track& track) {
    guarded(*track.publisher, [&] {
      forward(track, track.arrivals, now.instant);
      if (track.relays.empty()) return;
      const RelayedBatch batch{relay_copy(track.id, track.arrivals)};
      for (const WorkerIndex worker : track.relays) surroundings_.post(worker, batch);
    });
  });
}

void Worker::forward(Stage::Track& track, std::span<const sfu::ForwardPacket> packets,
                     Instant now) {
  track.fanout.forward(packets, now, RtpSink{*this});
  pass_on_keyframe_requests(track, now);
}

// A receiver's memory is reached in steps, each from what the one before has fetched.
void Worker::RtpSink::approach(const sfu::Subscription& to, int turns) const {
  const Downlink& downlink = worker.peers_.downlink(to.receiver());
  if (turns == 3) return prefetch(&downlink);
  if (downlink.sender == nullptr) return;
  if (turns == 2) prefetch(std::as_bytes(std::span(downlink.sender, 1)));
  if (turns == 1) downlink.sender->prefetch_rtp(to.ssrc().value());
}

// The receiver's fault, not the publisher's: the others go on.
void Worker::RtpSink::failed(const sfu::Subscription& to, const Bug& bug) const {
  const auto place = worker.subscriptions_.find(to.id());
  const bool known = place != worker.subscriptions_.end();
  worker.blame(known ? place->second.subscriber : kNobody, bug);
  if (!known || worker.peers_.find(place->second.subscriber) == nullptr)
    worker.orphans_.push_back(to.id());
}

void Worker::pass_on_keyframe_requests(Stage::Track& track, Instant now) {
  const sfu::Fanout::KeyframeRequests requests = track.fanout.take_keyframe_requests();
  for (sfu::LayerIndex layer = 0; layer < sfu::kLayersMax; ++layer) {
    if (!requests.of(layer)) continue;
    const KeyframeWanted wanted{track.id, layer, requests.need(layer)};
    if (track.publisher)
      request_keyframe(*track.publisher, wanted, now);
    else
      surroundings_.post(worker_of(track.id), wanted);
  }
}

void Worker::request_keyframe(PeerId id, const KeyframeWanted& wanted, Instant now) {
  Peer* publisher = peers_.find(id);
  if (publisher == nullptr) return;
  guarded(id, [&] {
    publisher->uplink.request_keyframe(wanted.track, wanted.layer, now, wanted.need);
    touch(*publisher);
  });
}

// Encrypts from where the packet was received straight to where it is sent from.
void Worker::send_rtp(std::uint32_t slot, ByteView header, ByteView payload) {
  Downlink& to = peers_.downlink(slot);
  BUG_IF(to.peer == nullptr);
  if (to.sender == nullptr) {
    ++counters_.drop(DropCause::kNotReady);
    return;
  }
  const std::size_t room = header.size() + payload.size() + crypto::kSrtpOverheadMax;
  const MutableBytes out = outbox_.reserve(to.destination, room);
  if (out.empty()) return;  // counted by the outbox
  const std::size_t size = to.sender->protect_rtp(header, payload, out);
  if (size == 0) return;
  outbox_.commit(size);
  ++to.packets_sent;
  to.bytes_sent += size;
}

// ---- A peer's life ----

void Worker::drain_transport(Peer& peer, Now now) {
  while (const auto transmit = peer.transport->poll_transmit())
    outbox_.push(transmit->to, transmit->bytes);
  while (const auto event = peer.transport->poll_event()) handle_transport_event(peer, *event, now);
  const std::optional<Endpoint>& destination = peer.transport->destination();
  Downlink& downlink = peers_.downlink(peer.slot);
  downlink.sender = peer.connected && destination ? peer.transport->sender() : nullptr;
  if (destination) downlink.destination = *destination;
}

void Worker::handle_transport_event(Peer& peer, const transport::TransportEvent& event, Now now) {
  std::visit(Overloaded{
                 [&](const transport::TransportConnected&) {
                   peer.connected = true;
                   peer.next_report = now.instant + kReportInterval;
                   if (peer.sctp_port) surroundings_.post_data(StartData{peer.id, *peer.sctp_port});
                   surroundings_.emit(PeerConnected{peer.id});
                 },
                 [&](const transport::TransportSuspended&) {
                   peer.suspended_until = now.instant + kSuspendedMax;
                 },
                 [&](const transport::TransportResumed&) { peer.suspended_until = kNever; },
                 [&](const transport::TransportFailed& failed) {
                   using transport::TransportFailure;
                   FailureCause cause = FailureCause::kDtlsFailed;
                   if (failed.cause == TransportFailure::kNeverConnected)
                     cause = FailureCause::kNeverConnected;
                   if (failed.cause == TransportFailure::kFingerprintMismatch)
                     cause = FailureCause::kFingerprintMismatch;
                   failed_.emplace_back(peer.id, cause);
                 },
                 [&](const transport::TransportClosed&) {
                   failed_.emplace_back(peer.id, FailureCause::kClosedByPeer);
                 },
             },
             event);
}

void Worker::blame(PeerId peer, const Bug& bug) {
  failed_.emplace_back(peer, FailureCause::kBug);
  ++counters_.drop(DropCause::kInternal);
  surroundings_.report_bug(peer, bug.what());
}

void Worker::fail(PeerId id, FailureCause cause) {
  if (peers_.find(id) == nullptr) return;
  remove(id);
  surroundings_.emit(PeerFailed{id, cause});
}

void Worker::remove(PeerId id) {
  Peer* peer = peers_.find(id);
  if (peer == nullptr) return;
  if (peer->sctp_port) surroundings_.post_data(StopData{id});
  std::vector<TrackId> tracks;
  peer->uplink.for_each_track([&](TrackId track, auto&) { tracks.push_back(track); });
  for (const TrackId track : tracks) end_track(track);
  for (const auto& [ssrc, receiving] : std::exchange(peer->receiving, {}))
    drop_subscription(receiving.subscription);
  if (peer->transport) count_drops(peer->transport->drops(), counters_);
  deadlines_.erase(id);
  peers_.remove(id);
}

// Its receivers here lose it, and so do the workers that relay it.
void Worker::end_track(TrackId id) {
  Stage::Track* track = stage_.find(id);
  if (track == nullptr) return;
  for (const WorkerIndex worker : track->relays) surroundings_.post(worker, RelayEnded{id});
  for (const sfu::Subscription& subscription : track->fanout.subscriptions()) {
    const auto place = subscriptions_.find(subscription.id());
    if (place == subscriptions_.end()) continue;
    if (Peer* receiver = peers_.find(place->second.subscriber)) {
      std::erase_if(receiver->receiving,
                    [id](const auto& each) { return each.second.track == id; });
      --receiver->subscription_count;
    }
    subscriptions_.erase(place);
  }
  speakers_.remove(id);
  stage_.remove(id);
}

void Worker::touch(Peer& peer) {
  if (std::exchange(peer.touched, true)) return;
  touched_.push_back(peer.id);
}

// Ends a turn: removes who failed in it and asks those who were touched for their deadlines.
void Worker::settle(Now now) {
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    Peer* peer = peers_.find(touched_[i]);
    if (peer == nullptr) continue;
    guarded(peer->id, [&] { send_feedback(*peer, now); });
    peer->touched = false;
    deadlines_.set(peer->id, deadline_of(*peer));
  }
  touched_.clear();
  for (const SubscriptionId orphan : std::exchange(orphans_, {})) {
    drop_subscription(orphan);
    stage_.for_each([&](Stage::Track& track) { stage_.remove_subscription(track.id, orphan); });
  }
  for (const auto& [peer, cause] : std::exchange(failed_, {})) fail(peer, cause);
}

Instant Worker::deadline_of(const Peer& peer) const {
  if (!peer.transport) return peer.created + transport::PeerTransport::kConnectTimeout;
  const Instant next =
      std::min({peer.next_report, peer.suspended_until, peer.transport->next_deadline()});
  return peer.connected ? std::min(next, peer.uplink.next_deadline()) : next;
}

// ---- Time ----

Instant Worker::next_deadline() const {
  return std::min(
      {deadlines_.next(), stage_.next_deadline(), stage_.size() != 0 ? next_speakers_ : kNever});
}

void Worker::handle_timeout(Now now) {
  deadlines_.pop_due(now.instant, [&](PeerId id) {
    Peer* peer = peers_.find(id);
    if (peer != nullptr) guarded(id, [&] { handle_peer_timeout(*peer, now); });
  });
  if (stage_.is_due(now.instant))
    stage_.for_each([&](Stage::Track& track) { handle_track_timeout(track, now.instant); });
  if (now.instant >= next_speakers_) guarded(kNobody, [&] { update_speakers(now.instant); });
  settle(now);
}

// A broken invariant of the track is its publisher's end; the other tracks have their turns.
void Worker::handle_track_timeout(Stage::Track& track, Instant now) {
  guarded(track.publisher.value_or(kNobody), [&] {
    track.fanout.handle_timeout(now);
    pass_on_keyframe_requests(track, now);
  });
}

void Worker::handle_peer_timeout(Peer& peer, Now now) {
  touch(peer);
  if (!peer.transport) {
    failed_.emplace_back(peer.id, FailureCause::kNeverConnected);
    return;
  }
  if (now.instant >= peer.suspended_until) {
    failed_.emplace_back(peer.id, FailureCause::kConsentExpired);
    return;
  }
  peer.transport->handle_timeout(now.instant);
  drain_transport(peer, now);
  if (now.instant < peer.next_report) return;
  peer.next_report = now.instant + kReportInterval;
  if (sends_garbage(peer)) failed_.emplace_back(peer.id, FailureCause::kGarbage);
  // With another transport it starts afresh; with this one it would not be heard any more.
  if (peer.transport->drops().srtp_too_many_sources != 0)
    failed_.emplace_back(peer.id, FailureCause::kOverLimit);
  send_reports(peer, now);
  emit_statistics(peer, now);
}

void Worker::update_speakers(Instant now) {
  next_speakers_ = now + kSpeakersInterval;
  std::unordered_map<TrackId, PeerId> publishers;
  peers_.for_each([&](Peer& peer) {
    const auto note = [&](TrackId id, sfu::Publication& publication) {
      if (publication.kind() != wire::MediaKind::kAudio) return;
      const Stage::Track* track = stage_.find(id);
      const bool heard = track != nullptr && !track->muted;
      speakers_.set_level(id, heard ? publication.audio_level(now) : 0, now);
      publishers.emplace(id, peer.id);
    };
    guarded(peer.id, [&] { peer.uplink.for_each_track(note); });
  });
  if (!speakers_.update(now)) return;
  SpeakersChanged changed{settings_.index, {}};
  for (const auto& speaker : speakers_.speakers())
    changed.speaking.push_back({speaker.track, publishers[speaker.track], speaker.level});
  surroundings_.emit(std::move(changed));
}

// ---- Counters ----

WorkerCounters Worker::counters() const {
  WorkerCounters counters = counters_;
  counters.peers = peers_.size();
  counters.tracks = stage_.size();
  counters.subscriptions = stage_.subscription_count();
  peers_.for_each([&](const Peer& peer) {
    if (peer.transport) count_drops(peer.transport->drops(), counters);
  });
  const io::OutboxCounters& sent = outbox_.counters();
  counters.packets_sent = sent.datagrams_sent;
  counters.bytes_sent = sent.bytes_sent;
  counters.send_calls = sent.calls;
  counters.drop(DropCause::kSendBacklog) = sent.dropped_backlog;
  counters.drop(DropCause::kSendRefused) = sent.dropped_refused;
  return counters;
}

}  // namespace hemicycle::media
