#include "transport/ice_lite.h"

#include <algorithm>

#include "transport/stun_integrity.h"

namespace hemicycle::transport {
namespace {

using wire::StunClass;
using wire::StunMessage;
using wire::StunWriter;

// RFC 8489, 14.8, and RFC 8445, 7.3.1.1.
constexpr std::uint16_t kBadRequest = 400;
constexpr std::uint16_t kUnauthenticated = 401;
constexpr std::uint16_t kUnknownAttribute = 420;
constexpr std::uint16_t kRoleConflict = 487;

Bytes bare_error(const StunMessage& request, std::uint16_t code) {
  StunWriter writer(StunClass::kError, wire::kStunBinding, request.transaction);
  writer.error_code(code, "");
  writer.fingerprint();
  return std::move(writer).finish();
}

// "<ours>:<theirs>" (RFC 8445, 7.2.2).
bool names(std::string_view username, const IceCredentials& local, const IceCredentials& remote) {
  return username.size() == local.ufrag.size() + 1 + remote.ufrag.size() &&
         username.starts_with(local.ufrag) && username[local.ufrag.size()] == ':' &&
         username.ends_with(remote.ufrag);
}

}  // namespace

IceLite::IceLite(IceCredentials local, IceCredentials remote)
    : current_{std::move(local), std::move(remote)} {}

void IceLite::restart(IceCredentials local, IceCredentials remote) {
  previous_ = std::move(current_);
  current_ = {std::move(local), std::move(remote)};
  ++generation_;
}

IceLite::Outcome IceLite::handle_datagram(ByteView datagram, const Endpoint& from, Instant now) {
  const auto message = StunMessage::parse(datagram);
  if (!message || message->method != wire::kStunBinding) return {Verdict::kMalformed, {}};
  if (message->message_class != StunClass::kRequest) return {Verdict::kIgnored, {}};
  if (!message->username || !message->message_integrity)
    return {Verdict::kMalformed, limited(bare_error(*message, kBadRequest), datagram, now)};

  const Match matched = match(*message);
  const Credentials& credentials = matched == Match::kPrevious ? *previous_ : current_;
  if (matched == Match::kNone || !has_integrity(datagram, *message, credentials.local.pwd))
    return {Verdict::kUnauthentic, limited(bare_error(*message, kUnauthenticated), datagram, now)};
  return answer(datagram, *message, from, now);
}

IceLite::Match IceLite::match(const StunMessage& message) const {
  if (names(*message.username, current_.local, current_.remote)) return Match::kCurrent;
  if (previous_ && names(*message.username, previous_->local, previous_->remote))
    return Match::kPrevious;
  return Match::kNone;
}

IceLite::Outcome IceLite::answer(ByteView datagram, const StunMessage& check, const Endpoint& from,
                                 Instant now) {
  const bool is_current = match(check) == Match::kCurrent;
  const std::string password = is_current ? current_.local.pwd : previous_->local.pwd;

  if (!check.unknown_required.empty()) {
    StunWriter writer(StunClass::kError, wire::kStunBinding, check.transaction);
    writer.error_code(kUnknownAttribute, "");
    writer.unknown_attributes(check.unknown_required);
    return {Verdict::kRefused,
            limited(finish_with_integrity(std::move(writer), password), datagram, now)};
  }
  // A lite agent is always the controlled one (RFC 8445, 6.1.1): the other side has to give way.
  if (check.ice_controlled) {
    StunWriter writer(StunClass::kError, wire::kStunBinding, check.transaction);
    writer.error_code(kRoleConflict, "");
    return {Verdict::kRefused,
            limited(finish_with_integrity(std::move(writer), password), datagram, now)};
  }

  note_check(from, check.use_candidate, is_current ? generation_ : generation_ - 1, now);
  StunWriter writer(StunClass::kSuccess, wire::kStunBinding, check.transaction);
  writer.xor_mapped_address(from);
  return {Verdict::kAnswered, finish_with_integrity(std::move(writer), password)};
}

void IceLite::note_check(const Endpoint& from, bool nominates, std::uint32_t generation,
                         Instant now) {
  auto known = std::ranges::find(addresses_, from, &Address::endpoint);
  if (known == addresses_.end()) {
    make_room();
    addresses_.push_back({from, now, generation});
  } else {
    known->last_check = now;
    known->generation = std::max(known->generation, generation);
  }
  if (nominates) nominated_ = from;
  if (nominates && generation == generation_ && previous_) {
    previous_.reset();
    std::erase_if(addresses_, [&](const Address& a) { return a.generation != generation_; });
  }
  select();
}

// Makes room for one address by forgetting the one that was silent longest.
void IceLite::make_room() {
  if (addresses_.size() < kAddressesMax) return;
  auto oldest = addresses_.end();
  for (auto it = addresses_.begin(); it != addresses_.end(); ++it) {
    if (it->endpoint == nominated_) continue;
    if (oldest == addresses_.end() || it->last_check < oldest->last_check) oldest = it;
  }
  addresses_.erase(oldest);
}

void IceLite::select() {
  selected_.reset();
  next_expiry_ = kNever;
  Instant latest{};
  for (const Address& address : addresses_) {
    next_expiry_ = std::min(next_expiry_, address.last_check + kConsentLifetime);
    if (!selected_ || address.last_check >= latest) {
      selected_ = address.endpoint;
      latest = address.last_check;
    }
  }
  if (nominated_ && consents(*nominated_)) selected_ = nominated_;
}

void IceLite::handle_timeout(Instant now) {
  if (now < next_expiry_) return;
  std::erase_if(addresses_,
                [&](const Address& a) { return now - a.last_check >= kConsentLifetime; });
  if (nominated_ && !consents(*nominated_)) nominated_.reset();
  select();
}

std::optional<Bytes> IceLite::limited(Bytes reply, ByteView request, Instant now) {
  if (reply.size() > request.size()) return std::nullopt;
  if (now - error_second_ >= std::chrono::seconds(1)) {
    error_second_ = now;
    errors_in_second_ = 0;
  }
  if (++errors_in_second_ > kErrorRepliesPerSecond) return std::nullopt;
  return reply;
}

const IceLite::Address* IceLite::find(const Endpoint& endpoint) const {
  const auto found = std::ranges::find(addresses_, endpoint, &Address::endpoint);
  return found == addresses_.end() ? nullptr : &*found;
}

std::optional<std::string_view> local_ufrag_of(ByteView datagram) {
  if (!wire::looks_like_stun(datagram)) return std::nullopt;
  const auto message = StunMessage::parse(datagram);
  if (!message || message->message_class != StunClass::kRequest || !message->username)
    return std::nullopt;
  const std::size_t colon = message->username->find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return message->username->substr(0, colon);
}

}  // namespace hemicycle::transport
