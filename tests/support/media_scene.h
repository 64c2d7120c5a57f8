#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "crypto/certificate.h"
#include "media/worker.h"
#include "sim/client_transport.h"
#include "wire/rtp.h"

namespace hemicycle::media::testing {

// Keys are dear to make, so a test program makes one.
inline const crypto::Certificate& test_certificate() {
  static const crypto::Certificate certificate =
      crypto::Certificate::self_signed(WallTime(std::chrono::days(20000)));
  return certificate;
}
inline const crypto::DtlsContext& test_dtls() {
  static const crypto::DtlsContext context(test_certificate());
  return context;
}

// Takes what a worker sends, as messages and as datagrams.
class SceneSink final : public io::DatagramSink {
 public:
  struct Sent {
    Endpoint to;
    Bytes bytes;
  };

  io::SendOutcome send(std::span<const io::OutgoingMessage> messages) override {
    io::SendOutcome outcome{.messages_done = messages.size(), .calls = 1};
    for (const io::OutgoingMessage& message : messages) {
      outcome.datagrams_sent += message.segments();
      outcome.bytes_sent += message.bytes.size();
      message_segments.push_back(message.segments());
      for (ByteView rest = message.bytes; !rest.empty();) {
        const std::size_t size = std::min<std::size_t>(message.segment_size, rest.size());
        datagrams.push_back(
            {message.to, Bytes(rest.begin(), rest.begin() + static_cast<long>(size))});
        rest = rest.subspan(size);
      }
    }
    return outcome;
  }

  std::deque<Sent> datagrams;
  std::vector<std::size_t> message_segments;
};

struct ReceivedRtp {
  wire::RtpHeader header;
  Bytes payload;
  std::size_t padding = 0;
};

inline const Endpoint kServerAddress = Endpoint::v4(192, 0, 2, 200, 7882);

// A client with the address that the scene gave it, and what it has received.
struct SceneClient {
  PeerId peer;
  Endpoint address;
  std::unique_ptr<sim::ClientTransport> transport;
  std::vector<ReceivedRtp> rtp;
  std::vector<wire::RtcpPacket> rtcp;
  bool online = true;

  template <typename Packet>
  std::size_t count() const {
    std::size_t found = 0;
    for (const wire::RtcpPacket& packet : rtcp) found += std::holds_alternative<Packet>(packet);
    return found;
  }
};

// Workers and clients over a network without delay, in virtual time. It is the threads, the sockets
// and the front in one.
class Scene final : public Surroundings {
 public:
  explicit Scene(std::size_t workers, PlaneLimits limits = {}) {
    for (std::size_t i = 0; i < workers; ++i)
      stations_.push_back(std::make_unique<Station>(*this, i, limits));
  }

  Now now() const {
    return {instant_, WallTime(std::chrono::days(20000)) +
                          std::chrono::duration_cast<WallTime::duration>(instant_ - Instant())};
  }
  Worker& worker(std::size_t index) { return stations_[index]->worker; }
  SceneSink& sink(std::size_t index) { return stations_[index]->sink; }

  // ---- The front ----
  SceneClient& add_client(std::size_t worker_index, std::optional<std::uint16_t> sctp_port = {}) {
    const PeerId peer = make_id<PeerId>(++last_number_, index(worker_index));
    clients_.push_back(std::make_unique<SceneClient>());
    SceneClient& client = *clients_.back();
    client.peer = peer;
    client.address = Endpoint::v4(192, 0, 2, 1, static_cast<std::uint16_t>(10000 + last_number_));
    const std::string name = std::to_string(last_number_);
    const transport::IceCredentials ours{"server" + name, "server-password-of-22-c" + name};
    const transport::IceCredentials theirs{"client" + name, "client-password-of-22-c" + name};
    client.transport = std::make_unique<sim::ClientTransport>(
        test_dtls(),
        sim::ClientTransportParameters{theirs, ours, kServerAddress,
                                       test_certificate().fingerprint_sha256()},
        random_, instant_);
    letter(worker_index, AddPeer{peer, ours.ufrag, ours.pwd});
    post(SetRemoteTransport{peer, theirs.ufrag, theirs.pwd, test_certificate().fingerprint_sha256(),
                            sctp_port});
    return client;
  }
  SceneClient& add_connected(std::size_t worker_index) {
    SceneClient& client = add_client(worker_index);
    run(std::chrono::milliseconds(200));
    return client;
  }

