#pragma once

#include <map>
#include <optional>
#include <set>

#include "base/time.h"
#include "meeting/commands.h"
#include "meeting/meeting.h"

namespace hemicycle::chamber {

// Who is here, as the sockets of people tell it, and what the meeting has to be told of that: the
// first socket of a person is an arrival or the connection restored; when the last has been gone
// for kGrace the connection is lost. It decides nothing: what it asks for may be refused, and then
// is not asked for again until the person opens another socket.
//
// Only people of delegations are present or absent; all others are passed over.
class Presence {
 public:
  static constexpr Duration kGrace = std::chrono::seconds(3);
  static constexpr Duration kGraceAfterRestart = std::chrono::seconds(20);

  // The server has just begun: whoever the meeting believes here has to come back.
  void expect_back(const meeting::Meeting& meeting, Instant now);

  void came(meeting::PersonId person);
  void went(meeting::PersonId person, Instant now);
  // Their sockets do not bring them back: they have left, or been counted as absent.
  void left(meeting::PersonId person);

  struct Report {
    meeting::PersonId person;
    meeting::SystemCommand command;
  };
  // The next thing that the meeting should be told; it is on its way until answered().
  std::optional<Report> poll(const meeting::Meeting& meeting, Instant now);
  // `stored`: decided, whether it was refused or is durable. Otherwise it will be asked for again.
  void answered(meeting::PersonId person, bool stored);

  Instant next_deadline() const;

 private:
  enum class Asked { kNothing, kArrival, kLoss };
  struct Seat {
    std::size_t sockets = 0;
    bool arrival_due = false;
    Instant loss_due = kNever;
    Asked asked = Asked::kNothing;
  };

  // What it should be told of this person; nothing when that is nothing (any more).
  std::optional<meeting::SystemCommand> due(const meeting::Meeting& meeting,
                                            meeting::PersonId person, Seat& seat, Instant now);

  std::map<meeting::PersonId, Seat> seats_;
  std::set<meeting::PersonId> unsettled_;  // of whom something is, or will be, due
};

}  // namespace hemicycle::chamber
