#include "transport/sctp_socket.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <utility>

#include <usrsctp.h>

#include "base/bug.h"

namespace hemicycle::transport {
namespace {

// IPv6's least MTU of 1,280 less IPv6, UDP and DTLS headers, rounded down to whole words.
constexpr std::uint32_t kPathMtu = 1188;

struct Free {
  void operator()(void* memory) const { std::free(memory); }
};

// usrsctp gives each message in memory that becomes ours.
int on_receive(struct socket*, sctp_sockstore, void* memory, std::size_t size,
               sctp_rcvinfo received, int flags, void* number) {
  const std::unique_ptr<void, Free> owned(memory);
  SctpSocket* found = SctpSocket::find(number);
  if (!found || !memory) return 1;
  if (flags & MSG_NOTIFICATION) {
    found->handle_notification(*static_cast<const sctp_notification*>(memory), size);
  } else {
    // usrsctp hands over parts only of what is longer than the partial delivery point.
    if (flags & MSG_EOR)
      found->listener().on_message(received.rcv_sid, ntohl(received.rcv_ppid),
                                   {static_cast<const std::uint8_t*>(memory), size});
    else
      found->listener().on_message_too_large();
  }
  return 1;
}

sockaddr_conn address_of(std::uintptr_t number, std::uint16_t port) {
  sockaddr_conn address{};
  address.sconn_family = AF_CONN;
  address.sconn_port = htons(port);
  address.sconn_addr = reinterpret_cast<void*>(number);
  return address;
}

void set_policy(sctp_prinfo& policy, const ChannelReliability& reliability) {
  if (reliability.retransmissions_max) {
    policy.pr_policy = SCTP_PR_SCTP_RTX;
    policy.pr_value = *reliability.retransmissions_max;
  } else if (reliability.lifetime_ms_max) {
    policy.pr_policy = SCTP_PR_SCTP_TTL;
    policy.pr_value = *reliability.lifetime_ms_max;
  }
}

}  // namespace

SctpSocket* SctpSocket::find(void* number) {
  return SctpStack::find(number);
}

SctpSocket::SctpSocket(SctpStack& stack, const SctpAssociation::Parameters& parameters,
                       SctpListener& listener)
    : stack_(stack), listener_(listener), number_(stack.add(*this)) {
  socket_ = usrsctp_socket(AF_CONN, SOCK_STREAM, IPPROTO_SCTP, on_receive, nullptr, 0,
                           reinterpret_cast<void*>(number_));
  BUG_IF(!socket_);
  configure();
  connect(parameters);
}

SctpSocket::~SctpSocket() {
  abort();
  stack_.remove(number_);
}

void SctpSocket::abort() {
  // With a linger time of zero, closing is an ABORT.
  if (socket_) usrsctp_close(std::exchange(socket_, nullptr));
}

void SctpSocket::set_option(int option, const void* value, std::size_t size) {
  BUG_IF(usrsctp_setsockopt(socket_, IPPROTO_SCTP, option, value, static_cast<socklen_t>(size)));
}

void SctpSocket::configure() {
  usrsctp_set_non_blocking(socket_, 1);
  const linger no_linger{.l_onoff = 1, .l_linger = 0};
  BUG_IF(usrsctp_setsockopt(socket_, SOL_SOCKET, SO_LINGER, &no_linger, sizeof no_linger));
  const int send_buffer = SctpAssociation::kSendBufferMax;
  const int receive_buffer = 3 * SctpAssociation::kMessageSizeMax;  // at most half is one message
  BUG_IF(usrsctp_setsockopt(socket_, SOL_SOCKET, SO_SNDBUF, &send_buffer, sizeof send_buffer));
  BUG_IF(
      usrsctp_setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer));

  const std::uint32_t on = 1;
  set_option(SCTP_NODELAY, &on, sizeof on);
  const std::uint32_t message_size_max = SctpAssociation::kMessageSizeMax + 1;
  set_option(SCTP_PARTIAL_DELIVERY_POINT, &message_size_max, sizeof message_size_max);
  const sctp_assoc_value resets{.assoc_id = SCTP_ALL_ASSOC,
                                .assoc_value = SCTP_ENABLE_RESET_STREAM_REQ};
  set_option(SCTP_ENABLE_STREAM_RESET, &resets, sizeof resets);
  for (std::uint16_t type : {SCTP_ASSOC_CHANGE, SCTP_STREAM_RESET_EVENT}) {
    const sctp_event event{.se_assoc_id = SCTP_ALL_ASSOC, .se_type = type, .se_on = 1};
    set_option(SCTP_EVENT, &event, sizeof event);
  }
  sctp_initmsg init{};
  init.sinit_num_ostreams = SctpAssociation::kStreamsMax;
  init.sinit_max_instreams = SctpAssociation::kStreamsMax;
  set_option(SCTP_INITMSG, &init, sizeof init);
  // In milliseconds. RFC 9260's second before the first retransmission is long for a conversation.
  const sctp_rtoinfo timeouts{
      .srto_assoc_id = 0, .srto_initial = 500, .srto_max = 5000, .srto_min = 250};
  set_option(SCTP_RTOINFO, &timeouts, sizeof timeouts);
}

