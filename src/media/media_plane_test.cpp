#include "media/media_plane.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

#include <gtest/gtest.h>
#include <poll.h>

#include "io/clock.h"
#include "io/udp_socket.h"
#include "tests/support/media_scene.h"
#include "transport/sctp.h"

namespace hemicycle::media {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using wire::Ssrc;

const Endpoint kLoopback = Endpoint::v4(127, 0, 0, 1, 0);

// What the plane's threads tell, for a test thread to wait for.
class Told {
 public:
  void add(Event event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    changed_.notify_all();
  }
  template <typename EventType>
  std::optional<EventType> wait_for(std::function<bool(const EventType&)> matches) {
    std::unique_lock lock(mutex_);
    std::optional<EventType> found;
    changed_.wait_for(lock, seconds(20), [&] {
      found = search(matches);
      return found.has_value();
    });
    return found;
  }
  template <typename EventType>
  std::optional<EventType> find(std::function<bool(const EventType&)> matches) {
    const std::lock_guard lock(mutex_);
    return search(matches);
  }

 private:
  template <typename EventType>
  std::optional<EventType> search(const std::function<bool(const EventType&)>& matches) {
    for (Event& event : events_)
      if (auto* each = std::get_if<EventType>(&event); each != nullptr && matches(*each))
        return *each;
    return std::nullopt;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Event> events_;
};

MediaPlaneConfig loopback_config(unsigned workers) {
  MediaPlaneConfig config;
  config.bind = kLoopback;
  config.workers = workers;
  return config;
}

struct Plane {
  explicit Plane(unsigned workers) {
    auto started = MediaPlane::start(loopback_config(workers),
                                     [this](Event event) { told.add(std::move(event)); });
    EXPECT_TRUE(started.has_value());
    plane = std::move(*started);
  }
  Told told;
  std::unique_ptr<MediaPlane> plane;
};

// A client on a real socket.
class Client {
 public:
  Client(MediaPlane& plane, std::optional<std::uint16_t> sctp_port = {})
      : local_(plane.add_peer()), socket_(std::move(*io::UdpSocket::bind(kLoopback))) {
    const std::string name = std::to_string(local_.peer.value());
    const transport::IceCredentials theirs{"client" + name, "client-password-of-22-c" + name};
    plane.post(SetRemoteTransport{local_.peer, theirs.ufrag, theirs.pwd,
                                  testing::test_certificate().fingerprint_sha256(), sctp_port});
    transport_.emplace(testing::test_dtls(),
                       sim::ClientTransportParameters{theirs,
                                                      {local_.ice_ufrag, local_.ice_pwd},
                                                      local_.candidates.at(0),
                                                      local_.fingerprint_sha256},
                       random_, io::read_clock().instant);
  }

  PeerId peer() const { return local_.peer; }
  Endpoint server() const { return local_.candidates.at(0); }
  const Endpoint address() const { return socket_.local(); }
  io::UdpSocket& socket() { return socket_; }

  // Runs until `done()` or twenty seconds have passed; true when done.
  template <typename Done>
  bool run_until(Done done) {
    const Instant end = io::read_clock().instant + seconds(20);
    while (!done() && io::read_clock().instant < end) step();
    return done();
  }
  bool connect() {
    return run_until([this] { return transport_->is_connected(); });
  }

  void step() {
    pollfd one{socket_.descriptor(), POLLIN, 0};
    ::poll(&one, 1, 2);
    const Instant now = io::read_clock().instant;
    socket_.receive(batch_);
    for (const io::ReceivedDatagram& datagram : batch_.datagrams()) {
      transport::Received received = transport_->handle_datagram(datagram.bytes, now);
      if (received.kind == transport::ReceivedKind::kRtp) ++rtp_received;
      while (received.kind == transport::ReceivedKind::kApplicationData) {
        if (on_data) on_data(received.bytes);
        received = transport_->next_application_data();
      }
    }
    transport_->handle_timeout(now);
    send_waiting();
  }
  void send_data(ByteView packet) {
    transport_->send_application_data(packet);
    send_waiting();
  }
  void send_rtp(const wire::RtpHeader& header, ByteView payload) {
    std::array<std::uint8_t, 12> plain{};
    header.write({}, plain);
    Bytes out(1500);
    out.resize(transport_->protect_rtp(plain, payload, out));
    send(out);
  }
  void send(ByteView datagram) {
    const io::OutgoingMessage message{server(), datagram,
                                      static_cast<std::uint16_t>(datagram.size())};
    socket_.send({&message, 1});
  }

