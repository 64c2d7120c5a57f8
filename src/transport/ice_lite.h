#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/endpoint.h"
#include "base/time.h"
#include "wire/stun.h"

namespace hemicycle::transport {

struct IceCredentials {
  std::string ufrag;
  std::string pwd;
};

// The lite half of ICE (RFC 8445, 2.5): it never asks, it answers the other side's connectivity
// checks and lets that side nominate. Those checks are also its consent to receive (RFC 7675): an
// address without an authenticated check in the last 30 s is not sent to.
//
// It owns the credentials and the addresses that have proved themselves; it knows neither sockets
// nor what is sent over the chosen address.
class IceLite {
 public:
  static constexpr Duration kConsentLifetime = std::chrono::seconds(30);  // RFC 7675, 5.1
  static constexpr std::size_t kAddressesMax = 16;
  static constexpr int kErrorRepliesPerSecond = 10;

  IceLite(IceCredentials local, IceCredentials remote);

  enum class Verdict {
    kAnswered,     // an authentic check
    kIgnored,      // a response or an indication: nothing for a lite agent to do
    kMalformed,    // not STUN, or not a check
    kUnauthentic,  // of other credentials
    kRefused,      // authentic, but not to be answered with success
  };
  struct Outcome {
    Verdict verdict = Verdict::kIgnored;
    std::optional<Bytes> reply;  // to where the datagram came from
  };
  Outcome handle_datagram(ByteView datagram, const Endpoint& from, Instant now);

  // The old credentials and addresses serve until an address is nominated with the new ones.
  void restart(IceCredentials local, IceCredentials remote);

  // Whether the address passed a check and has not let its consent run out.
  bool consents(const Endpoint& address) const { return find(address) != nullptr; }
  bool consented_since(const Endpoint& address, Instant since) const {
    const Address* known = find(address);
    return known != nullptr && known->last_check >= since;
  }
  // Where to send: the last nominated address; while none is, the one that checked last.
  const std::optional<Endpoint>& selected() const { return selected_; }

  // When the next consent runs out.
  Instant next_deadline() const { return next_expiry_; }
  void handle_timeout(Instant now);

 private:
  struct Credentials {
    IceCredentials local;
    IceCredentials remote;
  };
  struct Address {
    Endpoint endpoint;
    Instant last_check;
    std::uint32_t generation = 0;
  };

  enum class Match { kNone, kPrevious, kCurrent };
  Match match(const wire::StunMessage& message) const;
  Outcome answer(ByteView datagram, const wire::StunMessage& check, const Endpoint& from,
                 Instant now);
  void note_check(const Endpoint& from, bool nominates, std::uint32_t generation, Instant now);
  // At most kErrorRepliesPerSecond, and never more bytes than came: a forged source address must
  // not gain by us.
  std::optional<Bytes> limited(Bytes reply, ByteView request, Instant now);

  const Address* find(const Endpoint& endpoint) const;
  void make_room();
  void select();

  Credentials current_;
  std::optional<Credentials> previous_;
  std::uint32_t generation_ = 0;
  std::vector<Address> addresses_;
  std::optional<Endpoint> nominated_;
  std::optional<Endpoint> selected_;
  Instant next_expiry_ = kNever;
  Instant error_second_{};
  int errors_in_second_ = 0;
};

// The local user name fragment that a STUN binding request asks for: how the first datagram from an
// unknown address finds its peer. Nothing when the datagram is no such request.
std::optional<std::string_view> local_ufrag_of(ByteView datagram);

}  // namespace hemicycle::transport
