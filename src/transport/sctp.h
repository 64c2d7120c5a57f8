#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

#include "base/bytes.h"
#include "base/time.h"

namespace hemicycle::transport {

using ChannelId = std::uint16_t;  // the SCTP stream that both directions of a channel use

// How a data channel delivers (RFC 8832, 5.1). With neither limit it is reliable.
struct ChannelReliability {
  bool ordered = true;
  std::optional<std::uint16_t> retransmissions_max;
  std::optional<std::uint32_t> lifetime_ms_max;
};

enum class MessageKind { kText, kBinary };

struct ChannelOpened {
  ChannelId channel;
  std::string label;
  std::string protocol;
  ChannelReliability reliability;
};
struct ChannelMessage {
  ChannelId channel;
  MessageKind kind;
  Bytes bytes;
};
struct ChannelClosed {
  ChannelId channel;
};
struct AssociationUp {};
// Shut down, aborted, or given up; nothing works after it.
struct AssociationDown {};
using SctpEvent =
    std::variant<AssociationUp, AssociationDown, ChannelOpened, ChannelMessage, ChannelClosed>;

enum class SctpSendError {
  kNotConnected,
  kNoSuchChannel,
  kTooLarge,    // over kMessageSizeMax
  kBufferFull,  // the reader is slow; nothing was queued
};

class SctpSocket;

// usrsctp, which keeps global state: one at most exists at a time, and all its associations are
// used from the thread that made it. It starts no timer thread: its timers run in advance(). How
// old a packet is it asks the machine for the time of day, which a simulation has to answer as well
// (see tests/support/time_of_day.h).
class SctpStack {
 public:
  // usrsctp's timers have no deadlines to ask for: call advance() this often while associations
  // exist.
  static constexpr Duration kTick = std::chrono::milliseconds(10);

  SctpStack();
  ~SctpStack();
  SctpStack(const SctpStack&) = delete;
  SctpStack& operator=(const SctpStack&) = delete;

  void advance(Instant now);

 private:
  friend class SctpSocket;

  // usrsctp knows an association by a number, so that a late callback cannot reach a dead one.
  std::uintptr_t add(SctpSocket& socket);
  void remove(std::uintptr_t number);
  static SctpSocket* find(void* number);

  std::unordered_map<std::uintptr_t, SctpSocket*> sockets_;
  std::uintptr_t last_number_ = 0;
  std::optional<Instant> last_advance_;
};

// Data channels over one DTLS association (RFC 8831, RFC 8832). Packets go in; packets come out
// through `send`, called inside any of its functions or SctpStack::advance.
class SctpAssociation {
 public:
  static constexpr std::size_t kMessageSizeMax = 256 * 1024;
  static constexpr std::size_t kSendBufferMax = 1024 * 1024;
  static constexpr std::uint16_t kStreamsMax = 256;
  static constexpr std::size_t kChannelsMax = 64;
  static constexpr std::size_t kLabelSizeMax = 256;

  struct Parameters {
    std::uint16_t local_port = 5000;
    std::uint16_t remote_port = 5000;
    // The DTLS client opens even streams, the server odd ones (RFC 8832, 6).
    bool dtls_client = false;
  };
  using Send = std::function<void(ByteView packet)>;

  // `stack` outlives the association. Both sides connect at once.
  SctpAssociation(SctpStack& stack, Parameters parameters, Send send);
  ~SctpAssociation();
  SctpAssociation(const SctpAssociation&) = delete;
  SctpAssociation& operator=(const SctpAssociation&) = delete;

  void handle_packet(ByteView packet);
  std::optional<SctpEvent> poll_event();

  // Opens a channel; nothing when no stream is left or the association is down.
  std::optional<ChannelId> open_channel(std::string_view label, std::string_view protocol,
                                        const ChannelReliability& reliability);
  std::optional<SctpSendError> send_message(ChannelId channel, MessageKind kind, ByteView message);
  // Resets the stream; ChannelClosed follows when the other side has done the same.
  void close_channel(ChannelId channel);
  void abort();

 private:
  class Channels;
  std::unique_ptr<Channels> channels_;
};

}  // namespace hemicycle::transport
