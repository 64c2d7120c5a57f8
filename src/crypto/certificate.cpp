#include "crypto/certificate.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include "base/bug.h"
#include "crypto/hmac.h"

namespace hemicycle::crypto {
namespace {

constexpr std::chrono::days kBackdated{1};

void set_time(ASN1_TIME* field, WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  BUG_IF(!ASN1_TIME_set(field, static_cast<time_t>(seconds)));
}

void set_random_serial(X509* x509) {
  std::uint64_t serial = 0;
  BUG_IF(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1);
  BUG_IF(!ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), serial >> 1 | 1));
}

// One name for everybody: a certificate must not tell who runs the server.
void set_names(X509* x509) {
  X509_NAME* name = X509_get_subject_name(x509);
  BUG_IF(!X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                     reinterpret_cast<const unsigned char*>("WebRTC"), -1, -1, 0));
  BUG_IF(!X509_set_issuer_name(x509, name));
}

}  // namespace

void FreePrivateKey::operator()(evp_pkey_st* key) const {
  EVP_PKEY_free(key);
}
void FreeX509::operator()(x509_st* certificate) const {
  X509_free(certificate);
}

Certificate Certificate::self_signed(WallTime now) {
  Certificate made;
  made.key_.reset(EVP_EC_gen("P-256"));
  made.x509_.reset(X509_new());
  X509* x509 = made.x509_.get();
  BUG_IF(!made.key_ || !x509);
  BUG_IF(!X509_set_version(x509, X509_VERSION_3));
  set_random_serial(x509);
  set_names(x509);
  set_time(X509_getm_notBefore(x509), now - kBackdated);
  set_time(X509_getm_notAfter(x509), now + kValidity);
  BUG_IF(!X509_set_pubkey(x509, made.key_.get()));
  BUG_IF(!X509_sign(x509, made.key_.get(), EVP_sha256()));
  made.fingerprint_ = crypto::fingerprint_sha256(x509);
  return made;
}

std::string fingerprint_sha256(x509_st* certificate) {
  Sha256Digest digest;
  unsigned size = 0;
  BUG_IF(!X509_digest(certificate, EVP_sha256(), digest.data(), &size));
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string text;
  text.reserve(digest.size() * 3);
  for (std::uint8_t byte : digest) {
    if (!text.empty()) text += ':';
    text += kHex[byte >> 4];
    text += kHex[byte & 0xf];
  }
  return text;
}

}  // namespace hemicycle::crypto
