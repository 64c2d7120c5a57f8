#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "sfu/audio_level.h"
#include "sfu/forward_packet.h"
#include "sfu/keyframe_requester.h"
#include "sfu/rate_meter.h"
#include "sfu/receive_stream.h"
#include "sfu/source_clock.h"
#include "sfu/track_parameters.h"
#include "wire/rtcp.h"
#include "wire/rtp.h"

namespace hemicycle::sfu {

// A clock of one layer, to be given to the fanouts that serve the track.
struct LayerClock {
  LayerIndex layer = 0;
  SourceClock clock;
};

struct PublicationStatistics {
  std::uint64_t bitrate_bps = 0;  // of all layers
  std::uint64_t packets = 0;      // received, retransmissions included
  std::uint64_t recovered = 0;    // by retransmission
  std::uint64_t duplicates = 0;
  std::uint64_t unknown = 0;  // of no layer or codec that was negotiated, or malformed
  std::int64_t lost = 0;      // before retransmission
  Duration jitter{};          // the worst layer's
};

// One incoming track: finds the layer that a packet belongs to (by SSRC, which it learns from rid
// and mid), unwraps retransmissions, asks for what is missing, looks at the payload once for all
// receivers. It does not know who receives; packets leave it as they came, without their padding.
class Publication {
 public:
  explicit Publication(PublicationParameters parameters);
  Publication(Publication&&) = default;
  Publication& operator=(Publication&&) = default;

  // The track is described anew. Layers that are the same go on as if nothing had happened; the
  // others begin anew. Layers are told apart by their place.
  void change(PublicationParameters parameters);

  // A packet that was routed to this track; none when there is nothing to forward: a duplicate, a
  // probe, something that was not negotiated. The payload lies in the packet's buffer.
  std::optional<ForwardPacket> handle_rtp(const wire::RtpPacket& packet, Instant now);

  // None when the report is of none of the layers.
  std::optional<LayerClock> handle_sender_report(const wire::SenderReport& report, Instant now);

  // A receiver cannot go on without a keyframe of this layer.
  void request_keyframe(LayerIndex layer, Instant now, KeyframeNeed need = KeyframeNeed::kNew);

  // The owner kept packets back (the track was muted); what comes now is a new beginning.
  void interrupt() { ++interruptions_; }

  // What retransmissions are spaced by.
  void set_round_trip(Duration round_trip);

  // Appends NACKs and keyframe requests that are due, to be sent to the publisher.
  void poll_feedback(Instant now, std::vector<wire::RtcpPacket>& out);
  // When poll_feedback() will next have something.
  Instant next_deadline() const;
  // Appends one report block for each layer that is received, for a receiver report.
  void append_reports(Instant now, std::vector<wire::ReportBlock>& out);

  wire::MediaKind kind() const { return parameters_.kind; }
  std::size_t layer_count() const { return layers_.size(); }
  // None before the first packet.
  std::optional<Codec> codec() const { return codec_; }
  std::optional<wire::Ssrc> ssrc(LayerIndex layer) const;
  std::uint64_t layer_bitrate_bps(LayerIndex layer, Instant now);
  // 0..1, smoothed; always 0 without the audio level extension.
  float audio_level(Instant now) { return level_.level(now); }
  PublicationStatistics statistics(Instant now);

 private:
  struct Layer {
    std::string rid;
    std::optional<wire::Ssrc> ssrc;
    std::optional<wire::Ssrc> rtx_ssrc;
    ReceiveStream stream;
    KeyframeRequester keyframes{};
    RateMeter rate{};
    std::int64_t newest_picture_id = kNoPictureId;
    std::uint8_t restarts = 0;
    std::uint8_t fir_number = 0;
    std::optional<wire::TemplateStructure> templates{};  // of AV1, since its last keyframe
  };
  // What a packet is, told by its payload type.
  struct Format {
    const CodecParameters* codec = nullptr;
    ReceiveStream::Via via = ReceiveStream::Via::kMedia;
  };
  // The original of a retransmission, or the packet itself.
  struct Original {
    wire::SequenceNumber sequence;
    ByteView payload;
  };

  void go_on_after(Publication& before);
  Format format_of(wire::PayloadType payload_type) const;
  Layer* find_layer(const wire::RtpPacket& packet, ReceiveStream::Via via);
  Layer* learn_layer(const wire::RtpPacket& packet, ReceiveStream::Via via);
  void bind(Layer& layer, wire::Ssrc ssrc, ReceiveStream::Via via);
  std::optional<ForwardPacket> accept(Layer& layer, const Format& format, const Original& original,
                                      const wire::RtpPacket& packet, Instant now);
  ByteView descriptor_of(const wire::RtpPacket& packet) const;
  bool peek_into(ForwardPacket& packet, Layer& layer, ByteView descriptor);
  static bool read_descriptor(ForwardPacket& packet, Layer& layer, ByteView descriptor);
  void note_level(const wire::RtpPacket& packet, Instant now);
  LayerIndex index_of(const Layer& layer) const {
    return static_cast<LayerIndex>(&layer - layers_.data());
  }
  const CodecParameters& current_codec() const;

  PublicationParameters parameters_;
  std::array<Format, 128> formats_{};  // by payload type; points into parameters_
  std::vector<Layer> layers_;
  AudioLevelMeter level_;
  std::optional<Codec> codec_;
  std::uint8_t interruptions_ = 0;
  std::uint64_t packets_ = 0;
  std::uint64_t unknown_ = 0;
  std::vector<wire::SequenceNumber> due_;  // kept for its memory
};

}  // namespace hemicycle::sfu
