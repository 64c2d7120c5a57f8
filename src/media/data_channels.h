#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <unordered_map>

#include "media/control.h"
#include "media/media_plane.h"
#include "transport/sctp.h"

namespace hemicycle::media {

struct DataCounters {
  std::uint64_t channels = 0;  // gauge
  std::uint64_t messages_received = 0;
  std::uint64_t messages_sent = 0;
  std::uint64_t messages_dropped = 0;  // lossy ones that found the buffer full; a slow reader's
  std::uint64_t packets_dropped = 0;   // because too much was waiting to be passed on
};

// The data channels of all peers. It lives on one thread because usrsctp's state is global; SCTP
// packets come from and go to the peers' workers, which wrap them in DTLS. It knows no sockets and
// is told the time.
class DataChannels {
 public:
  struct Outputs {
    std::function<void(PeerId, ByteView packet)> send_packet;
    std::function<void(Event)> emit;
  };

  DataChannels(const PlaneLimits& limits, Outputs outputs);
  ~DataChannels();

  // The peer's DTLS is up and it negotiated data channels.
  void add_peer(PeerId peer, std::uint16_t remote_port);
  void remove_peer(PeerId peer);
  // The peer goes on without data, and is told so.
  void close(PeerId peer);

  // While too much of what came before is still to be passed on, packets are not taken in: their
  // senders repeat them, ever more slowly.
  void handle_packet(PeerId peer, ByteView packet);
  void open(const OpenDataChannel& command);
  void send(const SendData& command);

  // kNever while there are no peers.
  Instant next_deadline() const { return next_tick_; }
  void handle_timeout(Instant now);

  DataCounters counters() const;

 private:
  struct Peer;

  Peer* find(PeerId peer);
  void drain_events(Peer& peer);
  void handle_event(Peer& peer, transport::SctpEvent& event);
  void open_waiting(Peer& peer);
  void send_waiting(Peer& peer);
  void deliver(Peer& peer, const SendData& command);

  // What a message costs beside its bytes: a few dozen letters to its receivers.
  static constexpr std::size_t kMessageOverhead = 4096;

  PlaneLimits limits_;
  io::Intake intake_;
  Outputs outputs_;
  transport::SctpStack stack_;
  std::unordered_map<PeerId, std::unique_ptr<Peer>> peers_;
  std::vector<PeerId> down_;
  Instant next_tick_ = kNever;
  DataCounters counters_;
};

}  // namespace hemicycle::media
