#include "media/data_thread.h"

#include <algorithm>
#include <utility>

#include "base/bug.h"
#include "io/event_loop.h"

namespace hemicycle::media {

DataThread::DataThread(const PlaneLimits& limits, Surroundings& surroundings)
    : limits_(limits), surroundings_(surroundings) {}

DataThread::~DataThread() {
  stop();
  join();
}

void DataThread::join() {
  if (thread_.joinable()) thread_.join();
}

void DataThread::start() {
  thread_ = std::thread([this] { run(); });
}

// DataChannels is made here because usrsctp belongs to the thread that starts it.
void DataThread::run() {
  DataChannels channels(
      limits_, {.send_packet =
                    [this](PeerId peer, ByteView packet) {
                      surroundings_.post(worker_of(peer),
                                         SctpPacket{peer, Bytes(packet.begin(), packet.end())});
                    },
                .emit = [this](Event event) { surroundings_.emit(std::move(event)); }});
  io::EventLoop loop;
  loop.watch(mailbox_.descriptor(), [&](Now) { read_mail(channels); });
  while (!stopping_) {
    const Now now = loop.run_turn(channels.next_deadline());
    channels.handle_timeout(now.instant);
    publish(channels, now);
  }
}

void DataThread::read_mail(DataChannels& channels) {
  mailbox_.collect(pile_);
  // Each goes as soon as it has been read, with the ticket that it may hold.
  for (DataLetter& letter : pile_) read(std::exchange(letter, StopThread{}), channels);
  pile_.clear();
}

// A broken invariant costs the peer its data channels and nobody else anything.
void DataThread::read(const DataLetter& letter, DataChannels& channels) {
  const PeerId peer = std::visit(
      [](const auto& each) {
        if constexpr (requires { each.peer; })
          return each.peer;
        else
          return PeerId();
      },
      letter);
  try {
    std::visit(Overloaded{
                   [&](StopThread) { stopping_ = true; },
                   [&](const StartData& start) { channels.add_peer(peer, start.remote_port); },
                   [&](const StopData&) { channels.remove_peer(peer); },
                   [&](const SctpPacket& packet) { channels.handle_packet(peer, packet.bytes); },
                   [&](const OpenDataChannel& command) { channels.open(command); },
                   [&](const SendData& command) { channels.send(command); },
               },
               letter);
  } catch (const Bug& bug) {
    surroundings_.report_bug(peer, bug.what());
    channels.close(peer);
  }
}

void DataThread::publish(const DataChannels& channels, Now now) {
  if (now.instant < next_publication_) return;
  next_publication_ = now.instant + std::chrono::seconds(1);
  DataCounters counters = channels.counters();
  counters.packets_dropped += mailbox_.dropped();
  published_.set(counters);
}

}  // namespace hemicycle::media
