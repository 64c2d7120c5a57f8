#pragma once

#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/time.h"

struct evp_pkey_st;
struct x509_st;

namespace hemicycle::crypto {

struct FreePrivateKey {
  void operator()(evp_pkey_st* key) const;
};
struct FreeX509 {
  void operator()(x509_st* certificate) const;
};

// Our identity towards one peer or all of them: an ECDSA P-256 key and a certificate that it signs
// itself, trusted because signalling carries its fingerprint (RFC 8122). The key comes from
// OpenSSL's own generator: a seed must never decide a secret.
class Certificate {
 public:
  static constexpr std::chrono::days kValidity{365};

  // Valid from a day before `now` (the other side's clock may be behind) for kValidity.
  static Certificate self_signed(WallTime now);

  // "AB:CD:...": 32 bytes in hexadecimal, as SDP writes it after "sha-256 ".
  const std::string& fingerprint_sha256() const { return fingerprint_; }

  evp_pkey_st* private_key() const { return key_.get(); }
  x509_st* x509() const { return x509_.get(); }

 private:
  Certificate() = default;

  std::unique_ptr<evp_pkey_st, FreePrivateKey> key_;
  std::unique_ptr<x509_st, FreeX509> x509_;
  std::string fingerprint_;
};

// The fingerprint of any certificate, in the same form.
std::string fingerprint_sha256(x509_st* certificate);

}  // namespace hemicycle::crypto
