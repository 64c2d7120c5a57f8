#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/prefetch.h"
#include "base/time.h"
#include "sfu/continuous_numbers.h"
#include "sfu/forward_packet.h"
#include "sfu/ids.h"
#include "sfu/path_report.h"
#include "sfu/sent_reports.h"
#include "sfu/source_clock.h"
#include "sfu/track_parameters.h"
#include "wire/rtcp.h"
#include "wire/rtp.h"

namespace hemicycle::sfu {

// What a receiver wants of a track at present.
struct SubscriptionWishes {
  bool paused = false;
  LayerIndex max_layer = kLayersMax - 1;
  std::uint8_t max_temporal_layer = 0xff;
};

using SourceClocks = std::array<std::optional<SourceClock>, kLayersMax>;

// A packet on offer to all receivers of a track, with what the fanout knows of it.
struct Offer {
  const ForwardPacket& packet;
  const SourceClocks& clocks;
  Instant now;
  // How many numbers its layer is ahead of it already; 0 when it is the newest.
  std::int64_t late_by = 0;
  // A receiver that begins with it can be sent again what followed.
  bool refillable = true;
  // It has a payload, of a stream without layers.
  bool plain = true;
};

// What becomes of an offered packet for one receiver.
enum class Passage : std::uint8_t {
  kWithheld,
  kForwarded,
  kRenumbered,  // forwarded, with new picture numbers in its payload
  kDescribed,   // forwarded, with a header extension: see described_header()
  kFilled,      // only its number is used up, by a packet of padding
};

struct PictureNumbers {
  std::int64_t picture_id = kNoPictureId;
  std::uint8_t tl0_index = 0;
};

// Where a receiver's numbers begin, of the stream and of its retransmissions. They should be
// random, below 2^15 (RFC 3711, 3.3.1: no wrap before the receiver has seen a packet).
struct FirstNumbers {
  wire::SequenceNumber media;
  wire::SequenceNumber rtx;

  FirstNumbers(wire::SequenceNumber both) : media(both), rtx(both) {}
  FirstNumbers(wire::SequenceNumber media, wire::SequenceNumber rtx) : media(media), rtx(rtx) {}
};

// One receiver of one track: which layer it gets, from which packet on, and under which numbers, so
// that it sees one unbroken stream whatever is switched, left out or paused upstream. Answers its
// NACKs, counts for its sender reports, reads its reports.
//
// It owns no packets, knows nothing of the other receivers nor of encryption. Its first cache lines
// are what the loop over all receivers touches for a packet.
class alignas(64) Subscription {
 public:
  Subscription(SubscriptionId id, const SubscriptionParameters& parameters, FirstNumbers first);

  // Decides about a packet and, unless it is withheld, rewrites header() for it.
  Passage offer(const Offer& offer) {
    const ForwardPacket& packet = offer.packet;
    if (is_of(stint_, packet) && offer.late_by == 0 && can_receive(packet.codec) &&
        packet.frame.temporal_id <= temporal_layer_ && offer.plain) [[likely]]
      return pass(packet, offer.now);
    // Another layer's packet, which is most of what comes with simulcast.
    if (packet.layer != stint_.layer && offer.late_by == 0 && !packet.frame.begins_keyframe)
      return Passage::kWithheld;
    return offer_unusual(offer);
  }

  // Fetches what offer() touches into the cache.
  void prefetch() const { hemicycle::prefetch(std::as_bytes(std::span(this, 1)).first(kHotSize)); }

  // The RTP header for the packet just offered, valid until the next one.
  ByteView header() const { return header_; }
  // After kDescribed, instead.
  ByteView described_header() const { return seldom_->described.bytes(); }
  // The receiver has no RED: it gets the newest block alone, as Opus.
  bool unwraps_red() const { return unwraps_red_; }
  // After kRenumbered.
  PictureNumbers picture_numbers() const { return picture_numbers_; }

  SubscriptionId id() const { return id_; }
  std::uint32_t receiver() const { return receiver_; }
  wire::Ssrc ssrc() const { return ssrc_; }
  std::optional<wire::Ssrc> rtx_ssrc() const { return rtx_ssrc_; }

