#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "sfu/ids.h"
#include "sfu/track_parameters.h"
#include "wire/rtp.h"

namespace hemicycle::sfu {

// Which of one peer's tracks a packet belongs to: by SSRC when SDP named it or it was seen before,
// else by the mid extension (RFC 9143, 9.2), else by a payload type that only one track uses. What
// it learned it remembers, up to a limit, because senders stop adding mid once they are understood.
class SsrcRouter {
 public:
  // More sources than any browser has; beyond it a track's new source takes the place of those that
  // it had.
  static constexpr std::size_t kLearnedMax = 256;

  // Known already: it is described anew, and what was learned of it stays.
  void add(TrackId track, const PublicationParameters& parameters);
  void remove(TrackId track);

  std::optional<TrackId> route(const wire::RtpPacket& packet);
  // For RTCP: only what is known already.
  std::optional<TrackId> find(wire::Ssrc ssrc) const;

 private:
  void forget_description(TrackId track);
  void forget_sources(TrackId track);
  std::optional<TrackId> recognise(const wire::RtpPacket& packet) const;

  std::unordered_map<wire::Ssrc, TrackId> by_ssrc_;
  std::unordered_map<std::string, TrackId> by_mid_;
  std::unordered_multimap<wire::PayloadType, TrackId> by_payload_type_;
  std::uint8_t mid_extension_ = 0;
};

}  // namespace hemicycle::sfu
