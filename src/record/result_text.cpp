#include "record/result_text.h"

namespace hemicycle::record {

using namespace meeting;

std::string result_text(const Names& names, const Voting& voting) {
  const auto say = [&](const Phrase& phrase, const auto&... arguments) {
    return record::say(names.language(), phrase, arguments...);
  };
  const std::string subject = names.subject(voting.subject);
  const bool carried = voting.subject.motion && voting.state == VotingState::kAdopted;
  const std::string outcome =
      carried ? names.word(MotionState::kCarried) : names.word(voting.state);
  const Tally& tally = voting.tally;
  if (voting.method == Method::kConsensus || voting.method == Method::kAcclamation ||
      voting.method == Method::kSilence)
    return say({"{0}: {1} ({2}).", "{0}: {1} ({2})."}, subject, outcome, names.word(voting.method));
  if (voting.subject.kind == SubjectKind::kElection)
    return say({"{0}: {1}. Members voting: {2}.", "{0}: {1}. Số thành viên bỏ phiếu: {2}."},
               subject, outcome, voting.voters.size() + voting.named_ballots.size());
  const std::string casting = !voting.casting_vote ? std::string()
                              : *voting.casting_vote == Choice::kFor
                                  ? say({" The chair's casting vote is in favour.",
                                         " Lá phiếu quyết định của chủ tọa: tán thành."})
                                  : say({" The chair's casting vote is against.",
                                         " Lá phiếu quyết định của chủ tọa: phản đối."});
  return say({"{0}: {1}. In favour {2}, against {3}, abstaining {4}; needed {5}.",
              "{0}: {1}. Tán thành {2}, phản đối {3}, phiếu trắng {4}; cần {5}."},
             subject, outcome, tally.in_favour, tally.against, tally.abstaining, tally.needed) +
         casting;
}

}  // namespace hemicycle::record
