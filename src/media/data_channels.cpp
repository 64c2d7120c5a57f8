#include "media/data_channels.h"

#include <utility>

#include "base/overloaded.h"

namespace hemicycle::media {

using transport::ChannelReliability;
using transport::MessageKind;
using transport::SctpAssociation;
using transport::SctpSendError;

struct DataChannels::Peer {
  Peer(transport::SctpStack& stack, SctpAssociation::Parameters parameters,
       SctpAssociation::Send send, PeerId peer_id)
      : id(peer_id), association(stack, parameters, std::move(send)) {}

  PeerId id;
  SctpAssociation association;
  bool up = false;
  std::unordered_map<ChannelId, Reliability> channels;
  std::vector<OpenDataChannel> to_open;  // until the association is up
  std::deque<SendData> waiting;          // reliable messages that found the buffer full
  std::size_t waiting_bytes = 0;
};

DataChannels::DataChannels(const PlaneLimits& limits, Outputs outputs)
    : limits_(limits), intake_(limits.data_intake_bytes_max), outputs_(std::move(outputs)) {}
DataChannels::~DataChannels() = default;

DataChannels::Peer* DataChannels::find(PeerId peer) {
  const auto found = peers_.find(peer);
  return found == peers_.end() ? nullptr : found->second.get();
}

void DataChannels::add_peer(PeerId peer, std::uint16_t remote_port) {
  if (find(peer) != nullptr) return;
  auto send = [this, peer](ByteView packet) { outputs_.send_packet(peer, packet); };
  SctpAssociation::Parameters parameters;
  parameters.remote_port = remote_port;
  peers_.emplace(peer, std::make_unique<Peer>(stack_, parameters, std::move(send), peer));
  if (next_tick_ == kNever) next_tick_ = Instant();  // at once; handle_timeout() sets the rhythm
}

void DataChannels::remove_peer(PeerId peer) {
  const auto found = peers_.find(peer);
  if (found == peers_.end()) return;
  counters_.channels -= found->second->channels.size();
  peers_.erase(found);
  if (peers_.empty()) next_tick_ = kNever;
}

void DataChannels::handle_packet(PeerId id, ByteView packet) {
  Peer* peer = find(id);
  if (peer == nullptr) return;
  if (intake_.is_full()) {
    ++counters_.packets_dropped;
    return;
  }
  peer->association.handle_packet(packet);
  drain_events(*peer);
}

void DataChannels::drain_events(Peer& peer) {
  while (std::optional<transport::SctpEvent> event = peer.association.poll_event())
    handle_event(peer, *event);
}

namespace {

Reliability reliability_of(const ChannelReliability& reliability) {
  return reliability.retransmissions_max || reliability.lifetime_ms_max ? Reliability::kLossy
                                                                        : Reliability::kReliable;
}

}  // namespace

void DataChannels::handle_event(Peer& peer, transport::SctpEvent& event) {
  std::visit(Overloaded{
                 [&](const transport::AssociationUp&) {
                   peer.up = true;
                   open_waiting(peer);
                 },
                 [&](const transport::AssociationDown&) { down_.push_back(peer.id); },
                 [&](transport::ChannelOpened& opened) {
                   const ChannelId channel(opened.channel);
                   const Reliability reliability = reliability_of(opened.reliability);
                   if (peer.channels.emplace(channel, reliability).second) ++counters_.channels;
                   outputs_.emit(
                       DataChannelOpened{peer.id, channel, std::move(opened.label), reliability});
                 },
                 [&](transport::ChannelMessage& message) {
                   ++counters_.messages_received;
                   const std::size_t cost = message.bytes.size() + kMessageOverhead;
                   outputs_.emit(DataReceived{peer.id, ChannelId(message.channel),
                                              message.kind == MessageKind::kBinary,
                                              std::move(message.bytes), intake_.admit(cost)});
                 },
                 [&](const transport::ChannelClosed& closed) {
                   const ChannelId channel(closed.channel);
                   counters_.channels -= peer.channels.erase(channel);
                   outputs_.emit(DataChannelClosed{peer.id, channel});
                 },
             },
             event);
}

void DataChannels::open(const OpenDataChannel& command) {
  Peer* peer = find(command.peer);
  if (peer == nullptr) return;
  peer->to_open.push_back(command);
  if (peer->up) open_waiting(*peer);
}

void DataChannels::open_waiting(Peer& peer) {
  for (const OpenDataChannel& wanted : std::exchange(peer.to_open, {})) {
    ChannelReliability reliability;
    reliability.ordered = wanted.ordered;
    if (wanted.reliability == Reliability::kLossy) reliability.retransmissions_max = 0;
    const auto channel = peer.association.open_channel(wanted.label, "", reliability);
    if (!channel) continue;
    peer.channels.emplace(ChannelId(*channel), wanted.reliability);
    ++counters_.channels;
    outputs_.emit(
        DataChannelOpened{peer.id, ChannelId(*channel), wanted.label, wanted.reliability});
  }
}

void DataChannels::send(const SendData& command) {
  Peer* peer = find(command.peer);
  if (peer == nullptr || command.message == nullptr) return;
  if (command.message->size() > limits_.data_message_bytes_max) {
    ++counters_.messages_dropped;
    return;
  }
  deliver(*peer, command);
}

// Reliable messages keep their order: behind one that waits, all wait.
void DataChannels::deliver(Peer& peer, const SendData& command) {
  const auto channel = peer.channels.find(command.channel);
  const bool lossy = channel != peer.channels.end() && channel->second == Reliability::kLossy;
  bool full = !lossy && !peer.waiting.empty();
  if (!full) {
    const auto kind = command.binary ? MessageKind::kBinary : MessageKind::kText;
    const auto error =
        peer.association.send_message(command.channel.value(), kind, *command.message);
    if (!error) {
      ++counters_.messages_sent;
      return;
    }
    full = *error == SctpSendError::kBufferFull;
  }
  const std::size_t size = command.message->size();
  if (!full || lossy || peer.waiting_bytes + size > limits_.data_backlog_bytes_max) {
    ++counters_.messages_dropped;
    return;
  }
  peer.waiting_bytes += size;
  peer.waiting.push_back(command);
  peer.waiting.back().ticket.reset();  // a slow reader slows down nobody but itself
}

void DataChannels::send_waiting(Peer& peer) {
  while (!peer.waiting.empty()) {
    const SendData& first = peer.waiting.front();
    const auto kind = first.binary ? MessageKind::kBinary : MessageKind::kText;
    const auto error = peer.association.send_message(first.channel.value(), kind, *first.message);
    if (error == SctpSendError::kBufferFull) return;
    ++(error ? counters_.messages_dropped : counters_.messages_sent);
    peer.waiting_bytes -= first.message->size();
    peer.waiting.pop_front();
  }
}

void DataChannels::handle_timeout(Instant now) {
  if (now < next_tick_) return;
  next_tick_ = now + transport::SctpStack::kTick;
  stack_.advance(now);
  for (auto& [id, peer] : peers_) {
    drain_events(*peer);
    send_waiting(*peer);
  }
  for (const PeerId peer : std::exchange(down_, {})) close(peer);
}

// The association is gone; the peer may still live, without data.
void DataChannels::close(PeerId id) {
  const Peer* peer = find(id);
  if (peer == nullptr) return;
  for (const auto& [channel, reliability] : peer->channels)
    outputs_.emit(DataChannelClosed{id, channel});
  remove_peer(id);
}

DataCounters DataChannels::counters() const {
  return counters_;
}

}  // namespace hemicycle::media
