#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/strong_id.h"
#include "chamber/frames.h"
#include "chamber/heard.h"
#include "storage/journal.h"

namespace hemicycle::chamber {

// A socket, for as long as it is open; never given twice.
using ConnectionId = StrongId<struct ChamberConnectionTag>;

// A frame once written, which may go to many sockets.
using Frame = std::shared_ptr<const std::string>;  // shared: with its other receivers

// A journal from some entry on, as another thread has read it.
struct JournalTail {
  std::vector<storage::JournalEntry> entries;
  std::vector<storage::DoneRequest> requests;
};

// What a chamber asks of the world around it: sockets, the thread that waits for the disk, the room
// of pictures and sound. Nothing here waits; answers come in by the chamber's own functions.
class ChamberPort {
 public:
  virtual ~ChamberPort() = default;

  virtual void send(ConnectionId to, Frame frame) = 0;
  // After what was sent. The chamber does not name the connection again, and no disconnect()
  // follows.
  virtual void close(ConnectionId to, CloseCode code, std::string_view reason) = 0;

  // Answered by Chamber::handle_stored(), in order.
  virtual void store(storage::Append append) = 0;
  // The journal after the entry `after`; answered by Chamber::handle_tail().
  virtual void read_tail(std::uint64_t after) = 0;
  // A state to start from after a restart; it does not matter whether it can be kept.
  virtual void keep_snapshot(storage::Snapshot snapshot) = 0;
  // Refused commands, for the audit log; answered by Chamber::handle_unkept() if they cannot be
  // kept.
  virtual void keep_refusals(std::vector<storage::RefusedCommand> refusals) = 0;

  // Who may be heard from now on, and whether the public may hear them.
  virtual void set_heard(const Heard& heard, bool public_admitted) = 0;
};

}  // namespace hemicycle::chamber
