#include "crypto/certificate.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace hemicycle::crypto {
namespace {

constexpr WallTime kNow{std::chrono::seconds(1'800'000'000)};

TEST(Certificate, is_signed_by_its_own_p256_key) {
  const Certificate certificate = Certificate::self_signed(kNow);
  EXPECT_EQ(EVP_PKEY_get_bits(certificate.private_key()), 256);
  EXPECT_EQ(X509_verify(certificate.x509(), certificate.private_key()), 1);
}

TEST(Certificate, is_valid_from_a_day_ago_for_a_year) {
  const Certificate certificate = Certificate::self_signed(kNow);
  const auto compare = [&](const ASN1_TIME* field, std::chrono::seconds offset) {
    return ASN1_TIME_cmp_time_t(field,
                                (kNow.time_since_epoch() + offset) / std::chrono::seconds(1));
  };
  EXPECT_EQ(compare(X509_get0_notBefore(certificate.x509()), -std::chrono::days(1)), 0);
  EXPECT_EQ(compare(X509_get0_notAfter(certificate.x509()), std::chrono::days(365)), 0);
}

TEST(Certificate, has_a_fingerprint_of_its_own) {
  const Certificate one = Certificate::self_signed(kNow);
  const Certificate other = Certificate::self_signed(kNow);
  EXPECT_EQ(one.fingerprint_sha256().size(), 32 * 3 - 1);
  EXPECT_EQ(one.fingerprint_sha256(), fingerprint_sha256(one.x509()));
  EXPECT_NE(one.fingerprint_sha256(), other.fingerprint_sha256());
}

}  // namespace
}  // namespace hemicycle::crypto
