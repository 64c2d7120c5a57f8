#include "sim/virtual_plane.h"

#include <algorithm>
#include <utility>

namespace hemicycle::sim {

using media::PeerId;
using media::WorkerIndex;

// One worker between its socket and its mailbox, both simulated. Letters wait until its next turn,
// which comes at the same instant.
class VirtualPlane::WorkerHost final : public Host,
                                       public io::DatagramSink,
                                       public media::Surroundings {
 public:
  WorkerHost(VirtualPlane& plane, VirtualNetwork& network, const Endpoint& address,
             const media::WorkerSettings& settings)
      : plane_(plane),
        network_(network),
        address_(address),
        outbox_(*this),
        worker_(settings, plane.context_, outbox_, *this) {
    network_.attach(address_, *this);
  }
  ~WorkerHost() override { network_.detach(address_); }
  WorkerHost(const WorkerHost&) = delete;
  WorkerHost& operator=(const WorkerHost&) = delete;

  const Endpoint& address() const { return address_; }
  const media::Worker& worker() const { return worker_; }
  void put_letter(media::WorkerLetter letter) { letters_.push_back(std::move(letter)); }

  void handle_datagram(MutableBytes datagram, const Endpoint& from, const Endpoint&,
                       const Now& now) override {
    io::ReceivedDatagram received{datagram, from};
    worker_.handle_batch({&received, 1}, now);
    outbox_.flush();
  }
  Instant next_deadline() const override {
    return letters_.empty() ? worker_.next_deadline() : network_.now().instant;
  }
  void handle_timeout(const Now& now) override {
    for (auto waiting = std::exchange(letters_, {}); auto& letter : waiting)
      worker_.handle_letter(letter, now);
    worker_.handle_timeout(now);
    outbox_.flush();
  }

  io::SendOutcome send(std::span<const io::OutgoingMessage> messages) override {
    io::SendOutcome outcome;
    for (const io::OutgoingMessage& message : messages) {
      for (ByteView rest = message.bytes; !rest.empty();) {
        ByteView segment = rest.first(std::min<std::size_t>(message.segment_size, rest.size()));
        network_.send(address_, message.to, segment);
        rest = rest.subspan(segment.size());
        ++outcome.datagrams_sent;
      }
      outcome.bytes_sent += message.bytes.size();
      ++outcome.messages_done;
    }
    outcome.calls = 1;
    return outcome;
  }

  void emit(media::Event event) override { plane_.events_.push_back(std::move(event)); }
  void post(WorkerIndex to, media::WorkerLetter letter) override {
    plane_.deliver(to, std::move(letter));
  }
  void post_data(media::DataLetter) override {}
  void report_bug(PeerId, std::string_view what) override { plane_.bugs_.emplace_back(what); }

 private:
  VirtualPlane& plane_;
  VirtualNetwork& network_;
  Endpoint address_;
  io::Outbox outbox_;
  media::Worker worker_;
  std::deque<media::WorkerLetter> letters_;
};

VirtualPlane::VirtualPlane(VirtualNetwork& network, const Endpoint& first, unsigned workers,
                           std::uint64_t seed)
    : random_(seed),
      certificate_(crypto::Certificate::self_signed(network.now().wall)),
      context_(certificate_) {
  for (unsigned i = 0; i < workers; ++i) {
    Endpoint address = first;
    address.port = static_cast<std::uint16_t>(first.port + i);
    media::WorkerSettings settings;
    settings.index = WorkerIndex(static_cast<std::uint8_t>(i));
    settings.seed = random_.next();
    workers_.push_back(std::make_unique<WorkerHost>(*this, network, address, settings));
  }
}

VirtualPlane::~VirtualPlane() = default;

void VirtualPlane::deliver(WorkerIndex to, media::WorkerLetter letter) {
  workers_.at(to.value())->put_letter(std::move(letter));
}

media::LocalTransport VirtualPlane::add_peer(WorkerIndex worker) {
  std::uint64_t number = next_number_++;
  media::LocalTransport local{
      .peer = media::make_id<PeerId>(number, worker),
      .ice_ufrag = "server" + std::to_string(number),
      .ice_pwd = "a-password-of-the-server-" + std::to_string(number),
      .fingerprint_sha256 = certificate_.fingerprint_sha256(),
      .candidates = {workers_.at(worker.value())->address()},
  };
  deliver(worker, media::AddPeer{local.peer, local.ice_ufrag, local.ice_pwd});
  return local;
}

media::TrackId VirtualPlane::new_track(PeerId publisher) {
  return media::make_id<media::TrackId>(next_number_++, media::worker_of(publisher));
}

media::SubscriptionId VirtualPlane::new_subscription(PeerId subscriber) {
  return media::make_id<media::SubscriptionId>(next_number_++, media::worker_of(subscriber));
}

wire::Ssrc VirtualPlane::new_ssrc() {
  return wire::Ssrc(static_cast<std::uint32_t>(0x1000'0000 + next_number_++));
}

namespace {

// Every command goes to the worker whose object it names.
struct WorkerOfCommand {
  template <typename Command>
  WorkerIndex operator()(const Command& command) const {
    if constexpr (requires { command.subscription; })
      return media::worker_of(command.subscription);
    else if constexpr (requires { command.peer; })
      return media::worker_of(command.peer);
    else
      return media::worker_of(command.track);
  }
};

}  // namespace

void VirtualPlane::post(media::Command command) {
  WorkerIndex worker = std::visit(WorkerOfCommand{}, command);
  deliver(worker, std::move(command));
}

media::WorkerCounters VirtualPlane::counters(WorkerIndex worker) const {
  return workers_.at(worker.value())->worker().counters();
}

}  // namespace hemicycle::sim
