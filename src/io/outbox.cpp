#include "io/outbox.h"

#include <cstring>

#include "base/bug.h"

namespace hemicycle::io {

Outbox::Outbox(DatagramSink& sink, std::size_t capacity, std::size_t early_flush_bytes)
    : sink_(sink),
      capacity_(capacity),
      early_flush_bytes_(early_flush_bytes),
      arena_(new std::uint8_t[capacity]) {
  messages_.reserve(kMessagesMax);
}

bool Outbox::has_room(std::size_t size) const {
  return used_ + size <= capacity_ && messages_.size() < kMessagesMax;
}

MutableBytes Outbox::reserve(const Endpoint& to, std::size_t size) {
  const bool cache_is_full = unsent_bytes_ >= early_flush_bytes_ && messages_.back().to != to;
  if ((cache_is_full || !has_room(size)) && !blocked_) flush();
  if (!has_room(size)) {
    ++counters_.dropped_backlog;
    reserved_size_ = 0;
    return {};
  }
  reserved_for_ = to;
  reserved_size_ = size;
  return {arena_.get() + used_, size};
}

bool Outbox::joins_last_message(std::size_t size) const {
  if (is_empty() || last_is_closed_) return false;
  const OutgoingMessage& last = messages_.back();
  return size <= last.segment_size && last.bytes.size() + size <= kMessageBytesMax &&
         last_segments_ < kSegmentsMax && last.to == reserved_for_;
}

void Outbox::commit(std::size_t size) {
  BUG_IF(size == 0 || size > reserved_size_);
  reserved_size_ = 0;
  const std::uint8_t* begin = arena_.get() + used_;
  used_ += size;
  unsent_bytes_ += size;
  if (joins_last_message(size)) {
    OutgoingMessage& last = messages_.back();
    last.bytes = {last.bytes.data(), last.bytes.size() + size};
    last_is_closed_ = size < last.segment_size;
    ++last_segments_;
  } else {
    last_is_closed_ = false;
    last_segments_ = 1;
    messages_.push_back({reserved_for_, {begin, size}, static_cast<std::uint16_t>(size)});
  }
}

void Outbox::push(const Endpoint& to, ByteView datagram) {
  if (datagram.empty()) return;
  const MutableBytes room = reserve(to, datagram.size());
  if (room.empty()) return;
  std::memcpy(room.data(), datagram.data(), datagram.size());
  commit(datagram.size());
}

void Outbox::flush() {
  if (!is_empty()) {
    const SendOutcome outcome = sink_.send(std::span(messages_).subspan(first_unsent_));
    for (std::size_t i = 0; i < outcome.messages_done; ++i)
      unsent_bytes_ -= messages_[first_unsent_ + i].bytes.size();
    counters_.bytes_sent += outcome.bytes_sent;
    counters_.datagrams_sent += outcome.datagrams_sent;
    counters_.dropped_refused += outcome.datagrams_refused;
    counters_.calls += outcome.calls;
    first_unsent_ += outcome.messages_done;
    blocked_ = outcome.blocked;
  }
  if (!is_empty()) return;
  messages_.clear();
  first_unsent_ = 0;
  used_ = 0;
  blocked_ = false;
}

}  // namespace hemicycle::io
