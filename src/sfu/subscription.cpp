#include "sfu/subscription.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace hemicycle::sfu {
namespace {

std::size_t index_of(Codec codec) {
  return static_cast<std::size_t>(codec);
}

}  // namespace

Subscription::Subscription(SubscriptionId id, const SubscriptionParameters& parameters,
                           FirstNumbers first)
    : receiver_(parameters.receiver),
      ssrc_(parameters.ssrc),
      numbers_(wire::kSequenceNumbers + first.media.value()),
      descriptor_id_(parameters.dependency_descriptor),
      kind_(parameters.kind),
      id_(id),
      rtx_ssrc_(parameters.rtx_ssrc),
      clock_rate_(parameters.codecs.empty() ? 90'000 : parameters.codecs.front().clock_rate),
      rtx_sequence_(first.rtx),
      seldom_(std::make_unique<Seldom>()),
      resend_credit_(kResendCreditMax) {
  seldom_->fillers.fill(-1);
  payload_types_.fill(kNoPayloadType);
  rtx_payload_types_.fill(kNoPayloadType);
  for (const CodecParameters& codec : parameters.codecs) {
    payload_types_[index_of(codec.codec)] = codec.payload_type.value();
    if (codec.rtx_payload_type)
      rtx_payload_types_[index_of(codec.codec)] = codec.rtx_payload_type->value();
  }
  unwraps_red_ = !can_receive(Codec::kRed);
  if (unwraps_red_) payload_types_[index_of(Codec::kRed)] = payload_types_[index_of(Codec::kOpus)];
  put_u32(header_, 8, ssrc_.value());
}

void Subscription::set_wishes(const SubscriptionWishes& wishes) {
  wishes_ = wishes;
  temporal_layer_ = std::min(temporal_layer_, wishes.max_temporal_layer);
  if (!wishes.paused) return;
  stint_.layer = kNoLayer;
  target_ = kNoLayer;
}

// ---- Forwarding what is out of the ordinary ----

Passage Subscription::offer_unusual(const Offer& offer) {
  const ForwardPacket& packet = offer.packet;
  if (wishes_.paused) return Passage::kWithheld;
  if (starts_with(offer)) {
    start_stint(offer);
    return packet.frame.has_layers ? offer_layered(offer) : pass(packet, offer.now);
  }
  if (offer.late_by > 0) return offer_late(offer);
  if (!is_of(stint_, packet)) return Passage::kWithheld;
  if (packet.payload.empty() || !can_receive(packet.codec)) return skip(packet);
  return packet.frame.has_layers ? offer_layered(offer) : offer_upper_temporal(offer);
}

// A keyframe begins, of the layer that the receiver is to get. A late beginning (it was lost and
// came again) will do: what followed it is asked for as missing.
bool Subscription::starts_with(const Offer& offer) const {
  const ForwardPacket& packet = offer.packet;
  if (packet.layer != target_ || !packet.frame.begins_keyframe || is_of(stint_, packet))
    return false;
  if (!can_receive(packet.codec)) return false;
  return offer.late_by == 0 ||
         (offer.late_by <= kLateStartMax && offer.refillable && !find_slot(packet));
}

void Subscription::start_stint(const Offer& offer) {
  const ForwardPacket& packet = offer.packet;
  bool first = stint_.id == ContinuousNumbers::kNoSource;
  Stint next{packet.layer, packet.restarts, packet.interruptions};
  next.id = static_cast<ContinuousNumbers::Source>((stint_.id + 1) % ContinuousNumbers::kNoSource);
  next.timestamp_offset = timestamp_offset_for(offer);
  if (!first && packet.frame.tl0_picture_index)
    next.tl0_offset =
        static_cast<std::uint8_t>(newest_tl0_index_ + 1 - packet.frame.tl0_picture_index->value);
  if (!first)
    next.frame_number_offset = static_cast<std::uint16_t>(seldom_->newest_frame_number + 1 -
                                                          packet.descriptor_shape.frame_number);
  stint_ = next;
  seldom_->stints[next.id % kStintsKept] = next;
  temporal_layer_ = wishes_.max_temporal_layer;
  is_layered_ = packet.frame.has_layers;
  if (is_layered_) seldom_->choices.resize(kChoicesKept);

  numbers_.start(next.id, packet.sequence);
  if (packet.picture_id == kNoPictureId) return;
  // The first source's picture ids are kept as they are: then nothing needs rewriting.
  if (first) pictures_ = ContinuousNumbers(packet.picture_id);
  pictures_.start(next.id, packet.picture_id);
}

// A receiver must not notice the change of layer. The publisher's sender reports tell which moments
// of two layers' clocks are the same; without them, the time that has passed must do.
std::uint32_t Subscription::timestamp_offset_for(const Offer& offer) const {
  const ForwardPacket& packet = offer.packet;
  const Stint* last = kept_stint(stint_.id);
  if (last == nullptr) return 0;
  if (last->layer == packet.layer && last->restarts == packet.restarts)
    return last->timestamp_offset;

  auto passed = static_cast<std::uint32_t>(to_ticks(offer.now - last_sent_, clock_rate_));
  std::uint32_t timestamp = last_timestamp_ + passed;
  const auto& clock_before = offer.clocks[last->layer];
  const auto& clock = offer.clocks[packet.layer];
  if (last->layer != packet.layer && clock_before && clock) {
    wire::RtpTimestamp same_moment = clock_before->rtp_at_ntp(clock->ntp_at_rtp(packet.timestamp));
    std::uint32_t by_clocks = same_moment.value() + last->timestamp_offset;
    auto difference = static_cast<std::int32_t>(by_clocks - timestamp);
    if (std::abs(std::int64_t{difference}) < std::int64_t{clock_rate_}) timestamp = by_clocks;
  }
  if (static_cast<std::int32_t>(timestamp - last_timestamp_) <= 0) timestamp = last_timestamp_ + 1;
  return timestamp - packet.timestamp.value();
}

const Subscription::Stint* Subscription::kept_stint(ContinuousNumbers::Source id) const {
  const Stint& kept = seldom_->stints[id % kStintsKept];
  return id != ContinuousNumbers::kNoSource && kept.id == id ? &kept : nullptr;
}

Passage Subscription::skip(const ForwardPacket& packet) {
  numbers_.skip(packet.sequence);
  // VP9's references count pictures, so those keep their distances.
  if (packet.codec == Codec::kVp8 && packet.picture_id > pictures_.newest_in())
    pictures_.skip(packet.picture_id);
  return Passage::kWithheld;
}

// A frame is forwarded whole or not at all, and a temporal layer is taken in only where its frames
// rest on nothing that was left out.
Passage Subscription::offer_upper_temporal(const Offer& offer) {
  const ForwardPacket& packet = offer.packet;
  if (packet.picture_id == kNoPictureId) return pass(packet, offer.now);
  bool frame_begun = packet.timestamp.value() + stint_.timestamp_offset == last_timestamp_;
  bool can_go_up = packet.frame.begins_frame && packet.frame.temporal_switch_up &&
                   packet.frame.temporal_id <= wishes_.max_temporal_layer;
  if (!frame_begun && !can_go_up) return skip(packet);
  if (can_go_up) temporal_layer_ = packet.frame.temporal_id;
  return pass(packet, offer.now);
}

// ---- Layers in one stream ----

// Of a picture, which may have a frame of each spatial layer, the receiver gets the lower ones, or
// nothing: what a frame rests on comes before it.
Passage Subscription::offer_layered(const Offer& offer) {
  const ForwardPacket& packet = offer.packet;
  const bool begins =
      packet.frame.begins_keyframe || packet.timestamp.value() != seldom_->picture_timestamp;
  if (begins) begin_picture(packet);
  if (seldom_->picture_dropped || packet.frame.spatial_id > spatial_layer_) return skip(packet);
  return pass_layered(packet, offer.now);
}

// Fewer spatial layers will do from any picture on; more need a keyframe.
void Subscription::begin_picture(const ForwardPacket& packet) {
  const wire::FramePart& frame = packet.frame;
  seldom_->picture_timestamp = packet.timestamp.value();
  spatial_layer_ =
      frame.begins_keyframe ? wishes_.max_layer : std::min(spatial_layer_, wishes_.max_layer);
  const bool can_go_up = frame.temporal_switch_up && frame.temporal_id == temporal_layer_ + 1 &&
                         frame.temporal_id <= wishes_.max_temporal_layer;
  if (can_go_up) temporal_layer_ = frame.temporal_id;
  seldom_->picture_dropped = frame.temporal_id > temporal_layer_;
}

Passage Subscription::pass_layered(const ForwardPacket& packet, Instant now) {
  const Passage passage = pass(cut(packet, spatial_layer_), now);
  spatial_choice(numbers_.newest_out());
  if (!describe(packet, stint_, spatial_layer_, header_, seldom_->described)) return passage;
  const std::uint16_t number = packet.descriptor_shape.frame_number;
  seldom_->newest_frame_number = static_cast<std::uint16_t>(number + stint_.frame_number_offset);
  return Passage::kDescribed;
}

// RTP's marker ends a picture: the highest layer that the receiver gets has its end there.
ForwardPacket Subscription::cut(const ForwardPacket& packet, std::uint8_t spatial_layer) const {
  ForwardPacket own = packet;
  own.marker |= packet.frame.ends_frame && packet.frame.spatial_id == spatial_layer;
  return own;
}

// The same whenever it is asked for, for the same number: what is sent again has the same bytes.
std::uint8_t Subscription::spatial_choice(std::int64_t out) {
  if (seldom_->choices.empty()) return spatial_layer_;
  SpatialChoice& choice = seldom_->choices[static_cast<std::uint64_t>(out) % kChoicesKept];
  if (choice.out != out) choice = {out, spatial_layer_};
  return choice.spatial_layer;
}

bool Subscription::describe(const ForwardPacket& packet, const Stint& stint,
                            std::uint8_t spatial_layer, const Header& header, LongHeader& out) {
  out.size = header.size();
  std::ranges::copy(header, out.buffer.begin());
  if (descriptor_id_ == 0 || packet.descriptor.empty()) return false;
  wire::DescriptorChange change = packet.descriptor_shape;
  change.frame_number = static_cast<std::uint16_t>(change.frame_number + stint.frame_number_offset);
  const std::uint32_t targets = packet.targets_up_to[std::min<std::size_t>(spatial_layer, 3)];
  if (packet.frame.begins_frame && targets != packet.targets_up_to[3])
    change.active_targets = targets;
  std::array<std::uint8_t, 255> descriptor;
  const std::size_t size = wire::rewrite_descriptor(packet.descriptor, change, descriptor);
  if (size == 0) return false;
  wire::RtpExtensionSet extensions;
  extensions.add(descriptor_id_, ByteView(descriptor).first(size));
  ByteWriter writer(MutableBytes(out.buffer).subspan(header.size()));
  extensions.write(writer);
  if (!writer.ok()) return false;
  out.size += writer.position();
  out.buffer[0] |= 0x10;  // X
  return true;
}

// A hole that the receiver sees is filled, if need be with padding, or it would be asked for in
// vain until the receiver gives up and wants a keyframe.
Passage Subscription::offer_late(const Offer& offer) {
  const ForwardPacket& packet = offer.packet;
  auto slot = find_slot(packet);
  if (!slot || !can_receive(packet.codec)) return Passage::kWithheld;
  std::uint32_t timestamp = packet.timestamp.value() + slot->stint->timestamp_offset;
  bool has_picture = packet.picture_id != kNoPictureId;
  auto picture = has_picture ? late_picture(*slot->stint, packet.picture_id) : std::nullopt;
  const std::uint8_t spatial_layer = spatial_choice(slot->out);
  const bool above = packet.frame.has_layers && packet.frame.spatial_id > spatial_layer;
  if (packet.payload.empty() || above || (has_picture && !picture))
    return fill(packet, slot->out, timestamp);
  write_header(cut(packet, spatial_layer), slot->out, timestamp);
  if (picture) return renumber(packet, *slot->stint, *picture);
  const bool described = describe(packet, *slot->stint, spatial_layer, header_, seldom_->described);
  return described ? Passage::kDescribed : Passage::kForwarded;
}

// A late packet may be the first of its picture to come: only padding went before it.
std::optional<std::int64_t> Subscription::late_picture(const Stint& stint, std::int64_t picture) {
  if (stint.id == stint_.id && picture > pictures_.newest_in()) return pictures_.advance(picture);
  return pictures_.find(stint.id, picture);
}

std::optional<Subscription::Slot> Subscription::find_slot(const ForwardPacket& packet) const {
  for (const Stint& stint : seldom_->stints)
    if (is_of(stint, packet))
      if (auto out = numbers_.find(stint.id, packet.sequence)) return Slot{&stint, *out};
  return std::nullopt;
}

Passage Subscription::fill(const ForwardPacket& packet, std::int64_t out, std::uint32_t timestamp) {
  ForwardPacket filler = packet;
  filler.payload = {};
  filler.descriptor = {};
  filler.padding = 1;
  filler.marker = false;
  seldom_->fillers[seldom_->filled++ % kFillersKept] = out;
  write_header(filler, out, timestamp);
  return Passage::kFilled;
}

// ---- Retransmission ----

std::optional<Subscription::Missed> Subscription::find_missed(wire::SequenceNumber lost,
                                                              Instant now) {
  std::int64_t newest = numbers_.newest_out();
  std::int64_t out = newest + (lost - wire::wrap_sequence(newest));
  auto origin = numbers_.origin(out);
  if (!origin) return std::nullopt;
  const Stint* stint = kept_stint(origin->source);
  if (stint == nullptr || !may_resend(out, now)) return std::nullopt;
  return Missed{stint->layer, origin->number, out, origin->source};
}

bool Subscription::may_resend(std::int64_t out, Instant now) {
  std::uint64_t earned = (packets_sent_ - resends_credited_for_) / kPacketsPerResend;
  resends_credited_for_ += earned * kPacketsPerResend;
  resend_credit_ = std::min(resend_credit_ + earned, kResendCreditMax);
  if (resend_credit_ == 0) return false;

  // Asked for again before the answer can have arrived.
  Duration spacing = std::max(kResendSpacingMin, path_ ? path_->round_trip / 2 : Duration{});
  Resend& resend = seldom_->resends[static_cast<std::uint64_t>(out) % kResendsKept];
  if (resend.out == out && now - resend.at < spacing) return false;
  resend = {out, now};
  --resend_credit_;
  return true;
}

Passage Subscription::retransmit(const Missed& missed, const ForwardPacket& packet) {
  const Stint* stint = kept_stint(missed.stint);
  if (stint == nullptr || packet.payload.empty() || !can_receive(packet.codec))
    return Passage::kWithheld;
  // Its number went out with padding: no other bytes may go under it.
  if (std::ranges::find(seldom_->fillers, missed.out) != seldom_->fillers.end())
    return Passage::kWithheld;
  Passage passage = Passage::kForwarded;
  if (packet.picture_id != kNoPictureId) {
    auto picture = pictures_.find(stint->id, packet.picture_id);
    if (!picture) return Passage::kWithheld;
    passage = renumber(packet, *stint, *picture);
  }
  const std::uint8_t spatial_layer = spatial_choice(missed.out);
  if (packet.frame.has_layers && packet.frame.spatial_id > spatial_layer) return Passage::kWithheld;
  ++packets_resent_;
  std::uint32_t timestamp = packet.timestamp.value() + stint->timestamp_offset;
  const ForwardPacket own = cut(packet, spatial_layer);
  Header header{};
  if (has_rtx(packet.codec)) {
    ForwardPacket unpadded = own;
    unpadded.padding = 0;
    write_header(header, unpadded, rtx_payload_types_[index_of(packet.codec)],
                 rtx_sequence_.value(), timestamp);
    put_u32(header, 8, rtx_ssrc_->value());
    rtx_sequence_ = rtx_sequence_.next();
  } else {
    // The same bytes as the first time: SRTP would otherwise use one nonce for two packets.
    write_header(header, own, payload_types_[index_of(packet.codec)],
                 static_cast<std::uint16_t>(missed.out), timestamp);
    put_u32(header, 8, ssrc_.value());
  }
  describe(packet, *stint, spatial_layer, header, seldom_->again);
  return passage;
}

// ---- Reports ----

std::optional<wire::SenderReport> Subscription::sender_report(const SourceClocks& clocks,
                                                              Instant now) {
  const Stint* stint = kept_stint(stint_.id);
  if (stint == nullptr || !clocks[stint->layer]) return std::nullopt;
  if (std::exchange(packets_reported_, packets_sent_) == packets_sent_) return std::nullopt;
  const SourceClock& clock = *clocks[stint->layer];
  wire::SenderReport report;
  report.sender = ssrc_;
  report.ntp = clock.ntp_at(now);
  report.rtp = wire::RtpTimestamp(clock.rtp_at(now).value() + stint->timestamp_offset);
  report.packets = static_cast<std::uint32_t>(packets_sent_);
  report.octets = static_cast<std::uint32_t>(octets_sent_);
  sent_reports_.add(report.ntp, now);
  return report;
}

void Subscription::handle_report(const wire::ReportBlock& block, Instant now) {
  if (block.ssrc != ssrc_) return;
  PathReport path = path_.value_or(PathReport{});
  path.loss = block.fraction_lost / 256.0;
  path.jitter = std::chrono::microseconds(std::int64_t{block.jitter} * 1'000'000 / clock_rate_);
  if (auto round_trip = sent_reports_.round_trip(block, now)) path.round_trip = *round_trip;
  path_ = path;
  path_reported_ = now;
}

bool Subscription::handle_keyframe_request(Instant now) {
  if (keyframe_requested_ && now - *keyframe_requested_ < kKeyframeRequestSpacing) return false;
  keyframe_requested_ = now;
  return true;
}

}  // namespace hemicycle::sfu
