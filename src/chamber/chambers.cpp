#include "chamber/chambers.h"

#include <algorithm>
#include <utility>

namespace hemicycle::chamber {

using http::CloseCause;
using http::MessageKind;

namespace {

constexpr Duration kReportPeriod = std::chrono::seconds(1);
// Frames of one socket that its chamber has not come to yet.
constexpr std::size_t kUnhandledBytesMax = 1024 * 1024;
// How much a reader takes before its chamber is told.
constexpr std::uint64_t kTakenBytesStep = 16 * 1024;

http::CloseCode on_the_wire(CloseCode code) {
  return static_cast<http::CloseCode>(code);
}

Endpoint without_port(Endpoint remote) {
  remote.port = 0;
  return remote;
}

class TurnedAway final : public http::WebSocketSession {
 public:
  TurnedAway(CloseCode code, std::string reason) : code_(code), reason_(std::move(reason)) {}
  void on_open(http::WebSocket& socket) override { socket.close(on_the_wire(code_), reason_); }
  void on_message(MessageKind, ByteView) override {}
  void on_close(CloseCause) override {}

 private:
  CloseCode code_;
  std::string reason_;
};

}  // namespace

struct Chambers::Thread {
  Thread(const Clocks& clocks) : loop(clocks.now, clocks.used) {}

  http::EventLoop loop;
  http::Timer reporting;
  std::vector<LiveChamber*> chambers;  // touched on the loop alone
  std::thread thread;
};

// One socket, on the front thread.
class Chambers::Socket final : public http::WebSocketSession {
 public:
  Socket(Chambers& chambers, Hall& hall, const Visitor& visitor)
      : chambers_(chambers),
        alive_(chambers.alive_),
        hall_(hall),
        visitor_(visitor),
        id_(++chambers.last_connection_) {}

  void on_open(http::WebSocket& socket) override {
    socket_ = &socket;
    const Endpoint address = without_port(socket.remote());
    if (!chambers_.has_room_for(address))
      return socket.close(on_the_wire(CloseCode::kTooMany), "too many from this address");
    ++chambers_.by_address_[address];
    chambers_.sockets_[id_] = this;
    is_in_ = true;
    tell([id = id_, visitor = visitor_](LiveChamber& chamber) { chamber.connect(id, visitor); });
  }

  void on_message(MessageKind kind, ByteView message) override {
    if (!is_in_) return;
    if (kind != MessageKind::kText)
      return socket_->close(on_the_wire(CloseCode::kUnreadable), "text is expected");
    unhandled_bytes_ += message.size();
    if (unhandled_bytes_ > kUnhandledBytesMax)
      return socket_->close(on_the_wire(CloseCode::kTooMany), "too many messages");
    tell([id = id_, text = std::string(as_text(message))](LiveChamber& chamber) {
      chamber.receive(id, text);
    });
  }

  void on_drained() override {
    if (!is_in_ || sent_bytes_ - told_bytes_ < kTakenBytesStep) return;
    told_bytes_ = sent_bytes_;
    tell([id = id_, bytes = told_bytes_](LiveChamber& chamber) { chamber.handle_sent(id, bytes); });
  }

  void on_close(CloseCause) override {
    if (!is_in_ || !*alive_) return;
    is_in_ = false;
    chambers_.sockets_.erase(id_);
    auto address = chambers_.by_address_.find(without_port(socket_->remote()));
    if (--address->second == 0) chambers_.by_address_.erase(address);
    tell([id = id_](LiveChamber& chamber) { chamber.disconnect(id); });
  }

  void send(Frame frame) {
    sent_bytes_ += frame->size();
    socket_->send_shared(MessageKind::kText, std::move(frame));
  }
  void close(CloseCode code, std::string_view reason) { socket_->close(on_the_wire(code), reason); }
  void note_handled(std::size_t bytes) { unhandled_bytes_ -= bytes; }

 private:
  template <typename Call>
  void tell(Call call) {
    hall_.thread->loop.post(
        [chamber = hall_.chamber.get(), call = std::move(call)] { call(*chamber); });
  }

