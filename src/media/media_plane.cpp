#include "media/media_plane.h"

#include <algorithm>
#include <array>
#include <thread>
#include <unordered_set>
#include <utility>

#include <spdlog/spdlog.h>

#include "base/text.h"
#include "crypto/certificate.h"
#include "crypto/dtls.h"
#include "io/clock.h"
#include "io/socket_address.h"
#include "io/udp_socket.h"
#include "media/data_thread.h"
#include "media/ssrc_sequence.h"
#include "media/worker_thread.h"

namespace hemicycle::media {

namespace {

// The ids of workers fit a byte.
constexpr unsigned kWorkersMax = 255;

// `length` random characters of those that ICE allows (RFC 8839, 5.4): 6 bits each.
std::string random_ice_text(RandomSource& random, std::size_t length) {
  static constexpr std::string_view kCharacters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::uint8_t> bytes(length);
  random.fill(bytes);
  std::string text;
  for (const std::uint8_t byte : bytes) text += kCharacters[byte % 64];
  return text;
}

bool is_unspecified(const Endpoint& endpoint) {
  Endpoint any;
  any.port = endpoint.port;
  return endpoint == any || endpoint == Endpoint::v4(0, 0, 0, 0, endpoint.port);
}

std::vector<Endpoint> advertised_addresses(const MediaPlaneConfig& config) {
  if (!config.advertised.empty()) return config.advertised;
  if (!is_unspecified(config.bind)) return {config.bind};
  std::vector<Endpoint> addresses = io::local_addresses();
  if (config.bind.is_v4())
    std::erase_if(addresses, [](const Endpoint& each) { return !each.is_v4(); });
  return addresses;
}

}  // namespace

struct MediaPlane::Threads final : Surroundings {
  Threads(const MediaPlaneConfig& config, EventSink event_sink)
      : certificate(crypto::Certificate::self_signed(io::read_clock().wall)),
        dtls(certificate),
        sink(std::move(event_sink)),
        advertised(advertised_addresses(config)),
        data(config.limits, *this) {}

  void emit(Event event) override { sink(std::move(event)); }
  void post(WorkerIndex to, WorkerLetter letter) override {
    if (to.value() < workers.size()) workers[to.value()]->post(std::move(letter));
  }
  void post_data(DataLetter letter) override { data.post(std::move(letter)); }
  void report_bug(PeerId peer, std::string_view what) override {
    spdlog::error("event=bug where=media peer={} what={}", peer.value(), quoted(what));
  }

  void add_worker(const MediaPlaneConfig& config, io::UdpSocket socket) {
    const WorkerSettings settings{.index = WorkerIndex(static_cast<std::uint8_t>(workers.size())),
                                  .limits = config.limits,
                                  .seed = random.next_u64()};
    workers.push_back(std::make_unique<WorkerThread>(settings, std::move(socket), dtls, *this));
    peers.emplace_back();
  }
  void start() {
    for (auto& worker : workers) worker->start();
    data.start();
  }
  // They post to one another until the last has ended, so none is destroyed before.
  void stop() {
    for (auto& worker : workers) worker->stop();
    data.stop();
    for (auto& worker : workers) worker->join();
    data.join();
  }

  WorkerIndex least_loaded() const {
    const auto least = std::ranges::min_element(peers, {}, &std::unordered_set<PeerId>::size);
    return WorkerIndex(static_cast<std::uint8_t>(least - peers.begin()));
  }
  LocalTransport local_transport(PeerId peer) {
    LocalTransport local{.peer = peer,
                         .ice_ufrag = random_ice_text(random, 8),
                         .ice_pwd = random_ice_text(random, 24),
                         .fingerprint_sha256 = certificate.fingerprint_sha256(),
                         .candidates = advertised};
    for (Endpoint& candidate : local.candidates)
      candidate.port = workers[worker_of(peer).value()]->local().port;
    return local;
  }