  // ---- Which layer ----

  // The layer to go over to at its next keyframe; kNoLayer: stay.
  void set_target(LayerIndex layer) { target_ = layer; }
  LayerIndex target() const { return target_; }
  // kNoLayer when nothing is forwarded at present.
  LayerIndex layer() const { return stint_.layer; }
  bool waits_for_keyframe() const { return !wishes_.paused && target_ != stint_.layer; }
  // It gets fewer spatial layers of one stream than it wishes and the stream has, of which
  // `spatial_max` is the highest: only a keyframe takes it up.
  bool waits_for_spatial_layer(std::uint8_t spatial_max) const {
    return !wishes_.paused && stint_.layer != kNoLayer && is_layered_ &&
           spatial_layer_ < std::min(wishes_.max_layer, spatial_max);
  }
  // The layer has begun anew: nothing more until a keyframe of the target.
  void leave_layer() { stint_.layer = kNoLayer; }
  const SubscriptionWishes& wishes() const { return wishes_; }
  void set_wishes(const SubscriptionWishes& wishes);

  // ---- Retransmission ----

  // What the receiver misses; none when it never got it, or was sent it again a moment ago.
  struct Missed {
    LayerIndex layer = kNoLayer;
    std::int64_t sequence = 0;  // in that layer
    std::int64_t out = 0;       // as the receiver knows it, unwrapped
    ContinuousNumbers::Source stint = ContinuousNumbers::kNoSource;
  };
  std::optional<Missed> find_missed(wire::SequenceNumber lost, Instant now);
  // Writes retransmission_header() for sending the packet again, on the retransmission stream if
  // there is one. kWithheld when it was not forwarded as it is, or its numbers are forgotten.
  Passage retransmit(const Missed& missed, const ForwardPacket& packet);
  ByteView retransmission_header() const { return seldom_->again.bytes(); }
  // Whether retransmissions go in a stream of their own (RFC 4588), or as the original did.
  bool has_rtx(Codec codec) const {
    return rtx_ssrc_ && rtx_payload_types_[static_cast<std::size_t>(codec)] != kNoPayloadType;
  }

  // ---- Reports ----

  // None before the publisher's clock is known, and none when nothing was sent since the last one.
  std::optional<wire::SenderReport> sender_report(const SourceClocks& clocks, Instant now);
  // A block about our stream, from the receiver's report.
  void handle_report(const wire::ReportBlock& block, Instant now);
  // As of the last report; none before, and none when it is too old to say anything of now: of a
  // stream that is paused, say.
  std::optional<PathReport> path(Instant now) const {
    return now - path_reported_ < kPathReportAgeMax ? path_ : std::nullopt;
  }

  // True when a keyframe request of the receiver is to be passed on: not too often.
  bool handle_keyframe_request(Instant now);

  std::uint64_t packets_sent() const { return packets_sent_; }
  std::uint64_t octets_sent() const { return octets_sent_; }
  std::uint64_t packets_resent() const { return packets_resent_; }
  wire::MediaKind kind() const { return kind_; }

  static constexpr Duration kKeyframeRequestSpacing = std::chrono::milliseconds(500);
  // A receiver may ask for one packet again for every two that it is sent, and for so many at once.
  static constexpr std::uint64_t kResendCreditMax = 256;
  static constexpr std::uint64_t kPacketsPerResend = 2;
  // Receivers report of audio every five seconds, at the least.
  static constexpr Duration kPathReportAgeMax = std::chrono::seconds(8);
  static constexpr Duration kResendSpacingMin = std::chrono::milliseconds(10);

 private:
  static constexpr std::size_t kHotSize = 4 * kCacheLineSize;
  static constexpr std::uint8_t kNoPayloadType = 0xff;
  static constexpr std::size_t kStintsKept = 8;      // a power of two
  static constexpr std::size_t kResendsKept = 64;    // a power of two
  static constexpr std::size_t kFillersKept = 32;    // a power of two
  static constexpr std::size_t kChoicesKept = 2048;  // a power of two
  static constexpr std::int64_t kLateStartMax = 64;  // packets

