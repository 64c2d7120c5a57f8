#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "congestion/feedback_generator.h"
#include "media/control.h"
#include "sfu/publication.h"
#include "sfu/ssrc_router.h"

namespace hemicycle::media {

// What one peer sends us: which of its tracks a packet belongs to, and the reports and requests
// that go back to it. It owns the peer's publications. It knows neither receivers nor the
// transport.
class Uplink {
 public:
  // `feedback_ssrc`: ours, as the sender of RTCP to this peer.
  explicit Uplink(wire::Ssrc feedback_ssrc) : feedback_ssrc_(feedback_ssrc) {}
  wire::Ssrc feedback_ssrc() const { return feedback_ssrc_; }

  void set_track(const ReceiveTrack& parameters);
  void remove_track(TrackId track);
  sfu::Publication* find(TrackId track);
  std::size_t track_count() const { return tracks_.size(); }
  template <typename Visit>
  void for_each_track(Visit visit) {
    for (Track& track : tracks_) visit(track.id, track.publication);
  }

  struct Arrival {
    TrackId track;  // zero: no track expects the packet
    sfu::Publication* publication = nullptr;
    std::optional<sfu::ForwardPacket> packet;
  };
  Arrival handle_rtp(const wire::RtpPacket& packet, Instant now);

  struct TrackClock {
    TrackId track;
    sfu::LayerClock clock;
  };
  std::optional<TrackClock> handle_sender_report(const wire::SenderReport& report, Instant now);

  void request_keyframe(TrackId track, sfu::LayerIndex layer, Instant now, sfu::KeyframeNeed need);
  void set_round_trip(Duration round_trip);

  // Appends what is due: NACKs, keyframe requests, transport feedback, and once a second a receiver
  // report.
  void poll_feedback(Instant now, std::vector<wire::RtcpPacket>& out);
  Instant next_deadline() const;

  // Since the last call.
  DirectionStatistics take_statistics(Instant now);

 private:
  static constexpr Duration kReportInterval = std::chrono::seconds(1);

  struct Track {
    TrackId id;
    ReceiveTrack parameters;
    sfu::Publication publication;
  };

  Track* find_track(TrackId track);
  void note_transport_sequence(const wire::RtpPacket& packet, Instant now);
  void append_receiver_report(Instant now, std::vector<wire::RtcpPacket>& out);

  wire::Ssrc feedback_ssrc_;
  std::vector<Track> tracks_;
  sfu::SsrcRouter router_;
  // In a bundle an id means the same in every section (RFC 8843, 15).
  std::uint8_t transport_cc_extension_ = 0;
  std::unique_ptr<congestion::FeedbackGenerator> transport_feedback_;  // once a packet asks for it
  Instant next_report_ = kNever;

  struct Totals {
    std::uint64_t packets = 0;
    std::int64_t lost = 0;
  };
  Totals reported_;
};

}  // namespace hemicycle::media
