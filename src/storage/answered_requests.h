#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "meeting/ids.h"
#include "meeting/refusal.h"
#include "meeting/votes/tellers.h"

namespace hemicycle::storage {

// What a command was answered with. It may be told when the journal is durable through this entry:
// what it rests on may still be on its way.
struct Answer {
  std::uint64_t through = 0;
  std::optional<meeting::Refusal> refusal;
  std::optional<meeting::Receipt> receipt;
};

// What people were answered lately, by the ids that their clients gave to their requests: a command
// that comes again is answered again, and done once. Of each person it knows the newest
// kRequestsAPerson, of a meeting the newest kRequestsAMeeting; nobody waits longer for an answer.
//
// What was done is durable with its entries (Append::request) and found again after a restart;
// refusals and receipts are kept here alone. A receipt is forgotten with the vote that it is of.
class AnsweredRequests {
 public:
  static constexpr std::size_t kRequestsAPerson = 64;
  static constexpr std::size_t kRequestsAMeeting = 8192;
  static constexpr std::size_t kRequestBytes = 64;

  // An id that a client may give: not empty, at most kRequestBytes of printable ASCII.
  static bool is_id(std::string_view request);

  // Null when the person has not been answered such a request lately.
  const Answer* find(meeting::PersonId person, std::string_view request) const;
  void note(meeting::PersonId person, std::string request, Answer answer);
  // After a failure: what was to follow this entry never happened, unless the journal says so.
  void forget_beyond(std::uint64_t sequence);
  void forget_receipts(meeting::VotingId voting);

 private:
  struct Answered {
    std::uint64_t turn = 0;
    std::string request;
    Answer answer;
  };
  void forget_oldest_of(meeting::PersonId person);
  template <typename Is>
  void forget_if(Is is);

  std::map<meeting::PersonId, std::deque<Answered>> people_;  // the oldest first
  std::map<std::uint64_t, meeting::PersonId> by_turn_;
  std::uint64_t turn_ = 0;
};

}  // namespace hemicycle::storage
