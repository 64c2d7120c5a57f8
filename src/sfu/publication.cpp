#include "sfu/publication.h"

#include <algorithm>
#include <utility>

#include "sfu/rtx.h"

namespace hemicycle::sfu {
namespace {

using Via = ReceiveStream::Via;

std::string_view text_extension(const wire::RtpPacket& packet, std::uint8_t id) {
  if (id == 0) return {};
  auto value = packet.extension(id);
  return value ? as_text(*value) : std::string_view{};
}

// The unwrapped number nearest to `newest` whose wrapped form is the field's value.
std::int64_t unwrap(const wire::DescriptorField& field, std::int64_t newest) {
  std::int64_t circle = std::int64_t{1} << field.bits;
  if (newest == kNoPictureId) return circle + field.value;
  std::int64_t ahead = (field.value - newest) & (circle - 1);
  return newest + (ahead < circle / 2 ? ahead : ahead - circle);
}

}  // namespace

Publication::Publication(PublicationParameters parameters) : parameters_(std::move(parameters)) {
  bool nack = false;
  for (const CodecParameters& codec : parameters_.codecs) {
    formats_[codec.payload_type.value() & 0x7f] = {&codec, Via::kMedia};
    if (codec.rtx_payload_type)
      formats_[codec.rtx_payload_type->value() & 0x7f] = {&codec, Via::kRetransmission};
    nack |= codec.nack;
  }
  std::uint32_t clock_rate = parameters_.codecs.empty() ? 90'000 : current_codec().clock_rate;
  if (parameters_.layers.empty()) parameters_.layers.emplace_back();
  if (parameters_.layers.size() > kLayersMax) parameters_.layers.resize(kLayersMax);
  for (const LayerParameters& layer : parameters_.layers)
    layers_.push_back({.rid = layer.rid,
                       .ssrc = layer.ssrc,
                       .rtx_ssrc = layer.rtx_ssrc,
                       .stream = {layer.ssrc.value_or(wire::Ssrc{}), clock_rate, nack}});
}

void Publication::change(PublicationParameters parameters) {
  Publication next(std::move(parameters));
  next.go_on_after(*this);
  *this = std::move(next);
}

void Publication::go_on_after(Publication& before) {
  bool same_codecs = parameters_.codecs == before.parameters_.codecs;
  for (std::size_t i = 0; i < std::min(layers_.size(), before.layers_.size()); ++i) {
    Layer& layer = layers_[i];
    Layer& old = before.layers_[i];
    // A source that was learned is not named in the new description either.
    bool same_source = layer.rid == old.rid && (!layer.ssrc || layer.ssrc == old.ssrc);
    if (same_codecs && same_source) {
      std::optional<wire::Ssrc> rtx_ssrc = layer.rtx_ssrc;
      layer = std::move(old);
      if (rtx_ssrc) layer.rtx_ssrc = rtx_ssrc;
      continue;
    }
    layer.restarts = old.restarts;
    layer.stream.go_on_after(old.stream);
  }
  level_ = before.level_;
  interruptions_ = before.interruptions_;
  packets_ = before.packets_;
  unknown_ = before.unknown_;
}

Publication::Format Publication::format_of(wire::PayloadType payload_type) const {
  return formats_[payload_type.value() & 0x7f];
}

std::optional<ForwardPacket> Publication::handle_rtp(const wire::RtpPacket& packet, Instant now) {
  ++packets_;
  Format format = format_of(packet.payload_type());
  Layer* layer = format.codec != nullptr ? find_layer(packet, format.via) : nullptr;
  if (layer == nullptr) {
    ++unknown_;
    return std::nullopt;
  }
  layer->rate.add(packet.bytes().size(), now);
  Original original{packet.sequence(), packet.payload()};
  if (format.via == Via::kRetransmission) {
    auto inner = decapsulate_rtx(packet.payload());
    if (!inner || inner->payload.empty()) return std::nullopt;  // a probe
    original = {inner->sequence, inner->payload};
  }
  return accept(*layer, format, original, packet, now);
}

std::optional<ForwardPacket> Publication::accept(Layer& layer, const Format& format,
                                                 const Original& original,
                                                 const wire::RtpPacket& packet, Instant now) {
  auto accepted =
      layer.stream.handle_packet(original.sequence, packet.timestamp(), format.via, now);
  if (!accepted) return std::nullopt;
  if (accepted->restarted) {
    ++layer.restarts;
    layer.newest_picture_id = kNoPictureId;
  }
  if (accepted->restarted || accepted->too_much_missing) request_keyframe(index_of(layer), now);
  if (format.via == Via::kMedia) note_level(packet, now);

  ForwardPacket forward{.payload = original.payload,
                        .sequence = accepted->sequence,
                        .timestamp = packet.timestamp(),
                        .layer = index_of(layer),
                        .restarts = layer.restarts,
                        .interruptions = interruptions_,
                        .codec = format.codec->codec,
                        .marker = packet.marker()};
  // Padding is passed on as such, because it took a number. So is what cannot be understood: as
  // nothing, lest a receiver ask for it for ever.
  const ByteView descriptor = forward.codec == Codec::kAv1 ? descriptor_of(packet) : ByteView{};
  if (!forward.payload.empty() && !peek_into(forward, layer, descriptor)) {
    ++unknown_;
    forward.payload = {};
  }
  if (!forward.payload.empty()) codec_ = forward.codec;
  if (forward.frame.begins_keyframe) layer.keyframes.handle_keyframe();
  return forward;
}

ByteView Publication::descriptor_of(const wire::RtpPacket& packet) const {
  const std::uint8_t id = parameters_.extensions.dependency_descriptor;
  return id == 0 ? ByteView{} : packet.extension(id).value_or(ByteView{});
}

// The descriptor is in the clear also where the payload is encrypted from end to end.
bool Publication::read_descriptor(ForwardPacket& packet, Layer& layer, ByteView bytes) {
  auto descriptor = wire::DependencyDescriptor::parse(bytes);
  if (!descriptor) return false;
  wire::FramePart& part = packet.frame;
  part.begins_keyframe = descriptor->structure.has_value() && descriptor->starts_frame;
  if (descriptor->structure) layer.templates = std::move(descriptor->structure);
  if (!layer.templates) return false;
  const auto place = layer.templates->layer_of(descriptor->template_id);
  if (!place) return false;
  part.begins_frame = descriptor->starts_frame;
  part.ends_frame = descriptor->ends_frame;
  part.spatial_id = place->spatial;
  part.temporal_id = place->temporal;
  part.temporal_switch_up = true;  // one layer at a time
  part.spatial_switch_up = part.begins_keyframe;
  part.has_layers = true;
  packet.descriptor = bytes;
  packet.descriptor_shape = {.frame_number = descriptor->frame_number,
                             .decode_targets = layer.templates->decode_targets,
                             .active_targets_at = descriptor->active_targets_at,
                             .has_active_targets = descriptor->has_active_targets};
  packet.targets_up_to = layer.templates->targets_up_to;
  return true;
}

bool Publication::peek_into(ForwardPacket& packet, Layer& layer, ByteView descriptor) {
  if (!descriptor.empty() && read_descriptor(packet, layer, descriptor)) return true;
  auto part = peek(packet.codec, packet.payload, packet.marker);
  if (!part) return false;
  packet.frame = *part;
  if (part->picture_id) {
    packet.picture_id = unwrap(*part->picture_id, layer.newest_picture_id);
    layer.newest_picture_id = std::max(layer.newest_picture_id, packet.picture_id);
  }
  return true;
}

void Publication::note_level(const wire::RtpPacket& packet, Instant now) {
  if (parameters_.extensions.audio_level == 0) return;
  auto value = packet.extension(parameters_.extensions.audio_level);
  if (!value) return;
  if (auto level = AudioLevel::parse(*value)) level_.handle_packet(*level, now);
}

Publication::Layer* Publication::find_layer(const wire::RtpPacket& packet, Via via) {
  auto bound = via == Via::kMedia ? &Layer::ssrc : &Layer::rtx_ssrc;
  auto found = std::ranges::find(layers_, packet.ssrc(), bound);
  return found != layers_.end() ? &*found : learn_layer(packet, via);
}

// A source that SDP did not name: rid tells its layer (RFC 8852), and where there is but one layer
// nothing needs to.
Publication::Layer* Publication::learn_layer(const wire::RtpPacket& packet, Via via) {
  const HeaderExtensionIds& ids = parameters_.extensions;
  std::string_view rid = text_extension(packet, via == Via::kMedia ? ids.rid : ids.repaired_rid);
  Layer* layer = nullptr;
  if (!rid.empty()) {
    auto found = std::ranges::find(layers_, rid, &Layer::rid);
    if (found != layers_.end()) layer = &*found;
  }
  if (layer == nullptr && layers_.size() == 1) layer = &layers_.front();
  if (layer != nullptr) bind(*layer, packet.ssrc(), via);
  return layer;
}

void Publication::bind(Layer& layer, wire::Ssrc ssrc, Via via) {
  if (via == Via::kRetransmission) {
    layer.rtx_ssrc = ssrc;
    return;
  }
  layer.ssrc = ssrc;
  layer.stream.change_ssrc(ssrc);
}

std::optional<LayerClock> Publication::handle_sender_report(const wire::SenderReport& report,
                                                            Instant now) {
  auto layer = std::ranges::find(layers_, std::optional(report.sender), &Layer::ssrc);
  if (layer == layers_.end()) return std::nullopt;
  layer->stream.handle_sender_report(report.ntp, now);
  return LayerClock{index_of(*layer), {report.ntp, report.rtp, now, layer->stream.clock_rate()}};
}

void Publication::request_keyframe(LayerIndex layer, Instant now, KeyframeNeed need) {
  if (parameters_.kind != wire::MediaKind::kVideo || layer >= layers_.size()) return;
  layers_[layer].keyframes.request(now, need);
}

void Publication::set_round_trip(Duration round_trip) {
  for (Layer& layer : layers_) layer.stream.set_round_trip(round_trip);
}

const CodecParameters& Publication::current_codec() const {
  auto current = std::ranges::find_if(
      parameters_.codecs, [this](const CodecParameters& each) { return codec_ == each.codec; });
  return current != parameters_.codecs.end() ? *current : parameters_.codecs.front();
}

void Publication::poll_feedback(Instant now, std::vector<wire::RtcpPacket>& out) {
  wire::Ssrc sender = parameters_.feedback_ssrc;
  for (Layer& layer : layers_) {
    if (!layer.ssrc) continue;
    due_.clear();
    layer.stream.poll_missing(now, due_);
    if (!due_.empty()) out.emplace_back(wire::Nack{sender, *layer.ssrc, due_});
    if (!layer.keyframes.poll(now)) continue;
    const CodecParameters& codec = current_codec();
    if (codec.pli || !codec.fir)
      out.emplace_back(wire::PictureLossIndication{sender, *layer.ssrc});
    else
      out.emplace_back(wire::FullIntraRequest{sender, {{*layer.ssrc, layer.fir_number++}}});
  }
}

Instant Publication::next_deadline() const {
  Instant earliest = kNever;
  for (const Layer& layer : layers_)
    if (layer.ssrc)
      earliest =
          std::min({earliest, layer.stream.next_deadline(), layer.keyframes.next_deadline()});
  return earliest;
}

void Publication::append_reports(Instant now, std::vector<wire::ReportBlock>& out) {
  for (Layer& layer : layers_)
    if (auto block = layer.stream.report(now)) out.push_back(*block);
}

std::optional<wire::Ssrc> Publication::ssrc(LayerIndex layer) const {
  return layer < layers_.size() ? layers_[layer].ssrc : std::nullopt;
}

std::uint64_t Publication::layer_bitrate_bps(LayerIndex layer, Instant now) {
  return layer < layers_.size() ? layers_[layer].rate.bits_per_second(now) : 0;
}

PublicationStatistics Publication::statistics(Instant now) {
  PublicationStatistics sum;
  sum.packets = packets_;
  sum.unknown = unknown_;
  for (Layer& layer : layers_) {
    sum.bitrate_bps += layer.rate.bits_per_second(now);
    sum.recovered += layer.stream.recovered();
    sum.duplicates += layer.stream.duplicates();
    sum.lost += layer.stream.statistics().lost();
    sum.jitter = std::max(sum.jitter, layer.stream.statistics().jitter());
  }
  return sum;
}

}  // namespace hemicycle::sfu
