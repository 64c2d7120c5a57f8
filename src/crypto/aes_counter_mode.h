#pragma once

#include <array>
#include <memory>

#include "base/bytes.h"

struct evp_cipher_ctx_st;

namespace hemicycle::crypto {

// AES in counter mode with a kept key of 16 or 32 bytes: what SRTP calls AES-CM (RFC 3711, 4.1.1).
class AesCounterMode {
 public:
  using Iv = std::array<std::uint8_t, 16>;

  explicit AesCounterMode(ByteView key);

  // Encrypts or decrypts, which is the same; `out` may be the same place as `in`.
  void apply(const Iv& iv, ByteView in, std::uint8_t* out);

 private:
  struct Free {
    void operator()(evp_cipher_ctx_st* context) const;
  };
  std::unique_ptr<evp_cipher_ctx_st, Free> context_;
};

}  // namespace hemicycle::crypto
