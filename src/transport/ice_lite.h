#pragma once

#include <cstdint>
#include <deque>
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

// The lite half of ICE (RFC 8445, 2.5): it answers the other side's connectivity checks and lets
// that side nominate. Those checks are also its consent to receive (RFC 7675): an address without
// an authenticated check in the last 30 s is not sent to. A source address is easily forged, so
// each new one is asked in its turn, by a check that only who lives there can answer; before that
// nothing else goes to it.
//
// It owns the credentials and the addresses that have checked; it knows neither sockets nor what is
// sent over the chosen address.
class IceLite {
 public:
  static constexpr Duration kConsentLifetime = std::chrono::seconds(30);  // RFC 7675, 5.1
  static constexpr std::size_t kAddressesMax = 16;
  static constexpr int kErrorRepliesPerSecond = 10;

  // How long our own check waits for an answer before it is sent again; then twice as long, ...
  static constexpr Duration kOwnCheckWait = std::chrono::milliseconds(100);
  static constexpr int kOwnChecksMax = 7;  // the last after 6.3 s; then one for each of the other's

  // `secret`, which the other side does not know, makes our transaction ids unforeseeable.
  IceLite(IceCredentials local, IceCredentials remote, std::string secret);

  enum class Verdict {
    kAnswered,     // an authentic check
    kIgnored,      // an indication, or an answer to nothing that was asked
    kProved,       // an answer to our check: the address is where it says
    kMalformed,    // not STUN, or not a check
    kUnauthentic,  // of other credentials
    kRefused,      // authentic, but not to be answered with success
  };
  struct Outcome {
    Verdict verdict = Verdict::kIgnored;
    std::optional<Bytes> reply;  // to where the datagram came from
  };
  Outcome handle_datagram(ByteView datagram, const Endpoint& from, Instant now);

  struct OwnCheck {
    Endpoint to;
    Bytes bytes;
  };
  // Our own checks, to be sent before any reply: then the answer is back before DTLS begins.
  std::optional<OwnCheck> poll_check();

  // The old credentials and addresses serve until an address is nominated with the new ones.
  void restart(IceCredentials local, IceCredentials remote);

  // Whether the address passed a check and has not let its consent run out.
  bool consents(const Endpoint& address) const { return find(address) != nullptr; }
  bool consented_since(const Endpoint& address, Instant since) const {
    const Address* known = find(address);
    return known != nullptr && known->last_check >= since;
  }
  // Where to send, of the addresses that answered us: the one nominated last; while none is, the
  // one that checked last.
  const std::optional<Endpoint>& selected() const { return selected_; }

  // When the next consent runs out, or a check of ours is to be sent again.
  Instant next_deadline() const { return next_deadline_; }
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
    bool proved = false;  // it has answered us
    int asked = 0;        // how often
    Instant ask_again{};
    wire::StunTransactionId transaction{};  // of our checks
  };

  enum class Match { kNone, kPrevious, kCurrent };
  Match match(const wire::StunMessage& message) const;
  Outcome answer(ByteView datagram, const wire::StunMessage& check, const Endpoint& from,
                 Instant now);
  void note_check(const Endpoint& from, bool nominates, std::uint32_t generation, Instant now);
  Outcome handle_answer(ByteView datagram, const wire::StunMessage& answer, const Endpoint& from);
  void ask(Address& address, Instant now);
  wire::StunTransactionId new_transaction(const Endpoint& to);
  const Credentials& credentials_of(const Address& address) const;
  // At most kErrorRepliesPerSecond, and never more bytes than came: a forged source address must
  // not gain by us.
  std::optional<Bytes> limited(Bytes reply, ByteView request, Instant now);

  const Address* find(const Endpoint& endpoint) const;
  void make_room();
  void select();
  void finish_restart();

  Credentials current_;
  std::optional<Credentials> previous_;
  std::uint32_t generation_ = 0;
  std::string secret_;
  std::uint32_t transactions_ = 0;
  std::vector<Address> addresses_;
  std::deque<OwnCheck> own_checks_;
  std::optional<Endpoint> nominated_;
  std::optional<Endpoint> selected_;
  Instant next_deadline_ = kNever;
  Instant error_second_{};
  int errors_in_second_ = 0;
};

// The local user name fragment that a STUN binding request asks for: how the first datagram from an
// unknown address finds its peer. Nothing when the datagram is no such request.
std::optional<std::string_view> local_ufrag_of(ByteView datagram);

}  // namespace hemicycle::transport
