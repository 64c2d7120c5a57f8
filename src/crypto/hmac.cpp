#include "crypto/hmac.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/bug.h"

namespace hemicycle::crypto {
namespace {

template <typename Digest>
Digest hmac(const EVP_MD* hash, ByteView key, ByteView message) {
  Digest digest;
  unsigned size = 0;
  // A null key would mean "the key of the last call".
  static constexpr std::uint8_t kEmptyKey = 0;
  const void* key_bytes = key.empty() ? &kEmptyKey : key.data();
  BUG_IF(!HMAC(hash, key_bytes, static_cast<int>(key.size()), message.data(), message.size(),
               digest.data(), &size));
  BUG_IF(size != digest.size());
  return digest;
}

}  // namespace

Sha256Digest sha256(ByteView message) {
  Sha256Digest digest;
  unsigned size = 0;
  BUG_IF(!EVP_Digest(message.data(), message.size(), digest.data(), &size, EVP_sha256(), nullptr));
  return digest;
}

Sha1Digest hmac_sha1(ByteView key, ByteView message) {
  return hmac<Sha1Digest>(EVP_sha1(), key, message);
}

Sha256Digest hmac_sha256(ByteView key, ByteView message) {
  return hmac<Sha256Digest>(EVP_sha256(), key, message);
}

bool equal_in_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace hemicycle::crypto
