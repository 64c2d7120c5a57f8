#include "io/udp_socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <netinet/udp.h>

// In <linux/udp.h>, which does not go together with <netinet/udp.h>.
#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

namespace hemicycle::io {

// ---- ReceiveBatch ----

ReceiveBatch::ReceiveBatch() : memory_(new std::uint8_t[kMessages * kStride]) {
  datagrams_.reserve(kMessages * 64);
  for (std::size_t i = 0; i < kMessages; ++i) vectors_[i] = {memory_.get() + i * kStride, 65536};
}

void ReceiveBatch::prepare() {
  datagrams_.clear();
  for (std::size_t i = 0; i < kMessages; ++i) {
    headers_[i] = {};
    headers_[i].msg_hdr = {.msg_name = &addresses_[i],
                           .msg_namelen = sizeof(SocketAddress),
                           .msg_iov = &vectors_[i],
                           .msg_iovlen = 1,
                           .msg_control = controls_[i].data(),
                           .msg_controllen = sizeof(controls_[i]),
                           .msg_flags = 0};
  }
}

namespace {

// The size of the datagrams that the kernel joined into this message; 0 when it is a single one.
std::size_t joined_size(msghdr& header) {
  for (cmsghdr* each = CMSG_FIRSTHDR(&header); each != nullptr; each = CMSG_NXTHDR(&header, each)) {
    if (each->cmsg_level != IPPROTO_UDP || each->cmsg_type != UDP_GRO) continue;
    int size = 0;
    std::memcpy(&size, CMSG_DATA(each), sizeof(size));
    return size > 0 ? static_cast<std::size_t>(size) : 0;
  }
  return 0;
}

}  // namespace

void ReceiveBatch::collect(std::size_t messages) {
  for (std::size_t i = 0; i < messages; ++i) {
    MutableBytes rest(memory_.get() + i * kStride, headers_[i].msg_len);
    const Endpoint from = read_address(addresses_[i]);
    const std::size_t joined = joined_size(headers_[i].msg_hdr);
    const std::size_t step = joined == 0 ? rest.size() : joined;
    while (!rest.empty()) {
      const std::size_t size = std::min(step, rest.size());
      datagrams_.push_back({rest.first(size), from});
      rest = rest.subspan(size);
    }
  }
}

// ---- UdpSocket ----

namespace {

std::string failure(const char* what, const Endpoint& local, int error) {
  return std::string("cannot ") + what + " UDP " + local.to_string() + ": " + std::strerror(error);
}

void set_option(const FileDescriptor& descriptor, int level, int option, int value) {
  ::setsockopt(descriptor.number(), level, option, &value, sizeof(value));
}

// As root the limit of net.core.[rw]mem_max does not count; otherwise the kernel cuts to it.
void set_buffers(const FileDescriptor& descriptor, std::size_t bytes) {
  const int size = static_cast<int>(bytes);
  for (const int option : {SO_RCVBUF, SO_SNDBUF}) set_option(descriptor, SOL_SOCKET, option, size);
  for (const int option : {SO_RCVBUFFORCE, SO_SNDBUFFORCE})
    set_option(descriptor, SOL_SOCKET, option, size);
}

}  // namespace

UdpSocket::UdpSocket(FileDescriptor descriptor, Family family, bool send_offload)
    : descriptor_(std::move(descriptor)), family_(family), send_offload_(send_offload) {}

Result<UdpSocket, std::string> UdpSocket::bind(const Endpoint& local, const UdpOptions& options) {
  const Family family = local.is_v4() ? Family::kV4 : Family::kV6;
  const int domain = family == Family::kV4 ? AF_INET : AF_INET6;
  FileDescriptor descriptor(::socket(domain, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!descriptor.is_open()) return unexpected(failure("open", local, errno));

  if (family == Family::kV6) set_option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  set_buffers(descriptor, options.buffer_bytes);
  if (options.receive_offload) set_option(descriptor, IPPROTO_UDP, UDP_GRO, 1);

  SocketAddress address;
  const socklen_t length = write_address(local, family, address);
  if (::bind(descriptor.number(), &address.any, length) != 0)
    return unexpected(failure("bind", local, errno));
  return UdpSocket(std::move(descriptor), family, options.send_offload);
}

Endpoint UdpSocket::local() const {
  SocketAddress address = SocketAddress::empty();
  socklen_t length = sizeof(address);
  ::getsockname(descriptor_.number(), &address.any, &length);
  return read_address(address);
}

void UdpSocket::receive(ReceiveBatch& batch) {
  batch.prepare();
  const int got = ::recvmmsg(descriptor_.number(), batch.headers_.data(), ReceiveBatch::kMessages,
                             MSG_DONTWAIT, nullptr);
  if (got > 0) batch.collect(static_cast<std::size_t>(got));
}

// ---- Sending ----

// What one sendmmsg needs beside the bytes.
struct UdpSocket::SendFrame {
  static constexpr std::size_t kMessages = 64;
  union Control {
    std::uint8_t bytes[CMSG_SPACE(sizeof(std::uint16_t))];
    cmsghdr aligned;
  };

  mmsghdr headers[kMessages];
  iovec vectors[kMessages];
  SocketAddress addresses[kMessages];
  Control controls[kMessages];

  void fill(std::size_t i, const OutgoingMessage& message, Family family) {
    vectors[i] = {const_cast<std::uint8_t*>(message.bytes.data()), message.bytes.size()};
    msghdr& header = headers[i].msg_hdr;
    header = {};
    header.msg_name = &addresses[i];
    header.msg_namelen = write_address(message.to, family, addresses[i]);
    header.msg_iov = &vectors[i];
    header.msg_iovlen = 1;
    if (message.bytes.size() > message.segment_size) fill_control(i, message.segment_size);
  }
  void fill_control(std::size_t i, std::uint16_t segment_size) {
    msghdr& header = headers[i].msg_hdr;
    header.msg_control = controls[i].bytes;
    header.msg_controllen = sizeof(controls[i].bytes);
    cmsghdr* control = CMSG_FIRSTHDR(&header);
    control->cmsg_level = IPPROTO_UDP;
    control->cmsg_type = UDP_SEGMENT;
    control->cmsg_len = CMSG_LEN(sizeof(segment_size));
    std::memcpy(CMSG_DATA(control), &segment_size, sizeof(segment_size));
  }
};

namespace {

bool would_block(int error) {
  return error == EAGAIN || error == EWOULDBLOCK;
}

// How many messages at the front need no segmentation.
std::size_t leading_single(std::span<const OutgoingMessage> messages) {
  const auto segmented = std::find_if(messages.begin(), messages.end(), [](const auto& message) {
    return message.bytes.size() > message.segment_size;
  });
  return static_cast<std::size_t>(segmented - messages.begin());
}

void count_sent(const OutgoingMessage& message, SendOutcome& outcome) {
  ++outcome.messages_done;
  outcome.datagrams_sent += message.segments();
  outcome.bytes_sent += message.bytes.size();
}

}  // namespace

int UdpSocket::send_some(std::span<const OutgoingMessage> messages, SendOutcome& outcome) {
  SendFrame frame;
  const std::size_t count = std::min(messages.size(), SendFrame::kMessages);
  for (std::size_t i = 0; i < count; ++i) frame.fill(i, messages[i], family_);

  ++outcome.calls;
  const int sent = ::sendmmsg(descriptor_.number(), frame.headers, static_cast<unsigned>(count), 0);
  if (sent < 0) return errno;
  for (int i = 0; i < sent; ++i) count_sent(messages[static_cast<std::size_t>(i)], outcome);
  return 0;
}

// What does not fit a full socket is refused: half a message cannot be handed back.
void UdpSocket::send_segments(const OutgoingMessage& message, SendOutcome& outcome) {
  std::array<OutgoingMessage, SendFrame::kMessages> segments;
  ByteView rest = message.bytes;
  ++outcome.messages_done;
  while (!rest.empty()) {
    std::size_t count = 0;
    for (; count < segments.size() && !rest.empty(); ++count) {
      const std::size_t size = std::min<std::size_t>(message.segment_size, rest.size());
      segments[count] = {message.to, rest.first(size), message.segment_size};
      rest = rest.subspan(size);
    }
    SendOutcome part;
    send_some(std::span(segments).first(count), part);
    outcome.datagrams_sent += part.datagrams_sent;
    outcome.bytes_sent += part.bytes_sent;
    outcome.calls += part.calls;
    outcome.datagrams_refused += count - part.datagrams_sent;
  }
}

// The first message failed and not because the socket is full.
void UdpSocket::handle_refusal(const OutgoingMessage& message, int error, SendOutcome& outcome) {
  const bool was_segmented = message.bytes.size() > message.segment_size;
  if (was_segmented &&
      (error == EIO || error == EINVAL || error == EMSGSIZE || error == ENOPROTOOPT)) {
    // EIO: the device cannot checksum, so it will never segment (udp(7)); the others concern this
    // route's MTU.
    if (error == EIO) send_offload_ = false;
    send_segments(message, outcome);
    return;
  }
  // ENOBUFS, too: the device's queue is full, and no event would tell when it is not.
  ++outcome.messages_done;
  outcome.datagrams_refused += message.segments();
}

SendOutcome UdpSocket::send(std::span<const OutgoingMessage> messages) {
  SendOutcome outcome;
  while (outcome.messages_done < messages.size()) {
    const std::span<const OutgoingMessage> rest = messages.subspan(outcome.messages_done);
    const std::size_t sendable = send_offload_ ? rest.size() : leading_single(rest);
    if (sendable == 0) {
      send_segments(rest.front(), outcome);
      continue;
    }
    const int error = send_some(rest.first(sendable), outcome);
    if (would_block(error)) {
      outcome.blocked = true;
      break;
    }
    if (error != 0 && error != EINTR) handle_refusal(rest.front(), error, outcome);
  }
  return outcome;
}

}  // namespace hemicycle::io
