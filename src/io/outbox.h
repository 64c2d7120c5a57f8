#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/bytes.h"
#include "base/endpoint.h"
#include "io/datagram_sink.h"

namespace hemicycle::io {

struct OutboxCounters {
  std::uint64_t datagrams_sent = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t calls = 0;
  std::uint64_t dropped_backlog = 0;  // no room: the socket stayed full
  std::uint64_t dropped_refused = 0;  // the kernel refused the destination
};

// Datagrams of one turn on their way out. Packets are encrypted straight into it; those that follow
// one another to one destination with equal sizes (the last may be shorter) leave as one message,
// which the kernel segments. Its memory is taken once. While the socket is full it keeps what it
// has, up to its capacity; beyond that the newest are dropped, because late media is worthless.
class Outbox {
 public:
  // `early_flush_bytes`: when a room for another destination is asked with this much waiting, what
  // waits is sent first, so that the bytes are still in the cache when the kernel copies them.
  explicit Outbox(DatagramSink& sink, std::size_t capacity = kCapacity,
                  std::size_t early_flush_bytes = kEarlyFlush);

  // Room for one datagram of up to `size` bytes to `to`; empty (and a drop counted) when full. It
  // becomes invalid with the next call of any function.
  MutableBytes reserve(const Endpoint& to, std::size_t size);
  // The first `size` bytes of the room just reserved are a datagram. A reserved room without commit
  // is simply given again.
  void commit(std::size_t size);
  // Copies a datagram in, for what is rare: STUN, DTLS.
  void push(const Endpoint& to, ByteView datagram);

  // Sends what it can. Called at the end of a turn and when the socket turns writable.
  void flush();
  // The socket was full at the last flush: ask to be told when it is writable.
  bool is_blocked() const { return blocked_; }
  bool is_empty() const { return first_unsent_ == messages_.size(); }
  const OutboxCounters& counters() const { return counters_; }

  static constexpr std::size_t kCapacity = 8 * 1024 * 1024;
  static constexpr std::size_t kEarlyFlush = 64 * 1024;
  // The kernel's limits on one segmented message: UDP_MAX_SEGMENTS before Linux 6.9, and the
  // largest UDP payload over IPv4.
  static constexpr std::size_t kSegmentsMax = 64;
  static constexpr std::size_t kMessageBytesMax = 65507;
  static constexpr std::size_t kMessagesMax = 8192;

 private:
  bool has_room(std::size_t size) const;
  bool joins_last_message(std::size_t size) const;

  DatagramSink& sink_;
  const std::size_t capacity_;
  const std::size_t early_flush_bytes_;
  std::unique_ptr<std::uint8_t[]> arena_;
  std::size_t used_ = 0;
  Endpoint reserved_for_;
  std::size_t reserved_size_ = 0;
  std::vector<OutgoingMessage> messages_;
  std::size_t last_segments_ = 0;  // of the last message
  bool last_is_closed_ = false;    // by a segment shorter than the others
  std::size_t first_unsent_ = 0;
  std::size_t unsent_bytes_ = 0;
  bool blocked_ = false;
  OutboxCounters counters_;
};

}  // namespace hemicycle::io
