#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "io/event_loop.h"
#include "io/mailbox.h"
#include "io/outbox.h"
#include "io/published.h"
#include "io/udp_socket.h"
#include "media/counters.h"
#include "media/letters.h"
#include "media/worker.h"

namespace hemicycle::media {

// A Worker with what it does not have: a socket, a clock, a mailbox and a thread.
class WorkerThread {
 public:
  // The references outlive it.
  WorkerThread(const WorkerSettings& settings, io::UdpSocket socket,
               const crypto::DtlsContext& dtls, Surroundings& surroundings);
  ~WorkerThread();

  Endpoint local() const { return socket_.local(); }
  void start();
  // Asks the thread to end; join() waits for that. Letters that come later are not read.
  void stop() { mailbox_.post(StopThread{}); }
  void join();
  // From any thread.
  void post(WorkerLetter letter) { post_to(mailbox_, std::move(letter)); }
  WorkerCounters counters() const { return published_.get(); }
  std::thread::native_handle_type native_handle() { return thread_.native_handle(); }

 private:
  static constexpr Duration kPublicationInterval = std::chrono::seconds(1);

  void run();
  void receive(Now now);
  void read_mail(Now now);
  void send();
  void account(Instant turn_started);

  io::EventLoop loop_;
  io::Mailbox<WorkerLetter> mailbox_;
  io::UdpSocket socket_;
  io::Outbox outbox_;
  io::ReceiveBatch batch_;
  std::vector<WorkerLetter> pile_;
  Worker worker_;
  bool stopping_ = false;
  bool waits_until_writable_ = false;

  Instant next_publication_;
  std::uint64_t turns_ = 0;
  Duration busy_{};
  Duration turn_longest_{};
  io::Published<WorkerCounters> published_;
  std::thread thread_;
};

}  // namespace hemicycle::media