  crypto::Certificate certificate;
  crypto::DtlsContext dtls;
  EventSink sink;
  std::vector<Endpoint> advertised;
  io::SystemRandom random;
  SsrcSequence ssrcs{random.next_u32()};
  std::uint64_t last_number = 0;                  // of any id
  std::vector<std::unordered_set<PeerId>> peers;  // by worker
  std::vector<std::unique_ptr<WorkerThread>> workers;
  DataThread data;
};

MediaPlane::MediaPlane(std::unique_ptr<Threads> threads) : threads_(std::move(threads)) {}
MediaPlane::~MediaPlane() {
  threads_->stop();
}

Result<std::unique_ptr<MediaPlane>, StartError> MediaPlane::start(const MediaPlaneConfig& config,
                                                                  EventSink sink) {
  auto threads = std::make_unique<Threads>(config, std::move(sink));
  const unsigned wanted =
      config.workers != 0 ? config.workers : std::thread::hardware_concurrency();
  for (unsigned i = 0; i < std::clamp(wanted, 1U, kWorkersMax); ++i) {
    Endpoint local = config.bind;
    if (local.port != 0) local.port = static_cast<std::uint16_t>(local.port + i);
    auto socket = io::UdpSocket::bind(local, {.buffer_bytes = config.socket_buffer_bytes});
    if (!socket)
      return unexpected(StartError{"media: " + socket.error() +
                                   "; choose another address or port for media, one free port for "
                                   "each worker"});
    threads->add_worker(config, std::move(*socket));
  }
  threads->start();
  return std::unique_ptr<MediaPlane>(new MediaPlane(std::move(threads)));
}

LocalTransport MediaPlane::add_peer() {
  const WorkerIndex worker = threads_->least_loaded();
  const PeerId peer = make_id<PeerId>(++threads_->last_number, worker);
  threads_->peers[worker.value()].insert(peer);
  LocalTransport local = threads_->local_transport(peer);
  threads_->post(worker, AddPeer{peer, local.ice_ufrag, local.ice_pwd, new_ssrc(),
                                 random_ice_text(threads_->random, 24)});
  return local;
}

LocalTransport MediaPlane::restart_ice(PeerId peer) {
  LocalTransport local = threads_->local_transport(peer);
  post(RestartIce{peer, local.ice_ufrag, local.ice_pwd});
  return local;
}

TrackId MediaPlane::new_track(PeerId publisher) {
  return make_id<TrackId>(++threads_->last_number, worker_of(publisher));
}

SubscriptionId MediaPlane::new_subscription(PeerId subscriber) {
  return make_id<SubscriptionId>(++threads_->last_number, worker_of(subscriber));
}

wire::Ssrc MediaPlane::new_ssrc() {
  return threads_->ssrcs.next();
}

namespace {

// A command goes to where the most particular object that it names lives.
template <typename CommandType>
WorkerIndex worker_for(const CommandType& command) {
  if constexpr (requires { command.subscription; })
    return worker_of(command.subscription);
  else if constexpr (requires { command.track; })
    return worker_of(command.track);
  else
    return worker_of(command.peer);
}

}  // namespace

void MediaPlane::post(Command command) {
  std::visit(Overloaded{
                 [&](OpenDataChannel& data) { threads_->post_data(std::move(data)); },
                 [&](SendData& data) { threads_->post_data(std::move(data)); },
                 [&](auto& other) {
                   const WorkerIndex worker = worker_for(other);
                   if constexpr (std::is_same_v<decltype(other), RemovePeer&>)
                     if (worker.value() < threads_->peers.size())
                       threads_->peers[worker.value()].erase(other.peer);
                   threads_->post(worker, Command(std::move(other)));
                 },
             },
             command);
}

PlaneCounters MediaPlane::counters() const {
  PlaneCounters counters;
  for (const auto& worker : threads_->workers) counters.workers.push_back(worker->counters());
  const DataCounters data = threads_->data.counters();
  counters.data_channels = data.channels;
  counters.messages_received = data.messages_received;
  counters.messages_sent = data.messages_sent;
  counters.messages_dropped = data.messages_dropped;
  counters.data_packets_dropped = data.packets_dropped;
  return counters;
}

}  // namespace hemicycle::media