  TrackId publish(SceneClient& client, wire::MediaKind kind, wire::Ssrc ssrc) {
    const TrackId track = make_id<TrackId>(++last_number_, worker_of(client.peer));
    ReceiveTrack command{.peer = client.peer, .track = track, .kind = kind, .mid = "0"};
    command.codecs = codecs(kind);
    command.extensions.audio_level = kAudioLevelId;
    command.extensions.transport_cc = kTransportCcId;
    command.layers = {{"", ssrc, std::nullopt}};
    post(command);
    return track;
  }
  SubscriptionId subscribe(SceneClient& client, TrackId track, wire::MediaKind kind,
                           wire::Ssrc ssrc, std::optional<wire::Ssrc> rtx_ssrc = {}) {
    const auto subscription = make_id<SubscriptionId>(++last_number_, worker_of(client.peer));
    SendTrack command{.subscription = subscription, .subscriber = client.peer, .track = track};
    command.codecs = codecs(kind);
    command.ssrc = ssrc;
    command.rtx_ssrc = rtx_ssrc;
    command.cname = "publisher";
    post(command);
    return subscription;
  }
  template <typename CommandType>
  void post(CommandType command) {
    const WorkerIndex to = owner(command);
    letter(to.value(), Command(std::move(command)));
  }

  static std::vector<CodecParameters> codecs(wire::MediaKind kind) {
    CodecParameters codec;
    if (kind == wire::MediaKind::kAudio) {
      codec.payload_type = wire::PayloadType(111);
    } else {
      codec = {Codec::kVp8, wire::PayloadType(96), wire::PayloadType(97), 90000, true, true};
    }
    return {codec};
  }
  static constexpr std::uint8_t kAudioLevelId = 1;
  static constexpr std::uint8_t kTransportCcId = 3;

  // ---- The clients ----
  // Sends one RTP packet; it arrives with the others of the same call.
  struct Outgoing {
    wire::RtpHeader header;
    Bytes payload;
    std::optional<std::uint8_t> audio_level = {};
  };
  void send_rtp(SceneClient& client, const std::vector<Outgoing>& packets) {
    for (const Outgoing& packet : packets) send_plain(client, packet);
    run(Duration::zero());
  }
  void send_rtcp(SceneClient& client, const wire::RtcpPacket& packet) {
    std::array<std::uint8_t, 1200> plain{};
    ByteWriter writer(plain);
    wire::write_rtcp(packet, writer);
    Bytes out(1400);
    out.resize(client.transport->protect_rtcp(writer.written(), out));
    to_worker(client, std::move(out));
    run(Duration::zero());
  }
  void to_worker(const SceneClient& client, Bytes datagram) {
    stations_[worker_of(client.peer).value()]->arriving.push_back(
        {client.address, std::move(datagram)});
  }
  void to_worker(std::size_t worker_index, const Endpoint& from, Bytes datagram) {
    stations_[worker_index]->arriving.push_back({from, std::move(datagram)});
  }

  // ---- Time ----
  void run(Duration duration) {
    const Instant end = instant_ + duration;
    for (;;) {
      while (exchange()) {
      }
      const Instant next = next_deadline();
      if (next > end) break;
      instant_ = std::max(instant_, next);
      for (auto& station : stations_) station->worker.handle_timeout(now());
      for (auto& client : clients_)
        if (client->online) client->transport->handle_timeout(instant_);
    }
    instant_ = end;
  }

  // ---- What came out ----
  template <typename EventType>
  std::vector<EventType> take() {
    std::vector<EventType> taken;
    std::erase_if(events_, [&](Event& event) {
      auto* found = std::get_if<EventType>(&event);
      if (found != nullptr) taken.push_back(std::move(*found));
      return found != nullptr;
    });
    return taken;
  }
  std::vector<DataLetter> data_letters;
  std::vector<std::string> bugs;
  std::size_t relayed_batches = 0;
  bool throw_on_data = false;

  // ---- Surroundings ----
  void emit(Event event) override { events_.push_back(std::move(event)); }
  void post(WorkerIndex to, WorkerLetter sent) override {
    relayed_batches += std::holds_alternative<RelayedBatch>(sent);
    letters_.emplace_back(to, std::move(sent));
  }
  void post_data(DataLetter data) override {
    if (throw_on_data && std::holds_alternative<StartData>(data)) throw Bug("on purpose");
    data_letters.push_back(std::move(data));
  }
  void report_bug(PeerId, std::string_view what) override { bugs.emplace_back(what); }

 private:
  struct Station {
    Station(Scene& scene, std::size_t number, PlaneLimits limits)
        : outbox(sink),
          worker({index(number), limits, 1000 + number}, test_dtls(), outbox, scene) {}
    SceneSink sink;
    io::Outbox outbox;
    Worker worker;
    std::deque<SceneSink::Sent> arriving;  // `to` is where from
  };

