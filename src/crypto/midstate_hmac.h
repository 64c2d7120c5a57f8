#pragma once

// The low-level SHA-1 calls, deprecated in favour of EVP, are used on purpose: their state is a
// plain struct, so that HMAC's two key blocks are hashed once and copied for each packet. EVP
// allocates for each copy.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include "base/bytes.h"
#include "crypto/hmac.h"

namespace hemicycle::crypto {

// HMAC-SHA1 with a key that stays (RFC 2104, 4).
class MidstateHmacSha1 {
 public:
  // At most 64 bytes.
  explicit MidstateHmacSha1(ByteView key) {
    inner_ = state_after_key_block(key, 0x36);
    outer_ = state_after_key_block(key, 0x5c);
  }

  // Of the two parts, one after the other.
  Sha1Digest operator()(ByteView first, ByteView second = {}) const {
    Sha1Digest digest;
    SHA_CTX state = inner_;
    SHA1_Update(&state, first.data(), first.size());
    SHA1_Update(&state, second.data(), second.size());
    SHA1_Final(digest.data(), &state);
    state = outer_;
    SHA1_Update(&state, digest.data(), digest.size());
    SHA1_Final(digest.data(), &state);
    return digest;
  }

 private:
  static SHA_CTX state_after_key_block(ByteView key, std::uint8_t mask) {
    std::array<std::uint8_t, SHA_CBLOCK> block;
    for (std::size_t i = 0; i < block.size(); ++i)
      block[i] = static_cast<std::uint8_t>((i < key.size() ? key[i] : 0) ^ mask);
    SHA_CTX state;
    SHA1_Init(&state);
    SHA1_Update(&state, block.data(), block.size());
    return state;
  }

  SHA_CTX inner_;
  SHA_CTX outer_;
};

}  // namespace hemicycle::crypto
