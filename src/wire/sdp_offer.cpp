#include "wire/sdp_offer.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/bug.h"
#include "wire/sdp_answer.h"
#include "wire/sdp_codecs.h"

namespace hemicycle::wire {
namespace {

constexpr std::string_view kDataMid = "0";
// One less than an answer may have (SdpLimits), for the data section.
constexpr std::size_t kSectionsMax = 511;

// The dynamic payload types (RFC 3551, 6).
constexpr std::uint8_t kPayloadTypesFirst = 96;
constexpr std::uint8_t kPayloadTypesLast = 127;

// The H.264 profiles that browsers know; any other is not offered, so that nobody can use the
// payload types up.
constexpr std::string_view kH264Profiles[] = {"42", "4d", "64", "f4"};
constexpr std::size_t kCodecsMax = 4 + std::size(kH264Profiles);
static_assert(kPayloadTypesFirst + 2 * kCodecsMax - 1 <= kPayloadTypesLast);

// What we may write into packets of a track that we send. The layers of a publisher end here, and
// nobody reads feedback about what we send.
HeaderExtensionIds offered_extensions(MediaKind kind) {
  HeaderExtensionIds ids;
  std::uint8_t next = 1;
  for (const HeaderExtension& extension : kHeaderExtensions) {
    std::uint8_t id = next++;
    bool is_for_publishers = extension.id == &HeaderExtensionIds::rid ||
                             extension.id == &HeaderExtensionIds::repaired_rid ||
                             extension.id == &HeaderExtensionIds::transport_cc;
    bool is_level = extension.id == &HeaderExtensionIds::audio_level;
    if (!is_for_publishers && (!is_level || kind == MediaKind::kAudio)) ids.*extension.id = id;
  }
  return ids;
}

// The parameters by which decoders tell what they can take; the others of the publisher's are not
// theirs to fulfil.
std::string offered_fmtp(const OutgoingTrack& track) {
  if (track.codec == "opus") return "minptime=10;useinbandfec=1";
  if (track.codec == "vp9") return "profile-id=0";
  if (track.codec == "h264")
    return "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=" +
           h264_profile(track.fmtp) + (h264_profile(track.fmtp) == "42" ? "e01f" : "001f");
  return "";
}

CodecFeedback offered_feedback(MediaKind kind) {
  bool is_video = kind == MediaKind::kVideo;
  return {.nack = is_video, .nack_pli = is_video, .ccm_fir = is_video};
}

const OutgoingTrack* find_track(std::span<const OutgoingTrack> tracks, std::string_view key) {
  auto track = std::ranges::find(tracks, key, &OutgoingTrack::track_key);
  return track == tracks.end() ? nullptr : &*track;
}

bool is_same_codec(const OutgoingTrack& a, const OutgoingTrack& b) {
  return a.codec == b.codec && offered_fmtp(a) == offered_fmtp(b);
}

// The answered format that takes the track.
const NegotiatedCodec* answered_format(const OfferedSection& answered, const OutgoingTrack& track) {
  for (const NegotiatedCodec& codec : answered.codecs)
    if (can_decode(codec, track.codec, track.fmtp)) return &codec;
  return nullptr;
}

}  // namespace

OfferNegotiation::OfferNegotiation(LocalTransport local, std::uint64_t session_id)
    : local_(std::move(local)), session_id_(session_id) {}

std::optional<NegotiatedCodec> OfferNegotiation::codec_for(const OutgoingTrack& track) {
  if (track.codec == "h264" &&
      std::ranges::find(kH264Profiles, h264_profile(track.fmtp)) == std::end(kH264Profiles))
    return std::nullopt;
  std::string fmtp = offered_fmtp(track);
  auto [entry, is_new] = codecs_.try_emplace(track.codec + " " + fmtp);
  NegotiatedCodec& codec = entry->second;
  if (!is_new) return codec;
  std::size_t taken = 2 * (codecs_.size() - 1);  // each with its retransmission format
  BUG_IF(taken / 2 >= kCodecsMax);
  auto payload_type = static_cast<std::uint8_t>(kPayloadTypesFirst + taken);
  bool is_video = track.kind == MediaKind::kVideo;
  codec.payload_type = PayloadType(payload_type);
  if (is_video) codec.rtx_payload_type = PayloadType(static_cast<std::uint8_t>(payload_type + 1));
  codec.name = track.codec;
  codec.clock_rate = is_video ? 90'000 : 48'000;
  codec.channels = is_video ? 1 : 2;
  codec.fmtp = std::move(fmtp);
  codec.feedback = offered_feedback(track.kind);
  return codec;
}

OfferNegotiation::Section* OfferNegotiation::free_section(MediaKind kind) {
  auto is_free = [kind](const Section& section) {
    return section.is_empty() && !section.rejected && !section.is_resting && section.kind == kind;
  };
  if (auto free = std::ranges::find_if(sections_, is_free); free != sections_.end()) return &*free;
  if (sections_.size() == kSectionsMax) return nullptr;
  Section& section = sections_.emplace_back();
  section.mid = std::to_string(sections_.size());
  section.kind = kind;
  return &section;
}

void OfferNegotiation::keep_or_leave(Section& section, std::span<const OutgoingTrack> outgoing) {
  section.is_resting = false;
  if (section.is_empty()) return;
  const OutgoingTrack* track =
      section.rejected ? nullptr : find_track(outgoing, section.track.track_key);
  auto codec = track ? codec_for(*track) : std::nullopt;
  section.is_resting = !codec;
  section.track = codec ? *track : OutgoingTrack{};
  if (codec) section.codec = std::move(*codec);
}

void OfferNegotiation::place(std::span<const OutgoingTrack> outgoing) {
  unplaced_.clear();
  std::set<std::string> placed;
  for (Section& section : sections_) {
    keep_or_leave(section, outgoing);
    if (!section.is_empty()) placed.insert(section.track.track_key);
  }
  for (const OutgoingTrack& track : outgoing) {
    if (placed.contains(track.track_key)) continue;
    auto codec = codec_for(track);
    Section* section = codec ? free_section(track.kind) : nullptr;
    if (section) {
      section->track = track;
      section->codec = std::move(*codec);
    } else {
      unplaced_.push_back(track.track_key);
    }
  }
}

// An offer reads like an answer to the offer that the client would have made.
std::string OfferNegotiation::offer(std::span<const OutgoingTrack> outgoing) {
  place(outgoing);
  AnswerWriter writer(local_, session_id_, ++version_);
  OfferedSection shape;
  shape.ice_options = "trickle";
  shape.rtcp_reduced_size = true;
  shape.kind = SectionKind::kData;
  shape.mid = kDataMid;
  SdpSection line;
  line.kind = "application";
  line.protocol = "UDP/DTLS/SCTP";
  line.formats = {"webrtc-datachannel"};
  writer.add(line, shape, {});
  line.protocol = "UDP/TLS/RTP/SAVPF";
  for (const Section& section : sections_) {
    bool is_audio = section.kind == MediaKind::kAudio;
    shape.kind = is_audio ? SectionKind::kAudio : SectionKind::kVideo;
    shape.mid = section.mid;
    shape.rejected = section.rejected;
    shape.extensions = offered_extensions(section.kind);
    SectionAnswer content{Direction::kInactive, {section.codec}, nullptr};
    if (!section.is_empty()) {
      content.direction = Direction::kSendOnly;
      content.outgoing = &section.track;
    }
    line.kind = is_audio ? "audio" : "video";
    line.formats = {std::to_string(section.codec.payload_type.value())};  // of a rejected one
    writer.add(line, shape, content);
  }
  is_waiting_ = true;
  return writer.finish({});
}

void OfferNegotiation::settle(const OfferedSection& answered, SettledOffer& settled) {
  if (answered.kind == SectionKind::kData && !answered.rejected)
    settled.sctp_port = answered.sctp_port.value_or(5000);
  auto section = std::ranges::find(sections_, answered.mid, &Section::mid);
  if (section == sections_.end()) return;
  section->rejected |= answered.rejected;
  if (!section->rejected) settled.rtcp_reduced_size &= answered.rtcp_reduced_size;
  if (section->is_empty()) return;
  const OutgoingTrack& track = section->track;
  const NegotiatedCodec* codec = answered_format(answered, track);
  if (codec && !answered.rejected && receives(answered.direction))
    settled.sent.push_back({section->mid, track.track_key, *codec, answered.extensions, track.ssrc,
                            codec->rtx_payload_type ? track.rtx_ssrc : std::nullopt});
  else
    settled.undecodable.push_back(track.track_key);
}

Result<SettledOffer, SdpError> OfferNegotiation::take_answer(std::string_view text) {
  auto answer = read_answer(text);
  if (!answer) return unexpected(answer.error());
  if (answer->sections.size() < sections_.size() + 1) return unexpected(SdpError::kSectionsRemoved);
  is_waiting_ = false;
  SettledOffer settled;
  settled.remote = std::move(answer->remote);
  settled.undecodable = unplaced_;
  for (const OfferedSection& section : answer->sections) settle(section, settled);
  return settled;
}

bool OfferNegotiation::carries(std::span<const OutgoingTrack> outgoing) const {
  if (version_ == 0) return false;  // the data channels need an offer, too
  std::size_t placed = 0;
  for (const Section& section : sections_) {
    if (section.is_empty()) continue;
    const OutgoingTrack* track = find_track(outgoing, section.track.track_key);
    if (!track || !is_same_codec(*track, section.track)) return false;
    ++placed;
  }
  return placed == outgoing.size();
}

}  // namespace hemicycle::wire
