#include "record/count_rounds.h"

namespace hemicycle::record {

using namespace meeting;

namespace {

std::string listed(const Names& names, ElectionId election, const std::vector<CandidateId>& ids) {
  std::string text;
  for (CandidateId id : ids) text += (text.empty() ? "" : ", ") + names.candidate(election, id);
  return text;
}

std::string deed_of(const Names& names, ElectionId election, const CountRound& round) {
  const Language language = names.language();
  const std::string from = round.from ? names.candidate(election, *round.from) : std::string();
  switch (round.kind) {
    case RoundKind::kFirstPreferences:
      return say(language, {"first preferences", "nguyện vọng thứ nhất"});
    case RoundKind::kSurplus:
      return say(language, {"the surplus of {0}", "phiếu thừa của {0}"}, from);
    case RoundKind::kExclusion:
      return say(language, {"{0} is excluded", "loại {0}"}, from);
  }
  return {};
}

std::string tie_of(const Names& names, ElectionId election, const CountRound& round) {
  const std::string tied = listed(names, election, round.tied);
  switch (round.tie_break) {
    case TieBreak::kNone:
      return {};
    case TieBreak::kEarlierRound:
      return say(names.language(),
                 {" (of {0}, who were equal, by an earlier round)",
                  " (giữa {0} ngang nhau, theo vòng trước)"},
                 tied);
    case TieBreak::kLot:
      return say(names.language(),
                 {" (of {0}, who were equal, by lot)", " (giữa {0} ngang nhau, theo bốc thăm)"},
                 tied);
  }
  return {};
}

std::string figures_of(const Names& names, ElectionId election, const CountRound& round) {
  std::string text;
  for (const CandidateVotes& each : round.votes)
    text += (text.empty() ? "" : ", ") + names.candidate(election, each.candidate) + " " +
            votes_text(each.votes_e5);
  return text;
}

}  // namespace

std::string votes_text(TransferredVotes votes_e5) {
  std::string text = std::to_string(votes_e5 / kOneVote);
  const TransferredVotes decimals = votes_e5 % kOneVote;
  if (decimals == 0) return text;
  text += fmt::format(".{:05}", decimals);
  return text.substr(0, text.find_last_not_of('0') + 1);
}

std::string round_text(const Names& names, ElectionId election, std::size_t number,
                       const CountRound& round) {
  const std::string text =
      say(names.language(), {"Round {0}: {1}{2}.", "Vòng {0}: {1}{2}."}, number,
          deed_of(names, election, round), tie_of(names, election, round));
  if (round.elected.empty()) return text;
  return text + say(names.language(), {" Elected: {0}.", " Trúng cử: {0}."},
                    listed(names, election, round.elected));
}

std::string count_text(const Names& names, ElectionId election, const TransferCount& count) {
  std::string text = say(names.language(),
                         {"Counted by single transferable vote: {0} valid votes, quota {1}.",
                          "Kiểm phiếu theo phiếu chuyển nhượng: {0} phiếu hợp lệ, ngưỡng {1}."},
                         count.valid, count.quota);
  std::size_t number = 0;
  for (const CountRound& round : count.rounds)
    text += " " + round_text(names, election, ++number, round) + " [" +
            figures_of(names, election, round) + "]";
  return text;
}

}  // namespace hemicycle::record
