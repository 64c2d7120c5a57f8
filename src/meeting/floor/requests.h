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

// Takes it out of its queue.
void drop_request(Meeting& meeting, RequestId id);

}  // namespace hemicycle::meeting