  // A time during which one layer is forwarded without a break, and what is added to its numbers.
  struct Stint {
    LayerIndex layer = kNoLayer;
    std::uint8_t restarts = 0;
    std::uint8_t interruptions = 0;
    ContinuousNumbers::Source id = ContinuousNumbers::kNoSource;
    std::uint8_t tl0_offset = 0;
    std::uint16_t frame_number_offset = 0;  // of dependency descriptors
    std::uint32_t timestamp_offset = 0;
  };
  struct Resend {
    std::int64_t out = -1;
    Instant at{};
  };
  using Header = std::array<std::uint8_t, wire::kRtpFixedHeaderSize>;
  // A header with an extension behind it.
  struct LongHeader {
    // A descriptor of any keyframe that comes in one packet.
    static constexpr std::size_t kCapacity = wire::kRtpFixedHeaderSize + 4 + 260;
    std::array<std::uint8_t, kCapacity> buffer{};
    std::size_t size = wire::kRtpFixedHeaderSize;
    ByteView bytes() const { return ByteView(buffer).first(size); }
  };
  // Up to which spatial layer the receiver got the stream when a number was used.
  struct SpatialChoice {
    std::int64_t out = -1;
    std::uint8_t spatial_layer = 0;
  };
  // What only unusual packets touch.
  struct Seldom {
    LongHeader described;
    LongHeader again;                       // of retransmissions
    std::vector<SpatialChoice> choices;     // by number, once the stream has layers
    std::uint16_t newest_frame_number = 0;  // as the receiver knows them
    std::uint32_t picture_timestamp = 0;    // the source's, of the current picture
    bool picture_dropped = false;           // for its temporal layer
    std::array<Stint, kStintsKept> stints;  // by id
    std::array<Resend, kResendsKept> resends;
    std::array<std::int64_t, kFillersKept> fillers{};  // the last numbers that padding used up
    std::size_t filled = 0;
  };

  static bool is_of(const Stint& stint, const ForwardPacket& packet) {
    return packet.layer == stint.layer && packet.restarts == stint.restarts &&
           packet.interruptions == stint.interruptions;
  }
  bool can_receive(Codec codec) const {
    return payload_types_[static_cast<std::size_t>(codec)] != kNoPayloadType;
  }

  // The packet is the newest of the current stint.
  Passage pass(const ForwardPacket& packet, Instant now) {
    last_timestamp_ = packet.timestamp.value() + stint_.timestamp_offset;
    last_sent_ = now;
    write_header(packet, numbers_.advance(packet.sequence), last_timestamp_);
    if (packet.picture_id == kNoPictureId) return Passage::kForwarded;
    std::int64_t picture =
        packet.picture_id > pictures_.newest_in()
            ? pictures_.advance(packet.picture_id)
            : pictures_.find(stint_.id, packet.picture_id).value_or(pictures_.newest_out());
    Passage passage = renumber(packet, stint_, picture);
    newest_tl0_index_ = picture_numbers_.tl0_index;
    return passage;
  }

  // Without the SSRC, which stays.
  void write_header(const ForwardPacket& packet, std::int64_t out, std::uint32_t timestamp) {
    write_header(header_, packet, payload_types_[static_cast<std::size_t>(packet.codec)],
                 static_cast<std::uint16_t>(out), timestamp);
    ++packets_sent_;
    octets_sent_ += packet.payload.size();
  }
  static void write_header(Header& header, const ForwardPacket& packet, std::uint8_t payload_type,
                           std::uint16_t sequence, std::uint32_t timestamp) {
    header[0] = packet.padding == 0 ? 0x80 : 0xa0;
    header[1] = static_cast<std::uint8_t>((packet.marker ? 0x80 : 0) | payload_type);
    put_u16(header, 2, sequence);
    put_u32(header, 4, timestamp);
  }
  static void put_u16(Header& header, std::size_t at, std::uint16_t value) {
    header[at] = static_cast<std::uint8_t>(value >> 8);
    header[at + 1] = static_cast<std::uint8_t>(value);
  }
  static void put_u32(Header& header, std::size_t at, std::uint32_t value) {
    put_u16(header, at, static_cast<std::uint16_t>(value >> 16));
    put_u16(header, at + 2, static_cast<std::uint16_t>(value));
  }
  Passage renumber(const ForwardPacket& packet, const Stint& stint, std::int64_t picture) {
    picture_numbers_.picture_id = picture;
    if (packet.frame.tl0_picture_index)
      picture_numbers_.tl0_index =
          static_cast<std::uint8_t>(packet.frame.tl0_picture_index->value + stint.tl0_offset);
    bool same = picture == packet.picture_id && stint.tl0_offset == 0;
    return same ? Passage::kForwarded : Passage::kRenumbered;
  }

