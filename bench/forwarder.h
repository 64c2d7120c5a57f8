#pragma once

#include <memory>
#include <vector>

#include "bench/baselines.h"
#include "bench/receivers.h"
#include "crypto/certificate.h"
#include "io/clock.h"
#include "media/worker_thread.h"
#include "sim/client_transport.h"

namespace hemicycle::bench {

// The production worker on its own thread, with one publisher and many receivers that reached it as
// browsers do: ICE checks, DTLS handshakes, SRTP with the negotiated profile.
class Forwarder final : media::Surroundings {
 public:
  explicit Forwarder(Receivers& receivers);
  ~Forwarder();

  // Connects and subscribes receivers until there are so many.
  void grow_to(std::size_t count);
  // Renews everyone's consent, so that a measurement need not. They must be within reach.
  void refresh();

  // Sends one frame of the load to the worker.
  void send_frame(const Load& load);
  // Of the latest frame; receivers see the same.
  std::uint32_t newest_timestamp() const { return timestamp_; }
  // Whether the datagram is a forwarded packet; each kCheckedOf-th is decrypted to see.
  bool counts(std::size_t receiver, MutableBytes datagram);

  std::thread::native_handle_type thread() { return worker_.native_handle(); }
  std::uint64_t undecryptable() const { return undecryptable_; }
  media::WorkerCounters counters() const { return worker_.counters(); }

 private:
  static constexpr std::size_t kCheckedOf = 61;
  static constexpr std::size_t kHandshakesAtOnce = 20;

  struct Client {
    media::PeerId peer;
    std::unique_ptr<sim::ClientTransport> transport;
  };

  Client new_client();
  void connect(std::size_t from, std::size_t to);
  bool exchange(Client& client, io::UdpSocket& socket);
  void subscribe(std::size_t receiver);
  Bytes protected_packet(const Load& load, bool first, bool last);

  void emit(media::Event) override {}
  void post(media::WorkerIndex, media::WorkerLetter) override {}
  void post_data(media::DataLetter) override {}
  void report_bug(media::PeerId, std::string_view what) override;

  Receivers& receivers_;
  crypto::Certificate certificate_;
  crypto::DtlsContext dtls_;
  SeededRandom random_{1};
  media::WorkerThread worker_;
  Endpoint worker_address_;
  io::UdpSocket publisher_socket_;
  io::ReceiveBatch publisher_batch_;
  Client publisher_;
  std::vector<Client> clients_;
  media::TrackId track_;
  std::uint64_t last_number_ = 0;
  std::uint16_t sequence_ = 0;
  std::uint16_t transport_sequence_ = 0;
  std::uint16_t picture_ = 0;
  std::uint32_t timestamp_ = 0;
  bool keyframe_due_ = true;
  std::uint64_t seen_ = 0;
  std::uint64_t undecryptable_ = 0;
};

}  // namespace hemicycle::bench
