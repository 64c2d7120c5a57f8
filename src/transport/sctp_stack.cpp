#include <algorithm>

#include <usrsctp.h>

#include "base/bug.h"
#include "transport/sctp.h"
#include "transport/sctp_socket.h"

namespace hemicycle::transport {
namespace {

// usrsctp's callbacks carry no pointer of ours: this is the one stack that exists.
SctpStack* the_stack = nullptr;

// Larger steps of time are taken in several: a timer that restarts itself shall run again.
constexpr std::uint32_t kStepMax_ms = 100;

// Zero means that the packet was sent.
int output(void* number, void* packet, std::size_t size, std::uint8_t, std::uint8_t);

void configure() {
  // Both ends of a DTLS association have one address: nothing to add, nothing to authenticate.
  usrsctp_sysctl_set_sctp_asconf_enable(0);
  usrsctp_sysctl_set_sctp_auth_enable(0);
  usrsctp_sysctl_set_sctp_ecn_enable(0);
  usrsctp_sysctl_set_sctp_nrsack_enable(0);
  usrsctp_sysctl_set_sctp_pktdrop_enable(0);
  // No answer to packets of associations that do not exist.
  usrsctp_sysctl_set_sctp_blackhole(2);
  // Data for a meeting is small and urgent: acknowledge soon, and start with ten packets (RFC
  // 6928).
  usrsctp_sysctl_set_sctp_delayed_sack_time_default(20);
  usrsctp_sysctl_set_sctp_initial_cwnd(10);
}

}  // namespace

SctpStack::SctpStack() {
  BUG_IF(the_stack);
  the_stack = this;
  usrsctp_init_nothreads(0, output, nullptr);
  configure();
}

SctpStack::~SctpStack() {
  // What closed associations left behind goes with their timers.
  for (int i = 0; usrsctp_finish() != 0 && i < 100; ++i) usrsctp_handle_timers(kStepMax_ms);
  the_stack = nullptr;
}

void SctpStack::advance(Instant now) {
  using std::chrono::milliseconds;
  if (!last_advance_) last_advance_ = now;
  const auto elapsed = std::chrono::floor<milliseconds>(now - *last_advance_);
  if (elapsed <= milliseconds(0)) return;
  *last_advance_ += elapsed;
  auto left = static_cast<std::uint32_t>(std::min<std::int64_t>(elapsed.count(), 60'000));
  while (left > 0) {
    const std::uint32_t step = std::min(left, kStepMax_ms);
    usrsctp_handle_timers(step);
    left -= step;
  }
}

std::uintptr_t SctpStack::add(SctpSocket& socket) {
  sockets_.emplace(++last_number_, &socket);
  usrsctp_register_address(reinterpret_cast<void*>(last_number_));
  return last_number_;
}

void SctpStack::remove(std::uintptr_t number) {
  usrsctp_deregister_address(reinterpret_cast<void*>(number));
  sockets_.erase(number);
}

SctpSocket* SctpStack::find(void* number) {
  if (!the_stack) return nullptr;
  const auto found = the_stack->sockets_.find(reinterpret_cast<std::uintptr_t>(number));
  return found == the_stack->sockets_.end() ? nullptr : found->second;
}

namespace {

int output(void* number, void* packet, std::size_t size, std::uint8_t, std::uint8_t) {
  if (SctpSocket* socket = SctpSocket::find(number))
    socket->listener().on_output({static_cast<const std::uint8_t*>(packet), size});
  return 0;
}

}  // namespace

}  // namespace hemicycle::transport
