#include "storage/answered_requests.h"

#include <algorithm>

namespace hemicycle::storage {

bool AnsweredRequests::is_id(std::string_view request) {
  return !request.empty() && request.size() <= kRequestBytes &&
         std::all_of(request.begin(), request.end(),
                     [](char letter) { return letter > ' ' && letter <= '~'; });
}

const Answer* AnsweredRequests::find(meeting::PersonId person, std::string_view request) const {
  const auto own = people_.find(person);
  if (own == people_.end()) return nullptr;
  for (auto each = own->second.rbegin(); each != own->second.rend(); ++each)
    if (each->request == request) return &each->answer;
  return nullptr;
}

void AnsweredRequests::note(meeting::PersonId person, std::string request, Answer answer) {
  std::deque<Answered>& own = people_[person];
  own.push_back({++turn_, std::move(request), std::move(answer)});
  by_turn_[turn_] = person;
  if (own.size() > kRequestsAPerson) forget_oldest_of(person);
  if (by_turn_.size() > kRequestsAMeeting) forget_oldest_of(by_turn_.begin()->second);
}

void AnsweredRequests::forget_oldest_of(meeting::PersonId person) {
  const auto own = people_.find(person);
  by_turn_.erase(own->second.front().turn);
  own->second.pop_front();
  if (own->second.empty()) people_.erase(own);
}

template <typename Is>
void AnsweredRequests::forget_if(Is is) {
  for (auto own = people_.begin(); own != people_.end();) {
    std::erase_if(own->second, [&](const Answered& each) {
      const bool forgotten = is(each.answer);
      if (forgotten) by_turn_.erase(each.turn);
      return forgotten;
    });
    own = own->second.empty() ? people_.erase(own) : std::next(own);
  }
}

void AnsweredRequests::forget_beyond(std::uint64_t sequence) {
  forget_if([&](const Answer& answer) { return answer.through > sequence && !answer.receipt; });
}

void AnsweredRequests::forget_receipts(meeting::VotingId voting) {
  forget_if(
      [&](const Answer& answer) { return answer.receipt && answer.receipt->voting == voting; });
}

}  // namespace hemicycle::storage