  Chambers& chambers_;
  std::shared_ptr<bool> alive_;  // shared: as in Chambers
  Hall& hall_;
  Visitor visitor_;
  ConnectionId id_;
  http::WebSocket* socket_ = nullptr;
  bool is_in_ = false;
  std::size_t unhandled_bytes_ = 0;
  std::uint64_t sent_bytes_ = 0;
  std::uint64_t told_bytes_ = 0;
};

Chambers::Chambers(http::EventLoop& front, std::unique_ptr<storage::Journal> journal,
                   RandomSource& random, Clocks clocks, ChambersConfig config, SoundSink sound)
    : front_(front), random_(random), config_(std::move(config)), sound_(std::move(sound)) {
  const std::size_t count = std::max(1U, config_.threads);
  loads_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    Thread& thread = *threads_.emplace_back(std::make_unique<Thread>(clocks));
    auto report = [this, &thread, i] {
      for (LiveChamber* chamber : thread.chambers) chamber->report();
      const Load load{thread.loop.load(), thread.loop.take_turn_longest()};
      front_.post([this, alive = alive_, load, i] {
        if (*alive) loads_[i] = load;
      });
    };
    thread.reporting = thread.loop.call_every(kReportPeriod, report);
  }
  journal_ = std::make_unique<storage::CommitThread>(std::move(journal));
  for (auto& thread : threads_)
    thread->thread = std::thread([&loop = thread->loop] { loop.run(); });
}

Chambers::~Chambers() {
  *alive_ = false;
  for (auto& thread : threads_) thread->loop.stop();
  for (auto& thread : threads_) thread->thread.join();
  journal_.reset();  // its answers are posted to loops that no longer run
}

void Chambers::add(const std::string& session) {
  if (knows(session)) return;
  Thread& thread = *threads_[halls_.size() % threads_.size()];
  LiveChamber::World world{
      thread.loop,
      *journal_,
      random_,
      [this](const std::string& name, Dispatch dispatch) {
        front_.post([this, alive = alive_, name, dispatch = std::move(dispatch)]() mutable {
          if (*alive) deliver(name, dispatch);
        });
      },
      [this](const std::string& name, ChamberStatus status) {
        front_.post([this, alive = alive_, name, status = std::move(status)] {
          if (*alive) statuses_[name] = status;
        });
      },
      config_.chamber};
  Hall& hall = halls_[session];
  hall.chamber = std::make_unique<LiveChamber>(session, std::move(world));
  hall.thread = &thread;
  thread.loop.post([&thread, chamber = hall.chamber.get()] {
    thread.chambers.push_back(chamber);
    chamber->open();
  });
}

bool Chambers::knows(std::string_view session) const {
  return halls_.contains(session);
}

std::unique_ptr<http::WebSocketSession> Chambers::serve(const std::string& session,
                                                        const Visitor& visitor) {
  auto hall = halls_.find(session);
  if (hall == halls_.end()) return turn_away(CloseCode::kNoSuchSession, "no such session");
  return std::make_unique<Socket>(*this, hall->second, visitor);
}

std::unique_ptr<http::WebSocketSession> Chambers::turn_away(CloseCode code, std::string reason) {
  return std::make_unique<TurnedAway>(code, std::move(reason));
}

bool Chambers::has_room_for(const Endpoint& remote) const {
  auto found = by_address_.find(remote);
  return found == by_address_.end() || found->second < config_.sockets_per_address;
}

void Chambers::deliver(const std::string& session, Dispatch& dispatch) {
  const auto with = [this](ConnectionId id, const auto& call) {
    if (auto socket = sockets_.find(id); socket != sockets_.end()) call(*socket->second);
  };
  for (auto& [id, bytes] : dispatch.handled)
    with(id, [bytes = bytes](Socket& socket) { socket.note_handled(bytes); });
  for (auto& [id, frame] : dispatch.frames)
    with(id, [&frame = frame](Socket& socket) { socket.send(std::move(frame)); });
  for (const Dispatch::Closing& each : dispatch.closings)
    with(each.connection, [&](Socket& socket) { socket.close(each.code, each.reason); });
  if (dispatch.sound) sound_(session, dispatch.sound->heard, dispatch.sound->public_admitted);
}

bool Chambers::is_healthy() const {
  return std::ranges::all_of(statuses_, [](const auto& each) { return each.second.healthy; });
}

}  // namespace hemicycle::chamber
