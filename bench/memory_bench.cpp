// What one idle participant costs the media plane in memory: ICE, DTLS, SRTP both ways, then
// subscriptions and data channels on top. The clients live in a process of their own, so that only
// the server's half is counted.

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crypto/certificate.h"
#include "io/clock.h"
#include "io/udp_socket.h"
#include "media/media_plane.h"
#include "sim/client_transport.h"

namespace hemicycle::bench {
namespace {

constexpr std::size_t kPeers = 500;
constexpr std::size_t kSubscriptionsEach = 20;

// What the parent tells the child of each peer.
struct Invitation {
  char ufrag[16];
  char pwd[32];
  char fingerprint[100];
  Endpoint server;
};

transport::IceCredentials client_credentials(std::size_t i) {
  return {"client" + std::to_string(i), "client-password-of-24-characters"};
}

struct Client {
  io::UdpSocket socket;
  Endpoint server;
  sim::ClientTransport transport;

  void step(io::ReceiveBatch& batch) {
    const Instant now = io::read_clock().instant;
    socket.receive(batch);
    for (const io::ReceivedDatagram& datagram : batch.datagrams())
      transport.handle_datagram(datagram.bytes, now);
    transport.handle_timeout(now);
    while (const auto datagram = transport.poll_transmit()) {
      const io::OutgoingMessage message{server, *datagram,
                                        static_cast<std::uint16_t>(datagram->size())};
      socket.send({&message, 1});
    }
  }
};

std::unique_ptr<Client> make_client(const Invitation& invitation, std::size_t number,
                                    const crypto::DtlsContext& dtls, RandomSource& random) {
  auto socket = io::UdpSocket::bind(Endpoint::v4(127, 0, 0, 1, 0));
  if (!socket) std::exit(1);
  return std::unique_ptr<Client>(
      new Client{std::move(*socket), invitation.server,
                 sim::ClientTransport(dtls,
                                      {client_credentials(number),
                                       {invitation.ufrag, invitation.pwd},
                                       invitation.server,
                                       invitation.fingerprint},
                                      random, io::read_clock().instant)});
}

// The child: connects everyone whom the pipe names, until it closes.
[[noreturn]] void run_clients(int invitations, const crypto::DtlsContext& dtls) {
  SeededRandom random(1);
  io::ReceiveBatch batch;
  std::vector<std::unique_ptr<Client>> clients;
  for (;;) {
    pollfd pipe{invitations, POLLIN, 0};
    Invitation invitation;
    while (::poll(&pipe, 1, 1) > 0) {
      if (::read(invitations, &invitation, sizeof(invitation)) != sizeof(invitation)) std::exit(0);
      clients.push_back(make_client(invitation, clients.size(), dtls, random));
    }
    for (auto& client : clients) client->step(batch);
  }
}

std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

class Memory {
 public:
  // Prints what grew since the last call, for each of `count`.
  void print(const char* what, std::size_t count) {
    const std::size_t now = resident_bytes();
    std::printf("%-44s %8.1f KiB each (%zu)\n", what,
                static_cast<double>(now - last_) / 1024 / static_cast<double>(count), count);
    last_ = now;
  }
  void start() { last_ = resident_bytes(); }

 private:
  std::size_t last_ = 0;
};

void copy_text(const std::string& text, char* out, std::size_t size) {
  std::snprintf(out, size, "%s", text.c_str());
}

// Everyone to one track, many times over.
void subscribe_all(media::MediaPlane& plane, const std::vector<media::PeerId>& peers) {
  const media::TrackId track = plane.new_track(peers[0]);
  media::ReceiveTrack receive;
  receive.peer = peers[0];
  receive.track = track;
  media::CodecParameters opus;
  opus.payload_type = wire::PayloadType(111);
  receive.codecs = {opus};
  plane.post(receive);
  for (const media::PeerId peer : peers)
    for (std::size_t i = 0; i < kSubscriptionsEach; ++i) {
      media::SendTrack send;
      send.subscription = plane.new_subscription(peer);
      send.subscriber = peer;
      send.track = track;
      send.codecs = {opus};
      send.ssrc = plane.new_ssrc();
      plane.post(send);
    }
}

int run() {
  const auto certificate = crypto::Certificate::self_signed(io::read_clock().wall);
  const crypto::DtlsContext dtls(certificate);
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) return 1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(pipe_ends[1]);
    run_clients(pipe_ends[0], dtls);
  }
  ::close(pipe_ends[0]);

  std::atomic<std::size_t> connected = 0;
  media::MediaPlaneConfig config;
  config.bind = Endpoint::v4(127, 0, 0, 1, 0);
  config.workers = 1;
  auto plane = media::MediaPlane::start(config, [&](media::Event event) {
    connected += std::holds_alternative<media::PeerConnected>(event);
  });
  if (!plane) return 1;

  Memory memory;
  std::vector<media::PeerId> peers;
  const auto add_peers = [&](std::size_t count) {
    const std::size_t target = peers.size() + count;
    while (peers.size() < target) {
      const media::LocalTransport local = (*plane)->add_peer();
      const transport::IceCredentials theirs = client_credentials(peers.size());
      (*plane)->post(media::SetRemoteTransport{
          local.peer, theirs.ufrag, theirs.pwd, certificate.fingerprint_sha256(), {}});
      peers.push_back(local.peer);
      Invitation invitation{};
      copy_text(local.ice_ufrag, invitation.ufrag, sizeof(invitation.ufrag));
      copy_text(local.ice_pwd, invitation.pwd, sizeof(invitation.pwd));
      copy_text(local.fingerprint_sha256, invitation.fingerprint, sizeof(invitation.fingerprint));
      invitation.server = local.candidates.at(0);
      if (::write(pipe_ends[1], &invitation, sizeof(invitation)) < 0) std::abort();
    }
    while (connected < target) ::usleep(1000);
    ::usleep(100'000);
  };
  add_peers(50);  // what is made once is made by the first
  memory.start();
  add_peers(kPeers);
  memory.print("a connected peer, idle", kPeers);

  subscribe_all(**plane, peers);
  ::usleep(500'000);
  memory.print("a subscription of one of them", peers.size() * kSubscriptionsEach);

  ::close(pipe_ends[1]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace
}  // namespace hemicycle::bench

int main() {
  return hemicycle::bench::run();
}
