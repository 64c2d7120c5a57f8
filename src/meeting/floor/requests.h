#pragma once

#include "meeting/asked.h"

namespace hemicycle::meeting {

// Where a request waits: `request` is null when it waits nowhere.
struct FoundRequest {
  const SpeakerRequest* request = nullptr;
  bool is_next = false;  // nobody waits before it in its queue
  const SpeakersList* list = nullptr;
  const Motion* motion = nullptr;
};
FoundRequest find_request(const Meeting& meeting, RequestId id);

// Why this delegation does not explain its vote on the text, whether it asks or is called.
Objection explanation_is_refused(const Asked& asked, const Proposal& proposal,
                                 DelegationId delegation);

// The queue in which a request of its kind waits.
std::vector<SpeakerRequest>& queue_for(Meeting& meeting, const SpeakerRequest& request);

// Takes it out of its queue.
void drop_request(Meeting& meeting, RequestId id);
// Takes out what asks for the rest of this speech, wherever it waits or is kept.
void drop_rest(Meeting& meeting, SpeechId cut);

}  // namespace hemicycle::meeting
