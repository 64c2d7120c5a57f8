#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/random.h"
#include "base/time.h"
#include "sim/client_transport.h"
#include "sim/received_stream.h"
#include "sim/sent_stream.h"

namespace hemicycle::sim {

struct ClientCounters {
  std::uint64_t rtp_received = 0;
  std::uint64_t rtcp_received = 0;
  std::uint64_t transport_feedback = 0;  // packets of it
  std::uint64_t unknown_ssrc = 0;
  std::uint64_t malformed = 0;
};

// A minimal WebRTC client without sockets or a clock: what a browser does between its SDP and its
// codecs, with test media for codecs. After each handle_* call drain poll_transmit() (all of it
// goes to the server) and ask next_deadline() again. Signalling is the caller's: it passes what an
// answer says.
class ClientPeer {
 public:
  static constexpr Duration kReportInterval = std::chrono::milliseconds(500);

  // `context`, `random` and `observer` (which may be null) outlive it.
  ClientPeer(const crypto::DtlsContext& context, ClientTransportParameters parameters,
             RandomSource& random, MediaObserver* observer, const Now& now);

  // Sends from `now` on, once connected.
  void publish(SentStreamParameters parameters, const Now& now);
  void unpublish(wire::Ssrc ssrc);
  void subscribe(const ReceivedStreamParameters& parameters);
  void unsubscribe(wire::Ssrc ssrc);

  void handle_datagram(MutableBytes datagram, const Now& now);
  Instant next_deadline() const;
  void handle_timeout(const Now& now);
  std::optional<Bytes> poll_transmit();

  // Sends whatever `plain` is under our keys, for hostile scenarios; nothing before it is
  // connected.
  void inject_rtp(ByteView header, ByteView payload);
  void inject_rtcp(ByteView plain);

  bool is_connected() const { return transport_.is_connected(); }
  const ClientTransport& transport() const { return transport_; }
  // Null when there is no such stream.
  SentStream* sent(wire::Ssrc ssrc);
  const ReceivedStream* received(wire::Ssrc ssrc) const;
  const ClientCounters& counters() const { return counters_; }

 private:
  void handle_rtp(ByteView bytes, Instant now);
  void handle_rtcp(ByteView bytes, Instant now);
  void handle_feedback(const wire::RtcpPacket& packet, Instant now);
  void send_plain(const std::vector<PlainRtp>& packets);
  void send_rtcp(const std::vector<wire::RtcpPacket>& packets);
  void send_reports(const Now& now);
  wire::Ssrc self() const;

  ClientTransport transport_;
  RandomSource& random_;
  MediaObserver* observer_;
  std::map<wire::Ssrc, SentStream> sent_;
  std::map<wire::Ssrc, ReceivedStream> received_;
  std::map<wire::Ssrc, wire::Ssrc> media_of_rtx_;
  std::uint16_t transport_sequence_ = 0;
  Instant next_report_;
  std::deque<Bytes> outgoing_;
  ClientCounters counters_;
};

}  // namespace hemicycle::sim
