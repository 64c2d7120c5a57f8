#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/endpoint.h"
#include "base/time.h"
#include "sim/link.h"

namespace hemicycle::sim {

// Something with an address. It sends by VirtualNetwork::send() from inside its handlers.
class Host {
 public:
  virtual ~Host() = default;
  virtual void handle_datagram(MutableBytes datagram, const Endpoint& from, const Endpoint& to,
                               const Now& now) = 0;
  virtual Instant next_deadline() const = 0;
  virtual void handle_timeout(const Now& now) = 0;
};

// A network with a clock of its own: time jumps from one event to the next, so hours pass in
// seconds, and one seed decides every loss. Events at the same instant happen in the order in which
// they were caused.
class VirtualNetwork {
 public:
  explicit VirtualNetwork(std::uint64_t seed);

  // `host` outlives the network or is detached; it may have several addresses.
  void attach(const Endpoint& address, Host& host) { hosts_[address] = &host; }
  void detach(const Endpoint& address) { hosts_.erase(address); }

  // For links that come into being from now on; a link does so with its first datagram.
  void set_default_conditions(const LinkConditions& conditions) { default_ = conditions; }
  // For one direction, now and later.
  void set_conditions(const Endpoint& from, const Endpoint& to, const LinkConditions& conditions);
  // For both directions between any two endpoints that have met, and for those that will.
  void set_all_conditions(const LinkConditions& conditions);

  void send(const Endpoint& from, const Endpoint& to, ByteView datagram);

  // Lets everything happen that is due up to `end`, and leaves the clock there.
  void run_until(Instant end);
  void run_for(Duration duration) { run_until(now_.instant + duration); }

  const Now& now() const { return now_; }
  LinkCounters counters(const Endpoint& from, const Endpoint& to) const;
  LinkCounters total() const;

 private:
  struct Datagram {
    Endpoint from;
    Endpoint to;
    Bytes bytes;
  };
  using Route = std::pair<Endpoint, Endpoint>;
  using Arrival = std::pair<Instant, std::uint64_t>;

  Link& link(const Route& route);
  Instant next_event() const;
  void advance_to(Instant instant);
  void deliver_due();
  void fire_due();

  std::uint64_t seed_;
  Now now_;
  LinkConditions default_{};
  std::map<Endpoint, Host*> hosts_;
  std::map<Route, Link> links_;
  std::map<Arrival, Datagram> under_way_;
  std::uint64_t sent_ = 0;
};

}  // namespace hemicycle::sim
