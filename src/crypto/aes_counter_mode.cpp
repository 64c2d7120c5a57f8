#include "crypto/aes_counter_mode.h"

#include <openssl/evp.h>

#include "base/bug.h"

namespace hemicycle::crypto {

void AesCounterMode::Free::operator()(evp_cipher_ctx_st* context) const {
  EVP_CIPHER_CTX_free(context);
}

AesCounterMode::AesCounterMode(ByteView key) : context_(EVP_CIPHER_CTX_new()) {
  const EVP_CIPHER* cipher = key.size() == 32 ? EVP_aes_256_ctr() : EVP_aes_128_ctr();
  BUG_IF(!context_);
  BUG_IF(!EVP_EncryptInit_ex(context_.get(), cipher, nullptr, key.data(), nullptr));
}

void AesCounterMode::apply(const Iv& iv, ByteView in, std::uint8_t* out) {
  int size = 0;
  BUG_IF(!EVP_EncryptInit_ex(context_.get(), nullptr, nullptr, nullptr, iv.data()));
  BUG_IF(!in.empty() &&
         !EVP_EncryptUpdate(context_.get(), out, &size, in.data(), static_cast<int>(in.size())));
}

}  // namespace hemicycle::crypto
