#include "meeting/motions/lapsing.h"

#include "meeting/motions/motion_kinds.h"

namespace hemicycle::meeting {
namespace {

template <typename IsMoot>
void lapse_motions(const Asked& asked, std::optional<MotionId> but, Events& list, IsMoot is_moot) {
  for (MotionId id : asked.meeting.live_motions)
    if (id != but && is_moot(asked.meeting.motions.at(id))) list.emplace_back(MotionLapsed{id});
}

}  // namespace

void lapse_debate_motions(const Asked& asked, ItemId item, std::optional<MotionId> but,
                          Events& list) {
  lapse_motions(asked, but, list, [&](const Motion& motion) {
    return motion.item == item && row_of(motion.kind).about == About::kDebate;
  });
}

void lapse_text_motions(const Asked& asked, ProposalId proposal, std::optional<MotionId> but,
                        Events& list) {
  lapse_motions(asked, but, list,
                [&](const Motion& motion) { return motion.proposal == proposal; });
}

void stop_business(const Asked& asked, std::optional<MotionId> but, Events& list) {
  end_speeches(asked, list, SpeechEnding::kMeetingStopped);
  lapse_motions(asked, but, list, [](const Motion& motion) {
    const About about = row_of(motion.kind).about;
    return about == About::kMeeting || about == About::kRuling;
  });
}

}  // namespace hemicycle::meeting