  static WorkerIndex index(std::size_t number) {
    return WorkerIndex(static_cast<std::uint8_t>(number));
  }
  template <typename C>
  static WorkerIndex owner(const C& command) {
    if constexpr (requires { command.subscription; })
      return worker_of(command.subscription);
    else if constexpr (requires { command.track; })
      return worker_of(command.track);
    else
      return worker_of(command.peer);
  }
  void letter(std::size_t to, WorkerLetter sent) {
    stations_[to]->worker.handle_letter(sent, now());
    run(Duration::zero());
  }
  void send_plain(SceneClient& client, const Outgoing& packet) {
    wire::RtpExtensionSet extensions;
    const std::array<std::uint8_t, 1> level{packet.audio_level.value_or(127)};
    const std::array<std::uint8_t, 2> transport_sequence{0, ++transport_sequence_};
    if (packet.audio_level) extensions.add(kAudioLevelId, level);
    extensions.add(kTransportCcId, transport_sequence);
    std::array<std::uint8_t, 100> header{};
    const std::size_t size = packet.header.write(extensions, header);
    Bytes out(1500);
    out.resize(client.transport->protect_rtp(ByteView(header).first(size), packet.payload, out));
    to_worker(client, std::move(out));
  }

  Instant next_deadline() const {
    Instant next = kNever;
    for (const auto& station : stations_) next = std::min(next, station->worker.next_deadline());
    for (const auto& client : clients_)
      if (client->online) next = std::min(next, client->transport->next_deadline());
    return next;
  }

  // Carries what waits anywhere one step further; false when nothing did.
  bool exchange() {
    bool moved = false;
    for (auto& client : clients_)
      while (const auto datagram =
                 client->online ? client->transport->poll_transmit() : std::nullopt) {
        to_worker(*client, *datagram);
        moved = true;
      }
    for (auto& station : stations_) moved |= turn(*station);
    for (auto& [to, sent] : std::exchange(letters_, {})) {
      stations_[to.value()]->worker.handle_letter(sent, now());
      moved = true;
    }
    return moved;
  }
  bool turn(Station& station) {
    std::deque<SceneSink::Sent> arriving = std::exchange(station.arriving, {});
    std::vector<io::ReceivedDatagram> batch;
    for (SceneSink::Sent& each : arriving) batch.push_back({each.bytes, each.to});
    if (!batch.empty()) station.worker.handle_batch(batch, now());
    station.outbox.flush();
    const bool moved = !batch.empty() || !station.sink.datagrams.empty();
    for (SceneSink::Sent& datagram : std::exchange(station.sink.datagrams, {})) deliver(datagram);
    return moved;
  }
  void deliver(SceneSink::Sent& datagram) {
    for (auto& client : clients_) {
      if (client->address != datagram.to || !client->online) continue;
      const auto received = client->transport->handle_datagram(datagram.bytes, instant_);
      if (received.kind == transport::ReceivedKind::kRtp) note_rtp(*client, received.bytes);
      if (received.kind == transport::ReceivedKind::kRtcp)
        for (wire::RtcpPacket& packet : parsed(received.bytes))
          client->rtcp.push_back(std::move(packet));
      return;
    }
    ++to_strangers;
    bytes_to_strangers += datagram.bytes.size();
  }
  static std::vector<wire::RtcpPacket> parsed(ByteView bytes) {
    auto packets = wire::parse_rtcp(bytes);
    return packets ? std::move(*packets) : std::vector<wire::RtcpPacket>{};
  }
  static void note_rtp(SceneClient& client, ByteView bytes) {
    const auto packet = wire::RtpPacket::parse(bytes);
    if (!packet) return;
    const ByteView payload = packet->payload();
    client.rtp.push_back({wire::RtpHeader::of(*packet), Bytes(payload.begin(), payload.end()),
                          packet->padding_size()});
  }

 public:
  std::size_t to_strangers = 0;  // datagrams to addresses that no client has
  std::size_t bytes_to_strangers = 0;

 private:
  Instant instant_ = Instant(std::chrono::seconds(1));
  SeededRandom random_{7};
  std::vector<std::unique_ptr<Station>> stations_;
  std::vector<std::unique_ptr<SceneClient>> clients_;
  std::vector<std::pair<WorkerIndex, WorkerLetter>> letters_;
  std::vector<Event> events_;
  std::uint64_t last_number_ = 0;
  std::uint8_t transport_sequence_ = 0;
};

}  // namespace hemicycle::media::testing
