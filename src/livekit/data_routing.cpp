#include "livekit/data_routing.h"

#include <algorithm>
#include <unordered_set>

namespace hemicycle::livekit {
namespace {

constexpr std::string_view kReliableLabel = "_reliable";
constexpr std::string_view kLossyLabel = "_lossy";

std::string_view label_of(const Participant& participant, const media::DataReceived& event) {
  for (const OpenChannel& channel : participant.channels)
    if (channel.id == event.channel && channel.peer == event.peer) return channel.label;
  return {};
}

// Whoever sends cannot pass for someone else, neither in the envelope nor in the older place
// inside; and nobody learns of one who is hidden.
void stamp(proto::DataPacket& packet, const Participant& from) {
  const bool hidden = from.permission().hidden;
  const std::string identity = hidden ? "" : from.identity();
  const std::string sid = hidden ? "" : from.sid;
  packet.set_participant_identity(identity);
  packet.set_participant_sid(sid);
  if (!packet.has_user()) return;
  packet.mutable_user()->set_participant_identity(identity);
  packet.mutable_user()->set_participant_sid(sid);
}

// Whom a packet names: in the envelope, or in the older place inside. Read once for all receivers,
// as either may be long.
class Destinations {
 public:
  explicit Destinations(const proto::DataPacket& packet) {
    const proto::UserPacket& user = packet.user();
    identities_.insert(packet.destination_identities().begin(),
                       packet.destination_identities().end());
    if (!identities_.empty()) return;
    identities_.insert(user.destination_identities().begin(), user.destination_identities().end());
    sids_.insert(user.destination_sids().begin(), user.destination_sids().end());
  }
  bool include(const Participant& to) const {
    bool everyone = identities_.empty() && sids_.empty();
    return everyone || identities_.contains(to.identity()) || sids_.contains(to.sid);
  }

 private:
  std::unordered_set<std::string_view> identities_;  // of the packet
  std::unordered_set<std::string_view> sids_;
};

// After a resume clients send again what they do not know to have arrived.
bool came_before(const proto::DataPacket& packet, Participant& from) {
  if (packet.sequence() == 0) return false;
  if (packet.sequence() <= from.last_reliable_sequence) return true;
  from.last_reliable_sequence = packet.sequence();
  return false;
}

// Who has just joined gets reliable messages as soon as its channel opens.
void keep(Room& room, Participant& to, const std::string& label,
          std::shared_ptr<const Bytes> message) {  // shared: with the other receivers
  std::size_t size = message->size();
  if (to.waiting_bytes + size > room.world().settings.waiting_data_bytes_max) {
    ++room.world().counters.data_dropped;
    return;
  }
  to.waiting_bytes += size;
  to.waiting_data.push_back({label, std::move(message)});
}

}  // namespace

void route_data(Room& room, Participant& from, const media::DataReceived& event) {
  std::string label(label_of(from, event));
  bool is_reliable = label == kReliableLabel;
  if (!is_reliable && label != kLossyLabel) {
    ++room.world().counters.data_dropped;
    return;
  }
  if (!from.permission().can_publish_data) {
    ++room.world().counters.data_refused;
    return;
  }
  proto::DataPacket packet;
  if (!packet.ParseFromArray(event.message.data(), static_cast<int>(event.message.size()))) {
    ++room.world().counters.data_malformed;
    return;
  }
  if (is_reliable && came_before(packet, from)) {
    ++room.world().counters.data_repeated;
    return;
  }
  stamp(packet, from);
  std::string bytes = packet.SerializeAsString();
  auto message = std::make_shared<const Bytes>(bytes.begin(), bytes.end());
  const Destinations destinations(packet);
  room.for_each([&](Participant& to) {
    if (&to == &from || !destinations.include(to)) return;
    if (const OpenChannel* channel = to.channel_to(label))
      room.media().post(media::SendData{channel->peer, channel->id, true, message, event.ticket});
    else if (is_reliable)
      keep(room, to, label, message);
    else
      ++room.world().counters.data_dropped;
  });
  ++room.world().counters.data_routed;
}

void open_channels(Room& room, const Participant& participant) {
  media::PeerId peer = participant.receiving->peer;
  room.media().post(media::OpenDataChannel{peer, std::string(kReliableLabel),
                                           media::Reliability::kReliable, true});
  room.media().post(
      media::OpenDataChannel{peer, std::string(kLossyLabel), media::Reliability::kLossy, false});
}

void flush_waiting_data(Room& room, Participant& participant, const std::string& label) {
  const OpenChannel* channel = participant.channel_to(label);
  if (!channel) return;
  std::erase_if(participant.waiting_data, [&](WaitingData& waiting) {
    if (waiting.label != label) return false;
    participant.waiting_bytes -= waiting.message->size();
    room.media().post(
        media::SendData{channel->peer, channel->id, true, std::move(waiting.message)});
    return true;
  });
}

}  // namespace hemicycle::livekit
