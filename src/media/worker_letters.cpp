#include <algorithm>
#include <utility>

#include "media/worker.h"

namespace hemicycle::media {

void Worker::handle_letter(WorkerLetter& letter, Now now) {
  guarded(kNobody, [&] { std::visit([&](auto& each) { accept(each, now); }, letter); });
  settle(now);
}

void Worker::accept(AddPeer& letter, Now now) {
  if (peers_.size() >= settings_.limits.peers_per_worker) {
    ++counters_.drop(DropCause::kOverLimit);
    surroundings_.emit(PeerFailed{letter.peer, FailureCause::kOverLimit});
    return;
  }
  transport::IceCredentials local{std::move(letter.ice_ufrag), std::move(letter.ice_pwd)};
  auto peer =
      std::make_unique<Peer>(letter.peer, std::move(local), letter.feedback_ssrc, now.instant);
  peer->secret = std::move(letter.secret);
  touch(peers_.add(std::move(peer)));
}

void Worker::accept(Command& letter, Now now) {
  std::visit([&](auto& command) { guarded(owner_of(command), [&] { carry_out(command, now); }); },
             letter);
}

// Whose end it is when the command breaks an invariant.
template <typename CommandType>
PeerId Worker::owner_of(const CommandType& command) {
  if constexpr (requires { command.subscriber; }) {
    return command.subscriber;
  } else if constexpr (requires { command.peer; }) {
    return command.peer;
  } else if constexpr (requires { command.subscription; }) {
    const auto place = subscriptions_.find(command.subscription);
    return place != subscriptions_.end() ? place->second.subscriber : PeerId();
  } else {
    const Stage::Track* track = stage_.find(command.track);
    return track != nullptr ? track->publisher.value_or(PeerId()) : PeerId();
  }
}

void Worker::accept(const SctpPacket& letter, Now now) {
  Peer* peer = peers_.find(letter.peer);
  if (peer == nullptr || !peer->connected) return;
  guarded(peer->id, [&] {
    peer->transport->send_application_data(letter.bytes);
    drain_transport(*peer, now);
  });
}

// ---- Commands about peers ----

namespace {

// A report of nothing and a name, which begin a full compound packet (RFC 3550, 6.1).
Bytes opening_of(wire::Ssrc ssrc) {
  std::array<std::uint8_t, 32> buffer{};
  ByteWriter writer(buffer);
  wire::write_rtcp(wire::ReceiverReport{ssrc, {}}, writer);
  wire::write_rtcp(wire::SourceDescription{{{ssrc, "hemicycle"}}}, writer);
  return {writer.written().begin(), writer.written().end()};
}

}  // namespace

void Worker::carry_out(SetRemoteTransport& command, Now now) {
  Peer* peer = peers_.find(command.peer);
  if (peer == nullptr) return;
  transport::IceCredentials remote{std::move(command.ice_ufrag), std::move(command.ice_pwd)};
  if (peer->transport) {
    // Repeated by every later offer; it means something only after RestartIce.
    if (peer->restart) peer->transport->restart_ice(*std::exchange(peer->restart, {}), remote);
  } else {
    peer->transport.emplace(dtls_,
                            transport::PeerParameters{
                                .local = peer->local,
                                .remote = std::move(remote),
                                .remote_fingerprint_sha256 = std::move(command.fingerprint_sha256),
                                .secret = peer->secret},
                            now.instant);
  }
  if (!command.rtcp_reduced_size) peer->rtcp_opening = opening_of(peer->uplink.feedback_ssrc());
  if (command.sctp_port && !peer->sctp_port) {
    peer->sctp_port = command.sctp_port;
    if (peer->connected) surroundings_.post_data(StartData{peer->id, *peer->sctp_port});
  }
  touch(*peer);
}

void Worker::carry_out(RestartIce& command, Now) {
  Peer* peer = peers_.find(command.peer);
  if (peer == nullptr) return;
  peers_.learn_ufrag(*peer, command.ice_ufrag);
  peer->restart = {std::move(command.ice_ufrag), std::move(command.ice_pwd)};
}

void Worker::carry_out(const RemovePeer& command, Now now) {
  Peer* peer = peers_.find(command.peer);
  if (peer == nullptr) return;
  if (peer->transport)
    guarded(peer->id, [&] {
      peer->transport->close();
      drain_transport(*peer, now);
    });
  std::erase_if(failed_, [&](const auto& failed) { return failed.first == command.peer; });
  remove(command.peer);
}

// ---- Commands about tracks ----

void Worker::carry_out(const ReceiveTrack& command, Now) {
  Peer* peer = peers_.find(command.peer);
  if (peer == nullptr) return;
  if (stage_.find(command.track) == nullptr &&
      peer->uplink.track_count() >= settings_.limits.tracks_per_peer) {
    ++counters_.drop(DropCause::kOverLimit);
    return;
  }
  guarded(peer->id, [&] {
    peer->uplink.set_track(command);
    stage_.add(command.track, command.kind, command.peer);
  });
}

void Worker::carry_out(const StopReceiving& command, Now) {
  const Stage::Track* track = stage_.find(command.track);
  if (track == nullptr || !track->publisher) return;
  if (Peer* peer = peers_.find(*track->publisher)) peer->uplink.remove_track(command.track);
  end_track(command.track);
}

void Worker::carry_out(const SetTrackMuted& command, Now) {
  Stage::Track* track = stage_.find(command.track);
  if (track == nullptr || std::exchange(track->muted, command.muted) == command.muted) return;
  if (command.muted || !track->publisher) return;
  // What was kept back meanwhile must not look like loss to the receivers.
  Peer* peer = peers_.find(*track->publisher);
  sfu::Publication* publication = peer != nullptr ? peer->uplink.find(track->id) : nullptr;
  if (publication != nullptr) publication->interrupt();
}

// ---- Commands about subscriptions ----

namespace {

wire::MediaKind kind_of(const SendTrack& command) {
  const bool audio = std::ranges::any_of(command.codecs, [](const CodecParameters& each) {
    return each.codec == Codec::kOpus || each.codec == Codec::kRed;
  });
  return audio ? wire::MediaKind::kAudio : wire::MediaKind::kVideo;
}

}  // namespace

void Worker::carry_out(const SendTrack& command, Now now) {
  Peer* peer = peers_.find(command.subscriber);
  if (peer == nullptr) return;
  if (!subscriptions_.contains(command.subscription) &&
      peer->subscription_count >= settings_.limits.subscriptions_per_peer) {
    ++counters_.drop(DropCause::kOverLimit);
    return;
  }
  const sfu::FirstNumbers first_numbers = first_numbers_of(command, *peer);
  // Before the track is looked up: with its last receiver here a relayed track goes.
  drop_subscription(command.subscription);
  drop_users_of(command.ssrc, *peer);
  if (command.rtx_ssrc) drop_users_of(*command.rtx_ssrc, *peer);
  Stage::Track* track = stage_.find(command.track);
  if (track == nullptr) {
    if (worker_of(command.track) == settings_.index) return;  // gone meanwhile
    track = &stage_.add(command.track, kind_of(command), std::nullopt);
  }
  const bool first = track->fanout.empty();
  const sfu::SubscriptionParameters parameters{
      .kind = kind_of(command),
      .codecs = command.codecs,
      .ssrc = command.ssrc,
      .rtx_ssrc = command.rtx_ssrc,
      .dependency_descriptor = command.extensions.dependency_descriptor,
      .receiver = peer->slot};
  stage_.add_subscription(*track, command.subscription, parameters, first_numbers, now.instant);
  const Peer::Receiving receiving{command.track, command.subscription, command.cname};
  peer->receiving[command.ssrc] = receiving;
  if (command.rtx_ssrc) peer->receiving[*command.rtx_ssrc] = receiving;
  ++peer->subscription_count;
  subscriptions_[command.subscription] = {command.subscriber, command.track};
  if (first && !track->publisher)
    surroundings_.post(worker_of(track->id), RelayWanted{track->id, settings_.index, true});
  pass_on_keyframe_requests(*track, now.instant);
}

// SRTP bears no number of an SSRC twice: whatever was sent under it before, under this subscription
// or another, the new stream goes on counting.
sfu::FirstNumbers Worker::first_numbers_of(const SendTrack& command, Peer& peer) {
  crypto::SrtpSender* sender = peer.transport ? peer.transport->sender() : nullptr;
  const auto first_of = [&](wire::Ssrc ssrc) {
    const auto next = sender != nullptr ? sender->next_sequence(ssrc.value()) : std::nullopt;
    return wire::SequenceNumber(next.value_or(static_cast<std::uint16_t>(random_.below(1 << 15))));
  };
  return {first_of(command.ssrc), first_of(command.rtx_ssrc.value_or(command.ssrc))};
}

// One SSRC is one stream: the latest that was asked for.
void Worker::drop_users_of(wire::Ssrc ssrc, const Peer& peer) {
  const auto user = peer.receiving.find(ssrc);
  if (user != peer.receiving.end()) drop_subscription(SubscriptionId(user->second.subscription));
}

void Worker::carry_out(const StopSending& command, Now) {
  drop_subscription(command.subscription);
}

void Worker::drop_subscription(SubscriptionId subscription) {
  const auto place = subscriptions_.find(subscription);
  if (place == subscriptions_.end()) return;
  const TrackId track_id = place->second.track;
  if (Peer* peer = peers_.find(place->second.subscriber)) {
    std::erase_if(peer->receiving, [subscription](const auto& each) {
      return each.second.subscription == subscription;
    });
    --peer->subscription_count;
  }
  subscriptions_.erase(place);
  const Stage::Track* unused = stage_.remove_subscription(track_id, subscription);
  if (unused == nullptr || unused->publisher) return;
  surroundings_.post(worker_of(track_id), RelayWanted{track_id, settings_.index, false});
  stage_.remove(track_id);
}

void Worker::carry_out(const SetSubscription& command, Now now) {
  const auto place = subscriptions_.find(command.subscription);
  if (place == subscriptions_.end()) return;
  Stage::Track* track = stage_.find(place->second.track);
  if (track == nullptr) return;
  sfu::SubscriptionWishes wishes;
  wishes.paused = command.paused;
  wishes.max_layer = std::min<sfu::LayerIndex>(command.max_layer, sfu::kLayersMax - 1);
  track->fanout.set_wishes(command.subscription, wishes, now.instant);
  pass_on_keyframe_requests(*track, now.instant);
}

// ---- Tracks across workers ----

void Worker::accept(const RelayWanted& letter, Now) {
  Stage::Track* track = stage_.find(letter.track);
  if (track == nullptr || !track->publisher) {
    if (letter.wanted) surroundings_.post(letter.to, RelayEnded{letter.track});
    return;
  }
  std::erase(track->relays, letter.to);
  if (!letter.wanted) return;
  track->relays.push_back(letter.to);
  for (sfu::LayerIndex layer = 0; layer < sfu::kLayersMax; ++layer)
    if (const auto& clock = track->clocks[layer])
      surroundings_.post(letter.to, RelayedClock{letter.track, {layer, *clock}});
  if (const std::uint8_t live = track->fanout.live_layers(); live != 0)
    surroundings_.post(letter.to, RelayedLayers{letter.track, live});
}

void Worker::accept(const RelayedBatch& letter, Now now) {
  Stage::Track* track = stage_.find(letter.packets->track);
  if (track == nullptr || track->publisher) return;
  try {
    forward(*track, letter.packets->packets, now.instant);
  } catch (const Bug&) {  // nobody here is to blame: the receivers lose the track
    end_track(track->id);
    surroundings_.post(worker_of(letter.packets->track),
                       RelayWanted{letter.packets->track, settings_.index, false});
    throw;
  }
}

void Worker::accept(const RelayedClock& letter, Now) {
  set_clock(letter.track, letter.clock);
}

void Worker::accept(const RelayedLayers& letter, Now now) {
  Stage::Track* track = stage_.find(letter.track);
  if (track == nullptr || track->publisher) return;
  track->fanout.assume_live(letter.live, now.instant);
  pass_on_keyframe_requests(*track, now.instant);
}

void Worker::accept(const RelayEnded& letter, Now) {
  const Stage::Track* track = stage_.find(letter.track);
  if (track != nullptr && !track->publisher) end_track(letter.track);
}

void Worker::accept(const KeyframeWanted& letter, Now now) {
  const Stage::Track* track = stage_.find(letter.track);
  if (track == nullptr || !track->publisher) return;
  request_keyframe(*track->publisher, letter, now.instant);
}

void Worker::set_clock(TrackId id, const sfu::LayerClock& clock) {
  Stage::Track* track = stage_.find(id);
  if (track == nullptr || clock.layer >= sfu::kLayersMax) return;
  track->fanout.set_clock(clock);
  track->clocks[clock.layer] = clock.clock;
  for (const WorkerIndex worker : track->relays)
    surroundings_.post(worker, RelayedClock{id, clock});
}

}  // namespace hemicycle::media