  Passage offer_unusual(const Offer& offer);
  Passage offer_late(const Offer& offer);
  Passage offer_upper_temporal(const Offer& offer);
  Passage offer_layered(const Offer& offer);
  void begin_picture(const ForwardPacket& packet);
  Passage pass_layered(const ForwardPacket& packet, Instant now);
  // The packet as it is for a receiver that gets the spatial layers up to this one.
  ForwardPacket cut(const ForwardPacket& packet, std::uint8_t spatial_layer) const;
  std::uint8_t spatial_choice(std::int64_t out);
  // Appends the dependency descriptor; false when there is none or no room.
  bool describe(const ForwardPacket& packet, const Stint& stint, std::uint8_t spatial_layer,
                const Header& header, LongHeader& out);
  Passage skip(const ForwardPacket& packet);
  Passage fill(const ForwardPacket& packet, std::int64_t out, std::uint32_t timestamp);
  std::optional<std::int64_t> late_picture(const Stint& stint, std::int64_t picture);
  bool starts_with(const Offer& offer) const;
  void start_stint(const Offer& offer);
  std::uint32_t timestamp_offset_for(const Offer& offer) const;
  // The number that was set aside for a packet which did not come in its turn.
  struct Slot {
    const Stint* stint = nullptr;
    std::int64_t out = 0;
  };
  std::optional<Slot> find_slot(const ForwardPacket& packet) const;
  // Null when it is too long ago.
  const Stint* kept_stint(ContinuousNumbers::Source id) const;
  bool may_resend(std::int64_t out, Instant now);

  // ---- Touched for every packet ----
  Header header_{};
  std::uint8_t temporal_layer_ = 0xff;  // the highest that is forwarded
  LayerIndex target_ = kNoLayer;
  std::uint32_t last_timestamp_ = 0;
  std::uint32_t receiver_ = 0;
  wire::Ssrc ssrc_;
  std::array<std::uint8_t, kCodecCount> payload_types_{};
  bool unwraps_red_ = false;
  std::uint8_t newest_tl0_index_ = 0;
  Stint stint_;
  ContinuousNumbers numbers_;
  Instant last_sent_{};
  std::uint64_t packets_sent_ = 0;
  std::uint64_t octets_sent_ = 0;
  PictureNumbers picture_numbers_;
  ContinuousNumbers pictures_{0};

  // ---- Touched seldom ----
  std::array<std::uint8_t, kCodecCount> rtx_payload_types_{};
  bool is_layered_ = false;         // the current stint's stream is
  std::uint8_t spatial_layer_ = 0;  // the highest that is forwarded of it
  std::uint8_t descriptor_id_ = 0;  // of the header extension; 0: none
  wire::MediaKind kind_;
  SubscriptionId id_;
  std::optional<wire::Ssrc> rtx_ssrc_;
  std::uint32_t clock_rate_;
  wire::SequenceNumber rtx_sequence_;
  SubscriptionWishes wishes_;
  std::unique_ptr<Seldom> seldom_;
  SentReports sent_reports_;
  std::uint64_t packets_reported_ = 0;
  std::optional<PathReport> path_;
  Instant path_reported_;
  std::optional<Instant> keyframe_requested_;
  std::uint64_t packets_resent_ = 0;
  std::uint64_t resends_credited_for_ = 0;  // of packets_sent_
  std::uint64_t resend_credit_;
};

}  // namespace hemicycle::sfu
