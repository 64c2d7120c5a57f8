#pragma once

#include <cstdint>
#include <string>

#include "wire/sdp_negotiation.h"

namespace hemicycle::wire {

// What the server does with one section of an offer.
struct SectionAnswer {
  Direction direction = Direction::kInactive;
  std::vector<NegotiatedCodec> codecs;      // none rejects a section for media
  const OutgoingTrack* outgoing = nullptr;  // when the server sends
};

// Whether the server takes part in the section at all.
bool is_accepted(const OfferedSection& offered, const SectionAnswer& answer);

// The codec as the answer names it: the offer's, with our wishes as its receiver.
NegotiatedCodec answered_codec(const NegotiatedCodec& offered, const ReceivePreference& preference);

// Puts an answer together, section by section in the offer's order.
class AnswerWriter {
 public:
  AnswerWriter(const LocalTransport& local, std::uint64_t session_id, std::uint64_t version);

  void add(const SdpSection& section, const OfferedSection& offered, const SectionAnswer& answer);
  // `session` is the offer's.
  std::string finish(const SessionDescription& session);

 private:
  void reject(const SdpSection& section, const OfferedSection& offered);
  void add_transport(SdpSection& out, const OfferedSection& offered);

  const LocalTransport& local_;
  SessionDescription description_;
  std::string bundle_;
};

}  // namespace hemicycle::wire
