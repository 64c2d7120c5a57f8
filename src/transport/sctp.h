#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

// usrsctp, which keeps global state: one at most in the program, and all its associations are used
// from the thread that made it. It does not start threads; time is what advance() is told.
class SctpStack {
 public:
  SctpStack();
  ~SctpStack();
  SctpStack(const SctpStack&) = delete;
  SctpStack& operator=(const SctpStack&) = delete;

  // usrsctp's timers have no deadlines to ask for: call this every kTick while associations exist.
  static constexpr Duration kTick = std::chrono::milliseconds(10);
  void advance(Instant now);

 private:
  std::optional<Instant> last_;
  Duration carried_{};
};

// Data channels over one DTLS association (RFC 8831, RFC 8832). Packets go in; packets come out
// through `send`, called inside any of its functions or SctpStack::advance.
class SctpAssociation {
 public:
  static constexpr std::size_t kMessageSizeMax = 256 * 1024;
  static constexpr std::size_t kSendBufferMax = 1024 * 1024;
  static constexpr std::uint16_t kStreamsMax = 1024;

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
  class Session;
  std::unique_ptr<Session> session_;
};

}  // namespace hemicycle::transport
