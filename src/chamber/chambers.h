#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "chamber/live_chamber.h"
#include "http/web_socket.h"

namespace hemicycle::chamber {

// Who may be heard in a session's room, told on the front thread.
using SoundSink =
    std::function<void(const std::string& session, const Heard& heard, bool public_admitted)>;

struct ChambersConfig {
  unsigned threads = 1;
  std::size_t sockets_per_address = 1'000;
  Settings chamber;
};

// All live meetings of the server, spread over threads of their own, and the thread that waits for
// the disk. It is used from the front thread alone, where the sockets are: frames go from there to
// the chamber's thread, and what comes of them back. It does not know what frames mean.
class Chambers {
 public:
  // How the threads' loops read the time.
  struct Clocks {
    http::EventLoop::ReadClock now;
    http::EventLoop::ReadProcessorTime used;
  };

  // `front` and `random`, which several threads use, outlive it.
  Chambers(http::EventLoop& front, std::unique_ptr<storage::Journal> journal, RandomSource& random,
           Clocks clocks, ChambersConfig config, SoundSink sound);
  // Stops and joins its threads; what was submitted is stored first.
  ~Chambers();
  Chambers(const Chambers&) = delete;
  Chambers& operator=(const Chambers&) = delete;

  // A session that the journal has, or will have; opened at once, so that it is there when somebody
  // comes, and its deadlines are kept while nobody does.
  void add(const std::string& session);
  bool knows(std::string_view session) const;

  // What serves a socket of that session, whose visitor has been made sure of.
  std::unique_ptr<http::WebSocketSession> serve(const std::string& session, const Visitor& visitor);
  // What tells a page by a close code why it is not let in.
  static std::unique_ptr<http::WebSocketSession> turn_away(CloseCode code, std::string reason);

  struct Load {
    http::LoopLoad load;
    Duration turn_longest{};
  };
  // For /metrics and /healthz, some seconds old.
  const std::map<std::string, ChamberStatus>& statuses() const { return statuses_; }
  std::vector<Load> loads() const { return loads_; }
  bool is_healthy() const;

 private:
  class Socket;
  struct Thread;
  struct Hall {
    std::unique_ptr<LiveChamber> chamber;
    Thread* thread = nullptr;
  };

  void deliver(const std::string& session, Dispatch& dispatch);
  bool has_room_for(const Endpoint& remote) const;

  http::EventLoop& front_;
  RandomSource& random_;
  ChambersConfig config_;
  SoundSink sound_;
  std::vector<std::unique_ptr<Thread>> threads_;
  std::unique_ptr<storage::CommitThread> journal_;
  std::map<std::string, Hall, std::less<>> halls_;
  std::map<ConnectionId, Socket*> sockets_;
  std::map<Endpoint, std::size_t> by_address_;  // port 0
  std::map<std::string, ChamberStatus> statuses_;
  std::vector<Load> loads_;
  std::uint64_t last_connection_ = 0;
  // False once this is being destroyed: calls that still wait in the front loop then do nothing.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // shared: with these calls
};

}  // namespace hemicycle::chamber
