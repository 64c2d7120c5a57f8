#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "base/bug.h"
#include "base/random.h"
#include "crypto/dtls.h"
#include "io/deadline_queue.h"
#include "io/outbox.h"
#include "io/udp_socket.h"
#include "media/counters.h"
#include "media/letters.h"
#include "media/media_plane.h"
#include "media/peer_table.h"
#include "media/rtcp_packer.h"
#include "media/stage.h"
#include "sfu/active_speakers.h"

namespace hemicycle::media {

struct WorkerSettings {
  WorkerIndex index;
  PlaneLimits limits;
  std::uint64_t seed = 0;  // for first sequence numbers
};

// The peers of one core and the tracks that they send and receive, without socket, clock or thread:
// datagrams, letters and the time go in; datagrams leave through the outbox, events and letters
// through the surroundings. After any input the caller asks next_deadline() again.
//
// A broken invariant met while one peer is served closes that peer alone.
class Worker {
 public:
  // All references outlive it.
  Worker(const WorkerSettings& settings, const crypto::DtlsContext& dtls, io::Outbox& outbox,
         Surroundings& surroundings);

  // One batch of received datagrams, which are decrypted in place. What is to be forwarded has been
  // put into the outbox when it returns; the datagrams are not needed any more then.
  void handle_batch(std::span<const io::ReceivedDatagram> batch, Now now);
  void handle_letter(WorkerLetter& letter, Now now);
  void handle_timeout(Now now);
  Instant next_deadline() const;

  // Everything but the loop's figures.
  WorkerCounters counters() const;

 private:
  static constexpr Duration kSpeakersInterval = std::chrono::milliseconds(300);
  static constexpr Duration kReportInterval = std::chrono::seconds(1);
  // Three checks of a client that sends them as browsers do. After that the address may have passed
  // to another client behind the same gateway.
  static constexpr Duration kAddressHeld = std::chrono::seconds(8);
  // A peer that fell silent may come back from another network.
  static constexpr Duration kSuspendedMax = std::chrono::seconds(15);
  // A peer most of whose packets in a report interval are garbage, and at least so many, is closed.
  static constexpr std::uint64_t kGarbageMax = 500;

  // ---- Datagrams (worker.cpp) ----
  void handle_datagram(const io::ReceivedDatagram& datagram, Now now);
  Peer* find_peer(const io::ReceivedDatagram& datagram);
  void handle_peer_datagram(Peer& peer, const io::ReceivedDatagram& datagram, Now now);
  void handle_check(Peer& peer, const io::ReceivedDatagram& datagram, Now now);
  bool is_held_by_another(const Endpoint& address, const Peer& peer, Instant now) const;
  void handle_rtp(Peer& peer, ByteView bytes, Now now);
  void forward(Stage::Track& track, std::span<const sfu::ForwardPacket> packets, Instant now);
  void pass_on_keyframe_requests(Stage::Track& track, Instant now);
  void forward_arrivals(Now now);
  void send_rtp(std::uint32_t slot, ByteView header, ByteView payload);
  // As sfu::Fanout wants it.
  struct RtpSink {
    Worker& worker;

    void operator()(const sfu::Subscription& to, ByteView header, ByteView payload) const {
      worker.send_rtp(to.receiver(), header, payload);
    }
    void approach(const sfu::Subscription& to, int turns) const;
    void failed(const sfu::Subscription& to, const Bug& bug) const;
  };

  // ---- A peer's life (worker.cpp) ----
  // What goes wrong inside for one peer is that peer's end, and nobody else's: the one whose
  // objects are at work, which need not be the one whose datagram or command set them to work. It
  // is removed when the turn settles, so that no caller is left with a dangling reference.
  static constexpr PeerId kNobody{};
  template <typename Action>
  void guarded(PeerId peer, Action action) {
    try {
      action();
    } catch (const Bug& bug) {
      blame(peer, bug);
    }
  }
  void blame(PeerId peer, const Bug& bug);
  void drain_transport(Peer& peer, Now now);
  void handle_transport_event(Peer& peer, const transport::TransportEvent& event, Now now);
  void fail(PeerId peer, FailureCause cause);
  void remove(PeerId peer);
  void end_track(TrackId track);
  void touch(Peer& peer);
  void settle(Now now);
  Instant deadline_of(const Peer& peer) const;
  void handle_peer_timeout(Peer& peer, Now now);
  void handle_track_timeout(Stage::Track& track, Instant now);
  void request_keyframe(PeerId publisher, const KeyframeWanted& wanted, Instant now);
  void update_speakers(Instant now);