void SctpSocket::connect(const SctpAssociation::Parameters& parameters) {
  sockaddr_conn local = address_of(number_, parameters.local_port);
  BUG_IF(usrsctp_bind(socket_, reinterpret_cast<sockaddr*>(&local), sizeof local));
  sockaddr_conn remote = address_of(number_, parameters.remote_port);
  const int failed = usrsctp_connect(socket_, reinterpret_cast<sockaddr*>(&remote), sizeof remote);
  BUG_IF(failed && errno != EINPROGRESS);

  sctp_paddrparams path{};
  std::memcpy(&path.spp_address, &remote, sizeof remote);
  path.spp_flags = SPP_PMTUD_DISABLE;
  path.spp_pathmtu = kPathMtu;
  set_option(SCTP_PEER_ADDR_PARAMS, &path, sizeof path);
}

void SctpSocket::handle_packet(ByteView packet) {
  if (!packet.empty())
    usrsctp_conninput(reinterpret_cast<void*>(number_), packet.data(), packet.size(), 0);
}

SctpSocket::SendResult SctpSocket::send(std::uint16_t stream, std::uint32_t payload_protocol,
                                        const ChannelReliability& reliability, ByteView message) {
  if (!socket_) return SendResult::kFailed;
  sctp_sendv_spa how{};
  how.sendv_flags = SCTP_SEND_SNDINFO_VALID | SCTP_SEND_PRINFO_VALID;
  how.sendv_sndinfo.snd_sid = stream;
  how.sendv_sndinfo.snd_ppid = htonl(payload_protocol);
  how.sendv_sndinfo.snd_flags =
      static_cast<std::uint16_t>(SCTP_EOR | (reliability.ordered ? 0 : SCTP_UNORDERED));
  set_policy(how.sendv_prinfo, reliability);
  const ssize_t sent = usrsctp_sendv(socket_, message.data(), message.size(), nullptr, 0, &how,
                                     sizeof how, SCTP_SENDV_SPA, 0);
  if (sent >= 0) return SendResult::kSent;
  return errno == EWOULDBLOCK || errno == ENOBUFS ? SendResult::kBufferFull : SendResult::kFailed;
}

bool SctpSocket::reset_outgoing(std::uint16_t stream) {
  if (!socket_) return true;
  // A header with one stream behind it.
  alignas(sctp_reset_streams) std::array<std::uint8_t, sizeof(sctp_reset_streams) + 2> request{};
  auto* header = reinterpret_cast<sctp_reset_streams*>(request.data());
  header->srs_assoc_id = SCTP_ALL_ASSOC;
  header->srs_flags = SCTP_STREAM_RESET_OUTGOING;
  header->srs_number_streams = 1;
  std::memcpy(request.data() + sizeof(sctp_reset_streams), &stream, sizeof stream);
  return usrsctp_setsockopt(socket_, IPPROTO_SCTP, SCTP_RESET_STREAMS, request.data(),
                            request.size()) == 0;
}

namespace {

bool is_down(std::uint16_t state) {
  // A restart loses the channels' state: to us it is an end, too.
  return state == SCTP_COMM_LOST || state == SCTP_SHUTDOWN_COMP || state == SCTP_CANT_STR_ASSOC ||
         state == SCTP_RESTART;
}

}  // namespace

void SctpSocket::handle_notification(const sctp_notification& notification, std::size_t size) {
  if (size < sizeof notification.sn_header || notification.sn_header.sn_length != size) return;
  if (notification.sn_header.sn_type == SCTP_ASSOC_CHANGE) {
    const std::uint16_t state = notification.sn_assoc_change.sac_state;
    if (state == SCTP_COMM_UP) listener_.on_up();
    if (is_down(state)) listener_.on_down();
    return;
  }
  if (notification.sn_header.sn_type != SCTP_STREAM_RESET_EVENT) return;
  const sctp_stream_reset_event& reset = notification.sn_strreset_event;
  const std::span<const std::uint16_t> streams(
      reset.strreset_stream_list, (size - sizeof(sctp_stream_reset_event)) / sizeof(std::uint16_t));
  constexpr int kRefused = SCTP_STREAM_RESET_DENIED | SCTP_STREAM_RESET_FAILED;
  const bool is_incoming = reset.strreset_flags & SCTP_STREAM_RESET_INCOMING_SSN;
  if (is_incoming && !(reset.strreset_flags & kRefused)) listener_.on_incoming_reset(streams);
  if (!is_incoming) listener_.on_outgoing_reset(streams);
}

}  // namespace hemicycle::transport
