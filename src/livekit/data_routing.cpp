#include "livekit/data_routing.h"

#include <algorithm>

namespace hemicycle::livekit {
namespace {

constexpr std::string_view kReliableLabel = "_reliable";
constexpr std::string_view kLossyLabel = "_lossy";

std::string_view label_of(const Participant& participant, media::ChannelId channel) {
  for (const auto& [label, id] : participant.channels)
    if (id == channel) return label;
  return {};
}

// Whoever sends cannot pass for someone else, neither in the envelope nor in the older place
// inside.
void stamp(proto::DataPacket& packet, const Participant& from) {
  packet.set_participant_identity(from.identity());
  packet.set_participant_sid(from.sid);
  if (!packet.has_user()) return;
  packet.mutable_user()->set_participant_identity(from.identity());
  packet.mutable_user()->set_participant_sid(from.sid);
}

bool is_meant_for(const proto::DataPacket& packet, const Participant& to) {
  if (packet.destination_identities_size() > 0)
    return std::ranges::find(packet.destination_identities(), to.identity()) !=
           packet.destination_identities().end();
  const proto::UserPacket& user = packet.user();
  if (user.destination_identities_size() == 0 && user.destination_sids_size() == 0) return true;
  return std::ranges::find(user.destination_identities(), to.identity()) !=
             user.destination_identities().end() ||
         std::ranges::find(user.destination_sids(), to.sid) != user.destination_sids().end();
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
  std::string label(label_of(from, event.channel));
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
  if (is_reliable && packet.sequence() > 0) from.last_reliable_sequence = packet.sequence();
  stamp(packet, from);
  std::string bytes = packet.SerializeAsString();
  auto message = std::make_shared<const Bytes>(bytes.begin(), bytes.end());
  room.for_each([&](Participant& to) {
    if (&to == &from || !is_meant_for(packet, to)) return;
    auto channel = to.channels.find(label);
    if (channel != to.channels.end())
      room.media().post(media::SendData{to.peer, channel->second, true, message});
    else if (is_reliable)
      keep(room, to, label, message);
    else
      ++room.world().counters.data_dropped;
  });
  ++room.world().counters.data_routed;
}

void flush_waiting_data(Room& room, Participant& participant, const std::string& label) {
  media::ChannelId channel = participant.channels.at(label);
  std::erase_if(participant.waiting_data, [&](WaitingData& waiting) {
    if (waiting.label != label) return false;
    participant.waiting_bytes -= waiting.message->size();
    room.media().post(media::SendData{participant.peer, channel, true, std::move(waiting.message)});
    return true;
  });
}

}  // namespace hemicycle::livekit