  // ---- RTCP (worker_rtcp.cpp) ----
  void handle_rtcp(Peer& peer, ByteView bytes, Now now);
  void handle(Peer& peer, const wire::SenderReport& report, Now now);
  void handle(Peer& peer, const wire::ReceiverReport& report, Now now);
  void handle(Peer& peer, const wire::Nack& nack, Now now);
  void handle(Peer& peer, const wire::PictureLossIndication& request, Now now);
  void handle(Peer& peer, const wire::FullIntraRequest& request, Now now);
  template <typename Other>
  void handle(Peer&, const Other&, Now) {}
  void handle_blocks(Peer& peer, std::span<const wire::ReportBlock> blocks, Now now);
  void handle_keyframe_request(Peer& peer, wire::Ssrc media, Now now);
  struct Receiver {
    Stage::Track* track = nullptr;
    sfu::Subscription* subscription = nullptr;
  };
  std::optional<Receiver> find_receiver(Peer& peer, wire::Ssrc media);
  void send_feedback(Peer& peer, Now now);
  void send_reports(Peer& peer, Now now);
  void emit_statistics(Peer& peer, Now now);
  DirectionStatistics downlink_statistics(Peer& peer, Instant now);
  bool sends_garbage(Peer& peer);
  void send_rtcp(Peer& peer, ByteView compound);
  void pack(Peer& peer, const wire::RtcpPacket& packet);
  void send_packed(Peer& peer);

  // ---- Letters (worker_letters.cpp) ----
  void accept(StopThread, Now) {}
  void accept(AddPeer& letter, Now now);
  void accept(Command& letter, Now now);
  template <typename CommandType>
  PeerId owner_of(const CommandType& command);
  void accept(const RelayWanted& letter, Now now);
  void accept(const RelayedBatch& letter, Now now);
  void accept(const RelayedClock& letter, Now now);
  void accept(const RelayedLayers& letter, Now now);
  void accept(const RelayEnded& letter, Now now);
  void accept(const KeyframeWanted& letter, Now now);
  void accept(const SctpPacket& letter, Now now);

  void carry_out(SetRemoteTransport& command, Now now);
  void carry_out(RestartIce& command, Now now);
  void carry_out(const RemovePeer& command, Now now);
  void carry_out(const ReceiveTrack& command, Now now);
  void carry_out(const StopReceiving& command, Now now);
  void carry_out(const SendTrack& command, Now now);
  void carry_out(const StopSending& command, Now now);
  void carry_out(const SetSubscription& command, Now now);
  void carry_out(const SetTrackMuted& command, Now now);
  // The data thread's; the plane does not send them here.
  void carry_out(const OpenDataChannel&, Now) {}
  void carry_out(const SendData&, Now) {}
  sfu::FirstNumbers first_numbers_of(const SendTrack& command, Peer& peer);
  void drop_subscription(SubscriptionId subscription);
  void drop_users_of(wire::Ssrc ssrc, const Peer& peer);
  void set_clock(TrackId track, const sfu::LayerClock& clock);

  WorkerSettings settings_;
  const crypto::DtlsContext& dtls_;
  io::Outbox& outbox_;
  Surroundings& surroundings_;
  SeededRandom random_;

  PeerTable peers_;
  Stage stage_;
  // Of subscriptions whose id alone is known.
  struct Place {
    PeerId subscriber;
    TrackId track;
  };
  std::unordered_map<SubscriptionId, Place> subscriptions_;

  io::DeadlineQueue<PeerId> deadlines_;
  std::vector<PeerId> touched_;
  std::vector<std::pair<PeerId, FailureCause>> failed_;
  std::vector<SubscriptionId> orphans_;  // whose receiver is not there: an invariant was broken
  sfu::ActiveSpeakers speakers_;
  Instant next_speakers_;
  RtcpPacker rtcp_;
  std::vector<wire::RtcpPacket> feedback_;
  WorkerCounters counters_;
};

}  // namespace hemicycle::media