  std::size_t rtp_received = 0;
  std::function<void(ByteView)> on_data;

 private:
  void send_waiting() {
    while (const auto datagram = transport_->poll_transmit()) send(*datagram);
  }

  LocalTransport local_;
  io::UdpSocket socket_;
  io::ReceiveBatch batch_;
  SeededRandom random_{5};
  std::optional<sim::ClientTransport> transport_;
};

wire::RtpHeader audio_header(std::uint16_t sequence) {
  wire::RtpHeader header;
  header.payload_type = wire::PayloadType(111);
  header.sequence = wire::SequenceNumber(sequence);
  header.timestamp = wire::RtpTimestamp(sequence * 960U);
  header.ssrc = Ssrc(77);
  return header;
}

TrackId publish_audio(MediaPlane& plane, const Client& client) {
  ReceiveTrack receive;
  receive.peer = client.peer();
  receive.track = plane.new_track(client.peer());
  receive.codecs = testing::Scene::codecs(wire::MediaKind::kAudio);
  receive.layers = {{"", Ssrc(77), {}}};
  plane.post(receive);
  return receive.track;
}

void subscribe_audio(MediaPlane& plane, const Client& client, TrackId track) {
  SendTrack send;
  send.subscription = plane.new_subscription(client.peer());
  send.subscriber = client.peer();
  send.track = track;
  send.codecs = testing::Scene::codecs(wire::MediaKind::kAudio);
  send.ssrc = plane.new_ssrc();
  plane.post(send);
}

TEST(MediaPlane, clients_on_all_workers_hear_one_publisher) {
  Plane world(3);
  Client publisher(*world.plane);
  std::vector<std::unique_ptr<Client>> listeners;
  std::set<std::uint16_t> ports = {publisher.server().port};
  for (int i = 0; i < 5; ++i) {
    listeners.push_back(std::make_unique<Client>(*world.plane));
    ports.insert(listeners.back()->server().port);
  }
  EXPECT_EQ(ports.size(), 3);
  ASSERT_TRUE(publisher.connect());
  const TrackId track = publish_audio(*world.plane, publisher);
  for (auto& listener : listeners) {
    ASSERT_TRUE(listener->connect());
    ASSERT_TRUE(world.told.wait_for<PeerConnected>(
        [&](const PeerConnected& event) { return event.peer == listener->peer(); }));
    subscribe_audio(*world.plane, *listener, track);
  }
  std::uint16_t sequence = 0;
  const bool heard = publisher.run_until([&] {
    publisher.send_rtp(audio_header(++sequence), Bytes(80, 1));
    bool all = true;
    for (auto& listener : listeners) {
      listener->step();
      all &= listener->rtp_received >= 10;
    }
    return all;
  });
  EXPECT_TRUE(heard);
}

// usrsctp is one for each program, so the two clients have no SCTP of their own: each passes on
// what it gets as what the other sends, and the plane talks to itself.
TEST(MediaPlane, data_channels_open_and_carry_messages) {
  Plane world(2);
  Client one(*world.plane, 5000);
  Client two(*world.plane, 5000);
  ASSERT_TRUE(one.connect());
  ASSERT_TRUE(two.connect());
  one.on_data = [&](ByteView packet) { two.send_data(packet); };
  two.on_data = [&](ByteView packet) { one.send_data(packet); };
  world.plane->post(OpenDataChannel{one.peer(), "statements", Reliability::kLossy, false});

  std::optional<DataChannelOpened> opened;
  ASSERT_TRUE(one.run_until([&] {
    two.step();
    opened = world.told.find<DataChannelOpened>(
        [&](const DataChannelOpened& event) { return event.peer == two.peer(); });
    return opened.has_value();
  }));
  EXPECT_EQ(opened->label, "statements");
  EXPECT_EQ(opened->reliability, Reliability::kLossy);

  const auto message = std::make_shared<const Bytes>(Bytes{1, 2, 3});  // shared: by its receivers
  world.plane->post(SendData{one.peer(), opened->channel, true, message});
  std::optional<DataReceived> received;
  ASSERT_TRUE(one.run_until([&] {
    two.step();
    received = world.told.find<DataReceived>([](const DataReceived&) { return true; });
    return received.has_value();
  }));
  EXPECT_EQ(received->peer, two.peer());
  EXPECT_EQ(received->message, *message);
  EXPECT_TRUE(received->binary);
}

TEST(MediaPlane, garbage_from_strangers_and_from_a_peer_hurts_nobody_else) {
  Plane world(1);
  Client victim(*world.plane);
  Client vandal(*world.plane);
  ASSERT_TRUE(victim.connect());
  ASSERT_TRUE(vandal.connect());
  ASSERT_TRUE(world.told.wait_for<PeerConnected>(
      [&](const PeerConnected& event) { return event.peer == vandal.peer(); }));

  SeededRandom random(20251121);
  SCOPED_TRACE("seed 20251121");
  io::UdpSocket stranger = std::move(*io::UdpSocket::bind(kLoopback));
  for (int i = 0; i < 3000; ++i) {
    Bytes garbage(1 + random.below(1400));
    random.fill(garbage);
    const io::OutgoingMessage message{victim.server(), garbage,
                                      static_cast<std::uint16_t>(garbage.size())};
    stranger.send({&message, 1});
    garbage[0] = 0x80;  // so that it looks like SRTP
    vandal.send(garbage);
    if (i % 50 == 0) victim.step();
  }
  const auto failed = world.told.wait_for<PeerFailed>([](const PeerFailed&) { return true; });
  ASSERT_TRUE(failed.has_value());
  EXPECT_EQ(failed->peer, vandal.peer());
  EXPECT_EQ(failed->cause, FailureCause::kGarbage);
  io::ReceiveBatch batch;
  stranger.receive(batch);
  EXPECT_TRUE(batch.datagrams().empty());

  Client late(*world.plane);
  EXPECT_TRUE(late.connect());
}

TEST(MediaPlane, a_taken_port_is_told_in_one_line_with_the_cure) {
  Plane world(1);
  Client client(*world.plane);
  MediaPlaneConfig config = loopback_config(1);
  config.bind = client.server();
  const auto second = MediaPlane::start(config, [](Event) {});
  ASSERT_FALSE(second.has_value());
  EXPECT_NE(second.error().message.find(client.server().to_string()), std::string::npos);
  EXPECT_NE(second.error().message.find("choose another"), std::string::npos);
  EXPECT_EQ(second.error().message.find('\n'), std::string::npos);
}

TEST(MediaPlane, stops_with_peers_connected_and_commands_on_their_way) {
  Plane world(2);
  Client client(*world.plane, 5000);
  ASSERT_TRUE(client.connect());
  for (int i = 0; i < 100; ++i) {
    const LocalTransport local = world.plane->add_peer();
    world.plane->post(RemovePeer{local.peer});
  }
  world.plane.reset();
}

TEST(MediaPlane, counts_what_happens) {
  Plane world(1);
  Client client(*world.plane);
  ASSERT_TRUE(client.connect());
  const bool counted = client.run_until([&] {
    const PlaneCounters counters = world.plane->counters();
    return counters.workers.at(0).peers == 1 && counters.workers[0].packets_received > 0 &&
           counters.workers[0].turns > 0;
  });
  EXPECT_TRUE(counted);
}

}  // namespace
}  // namespace hemicycle::media
