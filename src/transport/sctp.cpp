#include "transport/sctp.h"

#include <deque>
#include <map>
#include <set>
#include <utility>

#include "transport/dcep.h"
#include "transport/sctp_socket.h"

namespace hemicycle::transport {

namespace {

PayloadProtocol payload_protocol(MessageKind kind, bool empty) {
  if (kind == MessageKind::kText)
    return empty ? PayloadProtocol::kEmptyText : PayloadProtocol::kText;
  return empty ? PayloadProtocol::kEmptyBinary : PayloadProtocol::kBinary;
}

// Nothing for a protocol that WebRTC does not use.
std::optional<ChannelMessage> event_of(ChannelId channel, PayloadProtocol protocol,
                                       ByteView message) {
  switch (protocol) {
    case PayloadProtocol::kText:
      return ChannelMessage{channel, MessageKind::kText, {message.begin(), message.end()}};
    case PayloadProtocol::kBinary:
      return ChannelMessage{channel, MessageKind::kBinary, {message.begin(), message.end()}};
    case PayloadProtocol::kEmptyText:
      return ChannelMessage{channel, MessageKind::kText, {}};
    case PayloadProtocol::kEmptyBinary:
      return ChannelMessage{channel, MessageKind::kBinary, {}};
    case PayloadProtocol::kDcep:
      break;
  }
  return std::nullopt;
}

}  // namespace

// The channels of one association: which exist, which are being opened or closed.
class SctpAssociation::Channels final : public SctpListener {
 public:
  Channels(SctpStack& stack, const Parameters& parameters, Send send)
      : send_(std::move(send)),
        first_stream_(parameters.dtls_client ? 0 : 1),
        socket_(stack, parameters, *this) {}

  void handle_packet(ByteView packet) {
    socket_.handle_packet(packet);
    settle();
  }

  std::optional<SctpEvent> poll_event() {
    settle();
    if (events_.empty()) return std::nullopt;
    SctpEvent event = std::move(events_.front());
    events_.pop_front();
    return event;
  }

  std::optional<ChannelId> open(std::string_view label, std::string_view protocol,
                                const ChannelReliability& reliability) {
    if (!is_up_ || label.size() > kLabelSizeMax || protocol.size() > kLabelSizeMax)
      return std::nullopt;
    const auto stream = free_stream();
    if (!stream) return std::nullopt;
    const DcepOpen open{reliability, std::string(label), std::string(protocol)};
    if (!send_control(*stream, open.write())) return std::nullopt;
    channels_.emplace(*stream, Channel{.reliability = reliability});
    return stream;
  }

  std::optional<SctpSendError> send(ChannelId id, MessageKind kind, ByteView message) {
    if (!is_up_) return SctpSendError::kNotConnected;
    const auto found = channels_.find(id);
    if (found == channels_.end() || found->second.closing) return SctpSendError::kNoSuchChannel;
    if (message.size() > kMessageSizeMax) return SctpSendError::kTooLarge;
    const Channel& channel = found->second;
    ChannelReliability reliability = channel.reliability;
    // RFC 8832, 6: ordered behind the OPEN until it is acknowledged.
    reliability.ordered |= !channel.acknowledged;
    // RFC 8831, 6.6: SCTP has no empty messages; one zero byte stands for none.
    static constexpr std::uint8_t kNothing[1] = {0};
    const auto protocol = static_cast<std::uint32_t>(payload_protocol(kind, message.empty()));
    switch (
        socket_.send(id, protocol, reliability, message.empty() ? ByteView(kNothing) : message)) {
      case SctpSocket::SendResult::kSent:
        return std::nullopt;
      case SctpSocket::SendResult::kBufferFull:
        return SctpSendError::kBufferFull;
      case SctpSocket::SendResult::kFailed:
        break;
    }
    return SctpSendError::kNotConnected;
  }

  void close(ChannelId id) {
    const auto found = channels_.find(id);
    if (found == channels_.end() || found->second.closing) return;
    found->second.closing = true;
    resets_wanted_.insert(id);
    settle();
  }

  void abort() {
    socket_.abort();
    go_down();
  }

  // ---- SctpListener ----

  void on_output(ByteView packet) override { send_(packet); }

  void on_up() override {
    if (is_down_) return;
    is_up_ = true;
    events_.push_back(AssociationUp{});
  }

  void on_down() override { go_down(); }

  void on_message(std::uint16_t stream, std::uint32_t protocol, ByteView message) override {
    if (is_down_) return;
    if (message.size() > kMessageSizeMax)
      misbehaved_ = true;
    else
      handle_message(stream, static_cast<PayloadProtocol>(protocol), message);
  }
  void on_message_too_large() override { misbehaved_ = true; }

