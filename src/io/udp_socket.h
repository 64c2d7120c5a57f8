#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/bytes.h"
#include "base/endpoint.h"
#include "base/result.h"
#include "io/datagram_sink.h"
#include "io/file_descriptor.h"
#include "io/socket_address.h"

namespace hemicycle::io {

struct ReceivedDatagram {
  MutableBytes bytes;  // in the batch's buffers
  Endpoint from;
};

// Buffers for one receive call: up to 64 messages, each one datagram or, with the kernel's receive
// offload, several from one sender that it has joined. The datagrams are valid until the next call.
class ReceiveBatch {
 public:
  static constexpr std::size_t kMessages = 64;

  ReceiveBatch();
  std::span<const ReceivedDatagram> datagrams() const { return datagrams_; }

 private:
  friend class UdpSocket;

  void prepare();
  void collect(std::size_t messages);

  // An offloaded message has up to 64 KiB. The odd lines keep the buffers' beginnings, which are
  // all that most packets touch, from falling into the same sets of the cache.
  static constexpr std::size_t kStride = 64 * 1024 + 5 * 64;

  std::unique_ptr<std::uint8_t[]> memory_;
  std::array<mmsghdr, kMessages> headers_;
  std::array<iovec, kMessages> vectors_;
  std::array<SocketAddress, kMessages> addresses_;
  std::array<std::array<std::uint64_t, 4>, kMessages> controls_;
  std::vector<ReceivedDatagram> datagrams_;
};

struct UdpOptions {
  std::size_t buffer_bytes = 4 * 1024 * 1024;  // each way; the kernel may grant less
  bool receive_offload = true;                 // UDP_GRO, where the kernel has it
  bool send_offload = true;                    // UDP_SEGMENT, until the kernel refuses it
};

// A non-blocking, unconnected UDP socket that receives and sends in batches.
class UdpSocket final : public DatagramSink {
 public:
  // An error says what failed in one line. Port 0 takes a free one.
  static Result<UdpSocket, std::string> bind(const Endpoint& local, const UdpOptions& options = {});

  int descriptor() const { return descriptor_.number(); }
  Endpoint local() const;

  // Fills the batch with what has arrived; none is fine.
  void receive(ReceiveBatch& batch);
  SendOutcome send(std::span<const OutgoingMessage> messages) override;

  bool send_offload() const { return send_offload_; }

 private:
  UdpSocket(FileDescriptor descriptor, Family family, bool send_offload);

  struct SendFrame;
  // Sends up to SendFrame::kMessages of them; returns the errno of the first that failed, or 0.
  int send_some(std::span<const OutgoingMessage> messages, SendOutcome& outcome);
  void send_segments(const OutgoingMessage& message, SendOutcome& outcome);
  void handle_refusal(const OutgoingMessage& message, int error, SendOutcome& outcome);

  FileDescriptor descriptor_;
  Family family_;
  bool send_offload_;
};

}  // namespace hemicycle::io
