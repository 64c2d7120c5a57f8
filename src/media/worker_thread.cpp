#include "media/worker_thread.h"

#include <algorithm>
#include <utility>

#include "io/clock.h"

namespace hemicycle::media {

WorkerThread::WorkerThread(const WorkerSettings& settings, io::UdpSocket socket,
                           const crypto::DtlsContext& dtls, Surroundings& surroundings)
    : socket_(std::move(socket)), outbox_(socket_), worker_(settings, dtls, outbox_, surroundings) {
  loop_.watch(socket_.descriptor(), [this](Now now) { receive(now); });
  loop_.watch(mailbox_.descriptor(), [this](Now now) { read_mail(now); });
}

WorkerThread::~WorkerThread() {
  stop();
  join();
}

void WorkerThread::join() {
  if (thread_.joinable()) thread_.join();
}

void WorkerThread::start() {
  thread_ = std::thread([this] { run(); });
}

void WorkerThread::receive(Now now) {
  socket_.receive(batch_);
  worker_.handle_batch(batch_.datagrams(), now);
}

void WorkerThread::read_mail(Now now) {
  mailbox_.collect(pile_);
  for (WorkerLetter& letter : pile_) {
    if (std::holds_alternative<StopThread>(letter)) stopping_ = true;
    worker_.handle_letter(letter, now);
  }
  pile_.clear();
}

void WorkerThread::run() {
  while (!stopping_) {
    const Now now = loop_.run_turn(std::min(worker_.next_deadline(), next_publication_));
    worker_.handle_timeout(now);
    send();
    account(now.instant);
  }
}

void WorkerThread::send() {
  if (!waits_until_writable_) outbox_.flush();
  if (!outbox_.is_blocked() || std::exchange(waits_until_writable_, true)) return;
  loop_.when_writable(socket_.descriptor(), [this](Now) {
    waits_until_writable_ = false;
    outbox_.flush();
  });
}

void WorkerThread::account(Instant turn_started) {
  const Instant end = io::read_clock().instant;
  const Duration turn = end - turn_started;
  ++turns_;
  busy_ += turn;
  turn_longest_ = std::max(turn_longest_, turn);
  if (end < next_publication_) return;
  next_publication_ = end + kPublicationInterval;
  WorkerCounters counters = worker_.counters();
  counters.drop(DropCause::kFellBehind) = mailbox_.dropped();
  counters.turns = turns_;
  counters.busy = busy_;
  counters.turn_longest = std::exchange(turn_longest_, {});
  published_.set(counters);
}

}  // namespace hemicycle::media
