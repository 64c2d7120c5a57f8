#include "bench/forwarder.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "io/outbox.h"

namespace hemicycle::bench {

namespace {

constexpr wire::Ssrc kCamera{0x1111};
constexpr std::uint8_t kTransportCcId = 3;

io::UdpSocket bound(const Endpoint& here) {
  auto socket = io::UdpSocket::bind(here);
  if (!socket) throw std::runtime_error(socket.error());
  return std::move(*socket);
}

media::CodecParameters vp8() {
  return {
      media::Codec::kVp8, wire::PayloadType(96), wire::PayloadType(97), 90000, true, true, false};
}

}  // namespace

Forwarder::Forwarder(Receivers& receivers)
    : receivers_(receivers),
      certificate_(crypto::Certificate::self_signed(io::read_clock().wall)),
      dtls_(certificate_),
      worker_({.index = media::WorkerIndex(0), .limits = {}, .seed = 1}, bound(receivers.here()),
              dtls_, *this),
      worker_address_(worker_.local()),
      publisher_socket_(bound(receivers.here())) {
  worker_.start();
  pthread_setname_np(worker_.native_handle(), "hemicycle");  // for profilers
  publisher_ = new_client();
  while (!publisher_.transport->is_connected()) {
    exchange(publisher_, publisher_socket_);
    Receivers::wait_for(publisher_socket_);
  }
  track_ = media::make_id<media::TrackId>(++last_number_, media::WorkerIndex(0));
  media::ReceiveTrack receive;
  receive.peer = publisher_.peer;
  receive.track = track_;
  receive.kind = wire::MediaKind::kVideo;
  receive.codecs = {vp8()};
  receive.extensions.transport_cc = kTransportCcId;
  receive.layers = {{"", kCamera, {}}};
  worker_.post(media::Command(receive));
}

Forwarder::~Forwarder() {
  worker_.stop();
  worker_.join();
}

void Forwarder::report_bug(media::PeerId, std::string_view what) {
  std::fprintf(stderr, "a broken invariant: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

Forwarder::Client Forwarder::new_client() {
  const auto peer = media::make_id<media::PeerId>(++last_number_, media::WorkerIndex(0));
  const std::string name = std::to_string(peer.value());
  const transport::IceCredentials ours{"server" + name, "server-password-of-22-c" + name};
  const transport::IceCredentials theirs{"client" + name, "client-password-of-22-c" + name};
  worker_.post(media::AddPeer{peer, ours.ufrag, ours.pwd});
  worker_.post(media::Command(media::SetRemoteTransport{
      peer, theirs.ufrag, theirs.pwd, certificate_.fingerprint_sha256(), {}}));
  return {peer, std::make_unique<sim::ClientTransport>(
                    dtls_,
                    sim::ClientTransportParameters{theirs, ours, worker_address_,
                                                   certificate_.fingerprint_sha256()},
                    random_, io::read_clock().instant)};
}

// One step of a client: what arrived, what is due, what is to be sent. True when anything came.
bool Forwarder::exchange(Client& client, io::UdpSocket& socket) {
  const Instant now = io::read_clock().instant;
  socket.receive(publisher_batch_);
  for (const io::ReceivedDatagram& datagram : publisher_batch_.datagrams())
    client.transport->handle_datagram(datagram.bytes, now);
  client.transport->handle_timeout(now);
  while (const auto datagram = client.transport->poll_transmit()) {
    const io::OutgoingMessage message{worker_address_, *datagram,
                                      static_cast<std::uint16_t>(datagram->size())};
    socket.send({&message, 1});
  }
  return !publisher_batch_.datagrams().empty();
}

void Forwarder::grow_to(std::size_t count) {
  keyframe_due_ = true;  // for those who join
  while (clients_.size() < count) {
    const std::size_t from = clients_.size();
    const std::size_t to = std::min(count, from + kHandshakesAtOnce);
    while (clients_.size() < to) clients_.push_back(new_client());
    connect(from, to);
    for (std::size_t i = from; i < to; ++i) subscribe(i);
  }
}

void Forwarder::connect(std::size_t from, std::size_t to) {
  for (std::size_t connected = 0; connected < to - from;) {
    connected = 0;
    bool idle = true;
    for (std::size_t i = from; i < to; ++i) {
      idle &= !exchange(clients_[i], receivers_[i]);
      connected += clients_[i].transport->is_connected();
    }
    if (idle) ::poll(nullptr, 0, 1);
  }
}

void Forwarder::subscribe(std::size_t receiver) {
  media::SendTrack send;
  send.subscription = media::make_id<media::SubscriptionId>(++last_number_, media::WorkerIndex(0));
  send.subscriber = clients_[receiver].peer;
  send.track = track_;
  send.codecs = {vp8()};
  send.ssrc = wire::Ssrc(0x10000 + static_cast<std::uint32_t>(receiver));
  send.rtx_ssrc = wire::Ssrc(0x20000 + static_cast<std::uint32_t>(receiver));
  worker_.post(media::Command(send));
}

void Forwarder::refresh() {
  const Instant now = io::read_clock().instant;
  publisher_.transport->check_now(now);
  exchange(publisher_, publisher_socket_);
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    clients_[i].transport->check_now(now);
    exchange(clients_[i], receivers_[i]);
  }
  ::poll(nullptr, 0, 50);
  exchange(publisher_, publisher_socket_);
  for (std::size_t i = 0; i < clients_.size(); ++i) exchange(clients_[i], receivers_[i]);
}

// VP8 as browsers send it: a descriptor with a 15-bit picture id and temporal indexes (RFC
// 7741, 4.2), a transport-wide number in the header extension.
Bytes Forwarder::protected_packet(const Load& load, bool first, bool last) {
  Bytes payload(load.payload_size, 0x5a);
  ByteWriter descriptor(payload);
  descriptor.u8(first ? 0x90 : 0x80);
  descriptor.u8(0xe0);  // picture id, TL0 index, temporal layer
  descriptor.u16(static_cast<std::uint16_t>(0x8000 | (picture_ & 0x7fff)));
  descriptor.u8(static_cast<std::uint8_t>(picture_));
  descriptor.u8(0x00);
  if (first) descriptor.u8(std::exchange(keyframe_due_, false) ? 0x00 : 0x01);

  wire::RtpHeader header;
  header.marker = last;
  header.payload_type = wire::PayloadType(96);
  header.sequence = wire::SequenceNumber(sequence_++);
  header.timestamp = wire::RtpTimestamp(timestamp_);
  header.ssrc = kCamera;
  const std::uint8_t number[2] = {static_cast<std::uint8_t>(transport_sequence_ >> 8),
                                  static_cast<std::uint8_t>(transport_sequence_)};
  ++transport_sequence_;
  wire::RtpExtensionSet extensions;
  extensions.add(kTransportCcId, number);
  std::array<std::uint8_t, 64> plain_header{};
  const std::size_t header_size = header.write(extensions, plain_header);
  Bytes packet(header_size + payload.size() + crypto::kSrtpOverheadMax);
  packet.resize(publisher_.transport->protect_rtp(ByteView(plain_header).first(header_size),
                                                  payload, packet));
  return packet;
}

void Forwarder::send_frame(const Load& load) {
  ++picture_;
  timestamp_ += 3000;
  io::Outbox outbox(publisher_socket_, 256 * 1024);
  for (std::size_t i = 0; i < load.packets; ++i)
    outbox.push(worker_address_, protected_packet(load, i == 0, i + 1 == load.packets));
  outbox.flush();
  // Reports and feedback to the publisher, lest its socket fill.
  publisher_socket_.receive(publisher_batch_);
}

bool Forwarder::counts(std::size_t receiver, MutableBytes datagram) {
  const bool rtp =
      datagram.size() > 12 && (datagram[0] >> 6) == 2 && !wire::looks_like_rtcp(datagram);
  if (!rtp) return false;
  if (++seen_ % kCheckedOf != 0) return true;
  const auto received =
      clients_[receiver].transport->handle_datagram(datagram, io::read_clock().instant);
  if (received.kind != transport::ReceivedKind::kRtp) ++undecryptable_;
  return true;
}

}  // namespace hemicycle::bench
