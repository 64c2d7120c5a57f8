#include "transport/ice_lite.h"

#include <functional>

#include <gtest/gtest.h>

#include "transport/stun_integrity.h"

namespace hemicycle::transport {
namespace {

using std::chrono::seconds;
using Verdict = IceLite::Verdict;

const IceCredentials kOurs{"srvU", "server-password-0123456789"};
const IceCredentials kTheirs{"cliU", "client-password-0123456789"};
const IceCredentials kOursAgain{"srvV", "server-password-restarted-1"};
const IceCredentials kTheirsAgain{"cliV", "client-password-restarted-1"};
const Endpoint kWifi = Endpoint::v4(192, 0, 2, 1, 5000);
const Endpoint kMobile = Endpoint::v4(198, 51, 100, 7, 6000);
const std::string kSecret = "nobody else knows";
constexpr Instant kStart{seconds(1000)};

struct Check {
  std::string username = "srvU:cliU";
  std::string password = kOurs.pwd;
  bool nominates = true;
  bool has_integrity = true;
  std::function<void(wire::StunWriter&)> extra = [](wire::StunWriter& writer) {
    writer.ice_controlling(7);
  };

  Bytes bytes() const {
    wire::StunWriter writer(wire::StunClass::kRequest, wire::kStunBinding, {1, 2, 3});
    writer.username(username);
    writer.priority(100);
    if (nominates) writer.use_candidate();
    extra(writer);
    if (has_integrity) return finish_with_integrity(std::move(writer), password);
    writer.fingerprint();
    return std::move(writer).finish();
  }
};

const Check kGood{};
const Check kGoodAgain{.username = "srvV:cliV", .password = kOursAgain.pwd};

wire::StunMessage parsed(const Bytes& bytes) {
  const auto message = wire::StunMessage::parse(bytes);
  EXPECT_TRUE(message);
  return *message;
}

// Whoever lives at an address answers what we ask there.
Bytes answer_to(const IceLite::OwnCheck& check, const IceCredentials& theirs = kTheirs,
                wire::StunClass message_class = wire::StunClass::kSuccess) {
  wire::StunWriter writer(message_class, wire::kStunBinding, parsed(check.bytes).transaction);
  if (message_class == wire::StunClass::kError) writer.error_code(487, "");
  return finish_with_integrity(std::move(writer), theirs.pwd);
}
void check_and_prove(IceLite& ice, const Check& check, const Endpoint& from, Instant now) {
  EXPECT_EQ(ice.handle_datagram(check.bytes(), from, now).verdict, Verdict::kAnswered);
  while (const auto own = ice.poll_check())
    ice.handle_datagram(answer_to(*own, check.username == kGood.username ? kTheirs : kTheirsAgain),
                        own->to, now);
}

TEST(IceLite, answers_a_check_with_the_address_it_came_from) {
  IceLite ice(kOurs, kTheirs, kSecret);
  const auto outcome = ice.handle_datagram(kGood.bytes(), kWifi, kStart);
  EXPECT_EQ(outcome.verdict, Verdict::kAnswered);
  ASSERT_TRUE(outcome.reply);
  const auto reply = parsed(*outcome.reply);
  EXPECT_EQ(reply.message_class, wire::StunClass::kSuccess);
  EXPECT_EQ(reply.transaction, (wire::StunTransactionId{1, 2, 3}));
  EXPECT_EQ(reply.xor_mapped_address, kWifi);
  EXPECT_TRUE(has_integrity(*outcome.reply, reply, kOurs.pwd));
  EXPECT_TRUE(reply.has_fingerprint);
  EXPECT_TRUE(ice.consents(kWifi));
  EXPECT_FALSE(ice.consents(kMobile));
}

TEST(IceLite, refuses_what_does_not_prove_itself) {
  const struct {
    const char* what;
    Check check;
    Verdict verdict;
    std::uint16_t code;
  } cases[] = {
      {"wrong password", {.password = "x"}, Verdict::kUnauthentic, 401},
      {"our own password's twin", {.password = kTheirs.pwd}, Verdict::kUnauthentic, 401},
      {"other user", {.username = "srvX:cliU"}, Verdict::kUnauthentic, 401},
      {"other peer", {.username = "srvU:cliX"}, Verdict::kUnauthentic, 401},
      {"no colon", {.username = "srvUcliU"}, Verdict::kUnauthentic, 401},
      {"no integrity", {.has_integrity = false}, Verdict::kMalformed, 400},
      {"role conflict",
       {.extra = [](wire::StunWriter& writer) { writer.ice_controlled(7); }},
       Verdict::kRefused,
       487},
  };
  for (const auto& c : cases) {
    IceLite ice(kOurs, kTheirs, kSecret);
    const auto outcome = ice.handle_datagram(c.check.bytes(), kWifi, kStart);
    EXPECT_EQ(outcome.verdict, c.verdict) << c.what;
    ASSERT_TRUE(outcome.reply) << c.what;
    EXPECT_EQ(parsed(*outcome.reply).error_code->code, c.code) << c.what;
    EXPECT_FALSE(ice.consents(kWifi)) << c.what;
    EXPECT_FALSE(ice.selected()) << c.what;
  }
}

TEST(IceLite, says_nothing_to_answers_and_indications) {
  IceLite ice(kOurs, kTheirs, kSecret);
  for (auto message_class : {wire::StunClass::kSuccess, wire::StunClass::kIndication}) {
    wire::StunWriter writer(message_class, wire::kStunBinding, {});
    const auto outcome =
        ice.handle_datagram(finish_with_integrity(std::move(writer), kOurs.pwd), kWifi, kStart);
    EXPECT_EQ(outcome.verdict, Verdict::kIgnored);
    EXPECT_FALSE(outcome.reply);
  }
  EXPECT_FALSE(ice.consents(kWifi));
}

TEST(IceLite, limits_its_errors_and_never_sends_more_than_came) {
  IceLite ice(kOurs, kTheirs, kSecret);
  const Bytes forged = Check{.password = "x"}.bytes();
  const auto replies_in_a_second = [&](Instant now) {
    int replies = 0;
    for (int i = 0; i < 100; ++i) {
      const auto outcome = ice.handle_datagram(forged, kWifi, now);
      if (!outcome.reply) continue;
      ++replies;
      EXPECT_LE(outcome.reply->size(), forged.size());
    }
    return replies;
  };
  EXPECT_EQ(replies_in_a_second(kStart), IceLite::kErrorRepliesPerSecond);
  EXPECT_EQ(replies_in_a_second(kStart + seconds(1)), IceLite::kErrorRepliesPerSecond);
  EXPECT_EQ(ice.handle_datagram(kGood.bytes(), kWifi, kStart + seconds(1)).verdict,
            Verdict::kAnswered);
  wire::StunWriter smallest(wire::StunClass::kRequest, wire::kStunBinding, {});
  EXPECT_FALSE(ice.handle_datagram(std::move(smallest).finish(), kWifi, kStart + seconds(3)).reply);
}

TEST(IceLite, sends_to_the_address_nominated_last) {
  IceLite ice(kOurs, kTheirs, kSecret);
  check_and_prove(ice, Check{.nominates = false}, kWifi, kStart);
  EXPECT_EQ(ice.selected(), kWifi);  // nobody else to talk to yet
  check_and_prove(ice, kGood, kWifi, kStart + seconds(1));
  check_and_prove(ice, Check{.nominates = false}, kMobile, kStart + seconds(2));
  EXPECT_EQ(ice.selected(), kWifi);
  check_and_prove(ice, kGood, kMobile, kStart + seconds(3));
  EXPECT_EQ(ice.selected(), kMobile);
}

TEST(IceLite, stops_sending_when_consent_runs_out) {
  IceLite ice(kOurs, kTheirs, kSecret);
  EXPECT_EQ(ice.next_deadline(), kNever);
  check_and_prove(ice, kGood, kWifi, kStart);
  check_and_prove(ice, kGood, kWifi, kStart + seconds(5));
  ASSERT_EQ(ice.next_deadline(), kStart + seconds(35));
  ice.handle_timeout(kStart + seconds(35) - std::chrono::nanoseconds(1));
  EXPECT_EQ(ice.selected(), kWifi);
  ice.handle_timeout(kStart + seconds(35));
  EXPECT_FALSE(ice.selected());
  EXPECT_FALSE(ice.consents(kWifi));
  EXPECT_EQ(ice.next_deadline(), kNever);
  check_and_prove(ice, kGood, kWifi, kStart + seconds(40));
  EXPECT_EQ(ice.selected(), kWifi);
}

TEST(IceLite, falls_back_to_a_live_address_when_the_nominated_one_falls_silent) {
  IceLite ice(kOurs, kTheirs, kSecret);
  check_and_prove(ice, kGood, kWifi, kStart);
  check_and_prove(ice, Check{.nominates = false}, kMobile, kStart + seconds(20));
  ice.handle_timeout(kStart + seconds(30));
  EXPECT_EQ(ice.selected(), kMobile);
}

TEST(IceLite, serves_old_credentials_until_new_ones_are_nominated) {
  IceLite ice(kOurs, kTheirs, kSecret);
  check_and_prove(ice, kGood, kWifi, kStart);
  ice.restart(kOursAgain, kTheirsAgain);
  EXPECT_EQ(ice.selected(), kWifi);
  EXPECT_EQ(ice.handle_datagram(kGood.bytes(), kWifi, kStart).verdict, Verdict::kAnswered);
  Check probing = kGoodAgain;
  probing.nominates = false;
  EXPECT_EQ(ice.handle_datagram(probing.bytes(), kMobile, kStart).verdict, Verdict::kAnswered);
  EXPECT_EQ(ice.selected(), kWifi);
  check_and_prove(ice, kGoodAgain, kMobile, kStart + seconds(1));
  EXPECT_EQ(ice.selected(), kMobile);
  EXPECT_FALSE(ice.consents(kWifi));
  EXPECT_EQ(ice.handle_datagram(kGood.bytes(), kWifi, kStart).verdict, Verdict::kUnauthentic);
}

TEST(IceLite, remembers_a_bounded_number_of_addresses) {
  IceLite ice(kOurs, kTheirs, kSecret);
  check_and_prove(ice, kGood, kWifi, kStart);
  const Check probing{.nominates = false};
  const auto other = [](int i) {
    return Endpoint::v4(203, 0, 113, 1, static_cast<std::uint16_t>(7000 + i));
  };
  for (int i = 0; i < 100; ++i)
    check_and_prove(ice, probing, other(i), kStart + seconds(1 + i / 10));
  EXPECT_TRUE(ice.consents(kWifi));
  EXPECT_FALSE(ice.consents(other(0)));
  EXPECT_TRUE(ice.consents(other(99)));
  EXPECT_EQ(ice.selected(), kWifi);
}

// ---- Only who lives at an address is sent to ----

TEST(IceLite, asks_an_address_itself_before_it_is_sent_to) {
  IceLite ice(kOurs, kTheirs, kSecret);
  ice.handle_datagram(kGood.bytes(), kWifi, kStart);
  EXPECT_FALSE(ice.selected());
  const auto own = ice.poll_check();
  ASSERT_TRUE(own);
  EXPECT_EQ(own->to, kWifi);
  EXPECT_LE(own->bytes.size(), kGood.bytes().size() + 8);
  const auto check = parsed(own->bytes);
  EXPECT_EQ(check.message_class, wire::StunClass::kRequest);
  EXPECT_EQ(check.username, "cliU:srvU");
  EXPECT_TRUE(check.ice_controlled);
  EXPECT_TRUE(check.priority);
  EXPECT_FALSE(check.use_candidate);
  EXPECT_TRUE(has_integrity(own->bytes, check, kTheirs.pwd));
  EXPECT_EQ(ice.handle_datagram(answer_to(*own), kWifi, kStart).verdict, Verdict::kProved);
  EXPECT_EQ(ice.selected(), kWifi);
}

TEST(IceLite, takes_a_refusal_of_its_check_for_an_answer) {
  IceLite ice(kOurs, kTheirs, kSecret);
  ice.handle_datagram(kGood.bytes(), kWifi, kStart);
  const auto own = ice.poll_check();
  ice.handle_datagram(answer_to(*own, kTheirs, wire::StunClass::kError), kWifi, kStart);
  EXPECT_EQ(ice.selected(), kWifi);
}

TEST(IceLite, believes_no_answer_that_its_check_did_not_get) {
  IceLite ice(kOurs, kTheirs, kSecret);
  ice.handle_datagram(kGood.bytes(), kWifi, kStart);
  const auto own = ice.poll_check();
  EXPECT_EQ(ice.handle_datagram(answer_to(*own), kMobile, kStart).verdict, Verdict::kIgnored)
      << "from elsewhere";
  EXPECT_EQ(ice.handle_datagram(answer_to(*own, kOurs), kWifi, kStart).verdict,
            Verdict::kUnauthentic);
  IceLite other(kOurs, kTheirs, "another secret");
  other.handle_datagram(kGood.bytes(), kWifi, kStart);
  EXPECT_EQ(ice.handle_datagram(answer_to(*other.poll_check()), kWifi, kStart).verdict,
            Verdict::kIgnored)
      << "guessed";
  EXPECT_FALSE(ice.selected());
}

TEST(IceLite, asks_again_ever_more_slowly_and_then_no_more) {
  IceLite ice(kOurs, kTheirs, kSecret);
  ice.handle_datagram(kGood.bytes(), kWifi, kStart);
  int asked = 0;
  for (Instant now = kStart; now < kStart + seconds(29); now = ice.next_deadline()) {
    ice.handle_timeout(now);
    while (ice.poll_check()) ++asked;
  }
  EXPECT_EQ(asked, IceLite::kOwnChecksMax);
}

TEST(IceLite, goes_on_sending_where_it_was_answered_while_a_nominated_address_is_silent) {
  IceLite ice(kOurs, kTheirs, kSecret);
  check_and_prove(ice, kGood, kWifi, kStart);
  ice.handle_datagram(kGood.bytes(), kMobile, kStart + seconds(1));
  EXPECT_EQ(ice.selected(), kWifi);
  ice.handle_datagram(answer_to(*ice.poll_check()), kMobile, kStart + seconds(1));
  EXPECT_EQ(ice.selected(), kMobile);
}

// Forged ones, say.
TEST(IceLite, many_addresses_push_out_none_that_is_in_use) {
  IceLite ice(kOurs, kTheirs, kSecret);
  check_and_prove(ice, kGood, kWifi, kStart);
  for (int i = 0; i < 100; ++i)
    ice.handle_datagram(kGood.bytes(),
                        Endpoint::v4(203, 0, 113, 1, static_cast<std::uint16_t>(7000 + i)),
                        kStart + seconds(1));
  EXPECT_TRUE(ice.consents(kWifi));
  EXPECT_EQ(ice.selected(), kWifi);
}

TEST(LocalUfragOf, reads_it_from_a_check_only) {
  EXPECT_EQ(local_ufrag_of(kGood.bytes()), "srvU");
  EXPECT_FALSE(local_ufrag_of(Check{.username = "no-colon"}.bytes()));
  EXPECT_FALSE(local_ufrag_of({}));
  EXPECT_FALSE(local_ufrag_of(Bytes(40)));
}

}  // namespace
}  // namespace hemicycle::transport