  void on_incoming_reset(std::span<const std::uint16_t> streams) override {
    for (std::uint16_t stream : streams) {
      const auto found = channels_.find(stream);
      if (found == channels_.end()) continue;
      // RFC 8831, 6.7: the answer to a reset is a reset of the other direction.
      if (!found->second.closing) resets_wanted_.insert(stream);
      channels_.erase(found);
      events_.push_back(ChannelClosed{stream});
    }
  }

  void on_outgoing_reset(std::span<const std::uint16_t> streams) override {
    for (std::uint16_t stream : streams) resets_running_.erase(stream);
  }

 private:
  struct Channel {
    ChannelReliability reliability;
    bool acknowledged = false;
    bool closing = false;
  };

  void go_down() {
    if (std::exchange(is_down_, true)) return;
    is_up_ = false;
    channels_.clear();
    resets_wanted_.clear();
    resets_running_.clear();
    events_.push_back(AssociationDown{});
  }

  // What must not be done inside usrsctp's callbacks.
  void settle() {
    if (misbehaved_ && !is_down_) abort();
    if (!resets_running_.empty() || resets_wanted_.empty()) return;
    const std::uint16_t stream = *resets_wanted_.begin();
    if (!socket_.reset_outgoing(stream)) return;
    resets_running_.insert(stream);
    resets_wanted_.erase(stream);
  }

  bool send_control(std::uint16_t stream, ByteView message) {
    const auto protocol = static_cast<std::uint32_t>(PayloadProtocol::kDcep);
    return socket_.send(stream, protocol, ChannelReliability{}, message) ==
           SctpSocket::SendResult::kSent;
  }

  void handle_message(std::uint16_t stream, PayloadProtocol protocol, ByteView message) {
    if (protocol == PayloadProtocol::kDcep) {
      handle_control(stream, message);
      return;
    }
    const auto found = channels_.find(stream);
    if (found == channels_.end() || found->second.closing) return;
    // A message tells as much as an acknowledgement (RFC 8832, 6).
    found->second.acknowledged = true;
    if (auto event = event_of(stream, protocol, message)) events_.push_back(std::move(*event));
  }

  void handle_control(std::uint16_t stream, ByteView message) {
    const auto found = channels_.find(stream);
    if (is_dcep_ack(message)) {
      if (found != channels_.end()) found->second.acknowledged = true;
      return;
    }
    auto open = DcepOpen::parse(message);
    if (!open || found != channels_.end()) return;
    if (channels_.size() >= kChannelsMax || open->label.size() > kLabelSizeMax ||
        open->protocol.size() > kLabelSizeMax) {
      resets_wanted_.insert(stream);
      return;
    }
    send_control(stream, write_dcep_ack());
    channels_.emplace(stream, Channel{.reliability = open->reliability, .acknowledged = true});
    events_.push_back(ChannelOpened{stream, std::move(open->label), std::move(open->protocol),
                                    open->reliability});
  }

  std::optional<std::uint16_t> free_stream() const {
    if (channels_.size() >= kChannelsMax) return std::nullopt;
    for (std::uint16_t stream = first_stream_; stream < kStreamsMax;
         stream = static_cast<std::uint16_t>(stream + 2))
      if (!channels_.contains(stream) && !resets_wanted_.contains(stream) &&
          !resets_running_.contains(stream))
        return stream;
    return std::nullopt;
  }

  Send send_;
  std::uint16_t first_stream_;
  std::map<ChannelId, Channel> channels_;
  std::set<std::uint16_t> resets_wanted_;
  std::set<std::uint16_t> resets_running_;
  std::deque<SctpEvent> events_;
  bool is_up_ = false;
  bool is_down_ = false;
  bool misbehaved_ = false;
  SctpSocket socket_;  // last: it calls back while it is made and unmade
};

SctpAssociation::SctpAssociation(SctpStack& stack, Parameters parameters, Send send)
    : channels_(std::make_unique<Channels>(stack, parameters, std::move(send))) {}
SctpAssociation::~SctpAssociation() = default;

void SctpAssociation::handle_packet(ByteView packet) {
  channels_->handle_packet(packet);
}
std::optional<SctpEvent> SctpAssociation::poll_event() {
  return channels_->poll_event();
}
std::optional<ChannelId> SctpAssociation::open_channel(std::string_view label,
                                                       std::string_view protocol,
                                                       const ChannelReliability& reliability) {
  return channels_->open(label, protocol, reliability);
}
std::optional<SctpSendError> SctpAssociation::send_message(ChannelId channel, MessageKind kind,
                                                           ByteView message) {
  return channels_->send(channel, kind, message);
}
void SctpAssociation::close_channel(ChannelId channel) {
  channels_->close(channel);
}
void SctpAssociation::abort() {
  channels_->abort();
}

}  // namespace hemicycle::transport
