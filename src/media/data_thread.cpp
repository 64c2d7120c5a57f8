#include "media/data_thread.h"

#include <algorithm>
#include <utility>

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
  for (DataLetter& letter : pile_)
    std::visit(
        Overloaded{
            [&](StopThread) { stopping_ = true; },
            [&](const StartData& start) { channels.add_peer(start.peer, start.remote_port); },
            [&](const StopData& stop) { channels.remove_peer(stop.peer); },
            [&](const SctpPacket& packet) { channels.handle_packet(packet.peer, packet.bytes); },
            [&](const OpenDataChannel& command) { channels.open(command); },
            [&](const SendData& command) { channels.send(command); },
        },
        letter);
  pile_.clear();
}

void DataThread::publish(const DataChannels& channels, Now now) {
  if (now.instant < next_publication_) return;
  next_publication_ = now.instant + std::chrono::seconds(1);
  published_.set(channels.counters());
}

}  // namespace hemicycle::media
