#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "transport/sctp.h"

struct socket;
union sctp_notification;

namespace hemicycle::transport {

// What an SCTP association tells the one who uses it. Called inside SctpSocket's functions and
// SctpStack::advance(); it must not destroy the socket.
class SctpListener {
 public:
  virtual ~SctpListener() = default;
  virtual void on_output(ByteView packet) = 0;
  virtual void on_up() = 0;
  virtual void on_down() = 0;
  virtual void on_message(std::uint16_t stream, std::uint32_t payload_protocol,
                          ByteView message) = 0;
  // A message is longer than kMessageSizeMax.
  virtual void on_message_too_large() = 0;
  // The other side will send nothing more on these streams, until they begin anew.
  virtual void on_incoming_reset(std::span<const std::uint16_t> streams) = 0;
  // A reset that we asked for is done, or was refused: the next may be asked for.
  virtual void on_outgoing_reset(std::span<const std::uint16_t> streams) = 0;
};

// One usrsctp socket with one association, connected as WebRTC does it: both sides at once, over an
// address that is only a number. It knows streams and messages, no channels.
class SctpSocket {
 public:
  SctpSocket(SctpStack& stack, const SctpAssociation::Parameters& parameters,
             SctpListener& listener);
  ~SctpSocket();
  SctpSocket(const SctpSocket&) = delete;
  SctpSocket& operator=(const SctpSocket&) = delete;

  void handle_packet(ByteView packet);

  enum class SendResult { kSent, kBufferFull, kFailed };
  SendResult send(std::uint16_t stream, std::uint32_t payload_protocol,
                  const ChannelReliability& reliability, ByteView message);

  // False when usrsctp cannot take it now: one reset at a time.
  bool reset_outgoing(std::uint16_t stream);

  // Tells the other side and forgets the association.
  void abort();

  // For usrsctp's callbacks.
  static SctpSocket* find(void* number);
  SctpListener& listener() { return listener_; }
  void handle_notification(const sctp_notification& notification, std::size_t size);

 private:
  void configure();
  void set_option(int option, const void* value, std::size_t size);
  void connect(const SctpAssociation::Parameters& parameters);

  SctpStack& stack_;
  SctpListener& listener_;
  std::uintptr_t number_;
  struct socket* socket_ = nullptr;
};

}  // namespace hemicycle::transport
