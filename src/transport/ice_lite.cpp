#include "transport/ice_lite.h"

#include <algorithm>
#include <tuple>

#include "crypto/hmac.h"
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

// RFC 8445, 5.1.2.1: type preference 110, and no difference between our candidates.
constexpr std::uint32_t kPeerReflexivePriority = 110u << 24 | 0xffffu << 8 | 255u;
// We never give way, nor need to: the other side controls.
constexpr std::uint64_t kTieBreaker = 0;

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

IceLite::IceLite(IceCredentials local, IceCredentials remote, std::string secret)
    : current_{std::move(local), std::move(remote)}, secret_(std::move(secret)) {}

void IceLite::restart(IceCredentials local, IceCredentials remote) {
  previous_ = std::move(current_);
  current_ = {std::move(local), std::move(remote)};
  ++generation_;
}

IceLite::Outcome IceLite::handle_datagram(ByteView datagram, const Endpoint& from, Instant now) {
  const auto message = StunMessage::parse(datagram);
  if (!message || message->method != wire::kStunBinding) return {Verdict::kMalformed, {}};
  if (message->message_class == StunClass::kIndication) return {Verdict::kIgnored, {}};
  if (message->message_class != StunClass::kRequest) return handle_answer(datagram, *message, from);
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
    addresses_.push_back(
        {.endpoint = from, .last_check = now, .transaction = new_transaction(from)});
    known = std::prev(addresses_.end());
  }
  known->last_check = now;
  known->generation = std::max(known->generation, generation);
  if (!known->proved && now >= known->ask_again) ask(*known, now);
  if (nominates) nominated_ = from;
  finish_restart();
  select();
}

// ---- Our own checks ----

const IceLite::Credentials& IceLite::credentials_of(const Address& address) const {
  return previous_ && address.generation != generation_ ? *previous_ : current_;
}

wire::StunTransactionId IceLite::new_transaction(const Endpoint& to) {
  std::array<std::uint8_t, 22> input;
  ByteWriter writer(input);
  writer.bytes(to.address);
  writer.u16(to.port);
  writer.u32(transactions_++);
  const crypto::Sha1Digest digest = crypto::hmac_sha1(as_bytes(secret_), input);
  wire::StunTransactionId transaction;
  std::copy_n(digest.begin(), transaction.size(), transaction.begin());
  return transaction;
}

// As the controlled agent's triggered check (RFC 8445, 7.3.1.4), which nominates nothing.
void IceLite::ask(Address& address, Instant now) {
  const Credentials& credentials = credentials_of(address);
  StunWriter writer(StunClass::kRequest, wire::kStunBinding, address.transaction);
  writer.username(credentials.remote.ufrag + ":" + credentials.local.ufrag);
  writer.priority(kPeerReflexivePriority);
  writer.ice_controlled(kTieBreaker);
  own_checks_.push_back(
      {address.endpoint, finish_with_integrity(std::move(writer), credentials.remote.pwd)});
  if (own_checks_.size() > kAddressesMax) own_checks_.pop_front();
  address.ask_again = now + kOwnCheckWait * (1 << std::min(address.asked, kOwnChecksMax - 1));
  ++address.asked;
}

std::optional<IceLite::OwnCheck> IceLite::poll_check() {
  if (own_checks_.empty()) return std::nullopt;
  OwnCheck check = std::move(own_checks_.front());
  own_checks_.pop_front();
  return check;
}

// Also a refusal shows that our check came to where it was sent: only there is its id known.
IceLite::Outcome IceLite::handle_answer(ByteView datagram, const StunMessage& answer,
                                        const Endpoint& from) {
  const auto asked = std::ranges::find(addresses_, from, &Address::endpoint);
  if (asked == addresses_.end() || asked->asked == 0 || asked->transaction != answer.transaction)
    return {Verdict::kIgnored, {}};
  const bool success = answer.message_class == StunClass::kSuccess;
  if (success && !has_integrity(datagram, answer, credentials_of(*asked).remote.pwd))
    return {Verdict::kUnauthentic, {}};
  asked->proved = true;
  finish_restart();
  select();
  return {Verdict::kProved, {}};
}

// ---- Which address ----

// An address of the new credentials is nominated and has answered: the old ones have served.
void IceLite::finish_restart() {
  const Address* nominated = nominated_ ? find(*nominated_) : nullptr;
  if (!previous_ || nominated == nullptr || !nominated->proved) return;
  if (nominated->generation != generation_) return;
  previous_.reset();
  std::erase_if(addresses_, [&](const Address& a) { return a.generation != generation_; });
}

// Makes room for one address by forgetting the one that was silent longest: of those that have not
// answered, if there are any, and never the one that is sent to.
void IceLite::make_room() {
  if (addresses_.size() < kAddressesMax) return;
  const auto keeps_longer = [this](const Address& a) {
    return std::tuple(a.endpoint == selected_, a.proved, a.last_check);
  };
  addresses_.erase(std::ranges::min_element(addresses_, {}, keeps_longer));
}

void IceLite::select() {
  selected_.reset();
  next_deadline_ = kNever;
  Instant latest{};
  bool nominated = false;
  for (const Address& address : addresses_) {
    next_deadline_ = std::min(next_deadline_, address.last_check + kConsentLifetime);
    if (!address.proved && address.asked < kOwnChecksMax)
      next_deadline_ = std::min(next_deadline_, address.ask_again);
    if (!address.proved) continue;
    nominated |= address.endpoint == nominated_;
    if (selected_ && address.last_check < latest) continue;
    selected_ = address.endpoint;
    latest = address.last_check;
  }
  if (nominated) selected_ = nominated_;
}

void IceLite::handle_timeout(Instant now) {
  if (now < next_deadline_) return;
  std::erase_if(addresses_,
                [&](const Address& a) { return now - a.last_check >= kConsentLifetime; });
  for (Address& address : addresses_)
    if (!address.proved && address.asked < kOwnChecksMax && now >= address.ask_again)
      ask(address, now);
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
