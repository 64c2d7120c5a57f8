#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "chamber/chamber.h"
#include "http/event_loop.h"
#include "storage/commit_thread.h"

namespace hemicycle::chamber {

// What a chamber has for the front thread, gathered during one turn of its own.
struct Dispatch {
  struct Closing {
    ConnectionId connection;
    CloseCode code = CloseCode::kNormal;
    std::string reason;
  };
  std::vector<std::pair<ConnectionId, Frame>> frames;
  std::vector<Closing> closings;
  std::vector<std::pair<ConnectionId, std::size_t>> handled;  // bytes of frames from pages
  struct Sound {
    Heard heard;
    bool public_admitted = false;
  };
  std::optional<Sound> sound;

  bool is_empty() const { return frames.empty() && closings.empty() && handled.empty() && !sound; }
};

// What an operator may know of one chamber.
struct ChamberStatus {
  std::size_t sockets = 0;
  bool healthy = true;
  Counters counters;
};

// A chamber on its loop's thread, with all that it waits for: the journal, its deadline, the front
// thread. It opens its meeting from the journal, and anew when an invariant has been broken; until
// then who comes is kept waiting. All functions on that thread but the constructor.
class LiveChamber final : public ChamberPort {
 public:
  struct World {
    http::EventLoop& loop;
    storage::CommitThread& journal;
    RandomSource& random;
    std::function<void(const std::string& session, Dispatch)> dispatch;
    std::function<void(const std::string& session, ChamberStatus)> report;
    Settings settings;
  };

  LiveChamber(std::string session, World world);
  ~LiveChamber() override;

  void open();

  void connect(ConnectionId id, const Visitor& visitor);
  void receive(ConnectionId from, const std::string& frame);
  void handle_sent(ConnectionId to, std::uint64_t bytes);
  void disconnect(ConnectionId id);
  // Tells its state, from time to time.
  void report();

  void send(ConnectionId to, Frame frame) override;
  void close(ConnectionId to, CloseCode code, std::string_view reason) override;
  void store(storage::Append append) override;
  void read_tail(std::uint64_t after) override;
  void keep_snapshot(storage::Snapshot snapshot) override;
  void keep_refusals(std::vector<storage::RefusedCommand> refusals) override;
  void set_heard(const Heard& heard, bool public_admitted) override;

 private:
  using Call = std::function<void(Now)>;

  // Runs what concerns the chamber, then sends off what came of it and sets the alarm.
  void turn(const Call& call);
  void begin(storage::MeetingStore::Opened opened);
  void fail(const char* what);
  void finish_turn();
  void set_alarm();

  std::string session_;
  World world_;
  std::unique_ptr<Chamber> chamber_;  // null while it is being opened
  std::vector<std::pair<ConnectionId, Visitor>> waiting_;
  std::set<ConnectionId> sockets_;  // that are open: whom to send away when it breaks
  Dispatch dispatch_;
  http::Timer alarm_;
  Instant alarm_at_ = kNever;
  http::Timer opening_again_;
  bool opening_ = false;
  bool healthy_ = true;
  // Answers that were under way when the chamber was opened anew are for one that is gone.
  std::uint64_t generation_ = 0;
};

}  // namespace hemicycle::chamber
