#include <openssl/evp.h>

#include "base/bug.h"
#include "crypto/aes_gcm.h"

namespace hemicycle::crypto {
namespace {

struct FreeCipherContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

// The portable implementation: a context kept for the key, so that a packet only sets its IV.
class OpenSslGcm final : public AesGcm {
 public:
  OpenSslGcm(ByteView key, Direction direction) : context_(EVP_CIPHER_CTX_new()) {
    const EVP_CIPHER* cipher = key.size() == 32 ? EVP_aes_256_gcm() : EVP_aes_128_gcm();
    const int encrypt = direction == Direction::kSeal ? 1 : 0;
    BUG_IF(!context_);
    BUG_IF(!EVP_CipherInit_ex(context_.get(), cipher, nullptr, key.data(), nullptr, encrypt));
  }

  void seal(const GcmIv& iv, ByteView additional, ByteView plain, std::uint8_t* out) override {
    start(iv, additional);
    BUG_IF(!update(out, plain) || !finish());
    BUG_IF(!EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_GET_TAG, kGcmTagSize,
                                out + plain.size()));
  }

  bool open(const GcmIv& iv, ByteView additional, MutableBytes sealed) override {
    if (sealed.size() < kGcmTagSize) return false;
    const MutableBytes cipher = sealed.first(sealed.size() - kGcmTagSize);
    start(iv, additional);
    BUG_IF(!EVP_CIPHER_CTX_ctrl(context_.get(), EVP_CTRL_AEAD_SET_TAG, kGcmTagSize,
                                sealed.last(kGcmTagSize).data()));
    return update(cipher.data(), cipher) && finish();
  }

 private:
  void start(const GcmIv& iv, ByteView additional) {
    BUG_IF(!EVP_CipherInit_ex(context_.get(), nullptr, nullptr, nullptr, iv.data(), -1));
    BUG_IF(!update(nullptr, additional));
  }
  bool update(std::uint8_t* out, ByteView in) {
    int size = 0;
    return in.empty() ||
           EVP_CipherUpdate(context_.get(), out, &size, in.data(), static_cast<int>(in.size()));
  }
  bool finish() {
    int size = 0;
    std::uint8_t none[16];
    return EVP_CipherFinal_ex(context_.get(), none, &size) == 1;
  }

  std::unique_ptr<EVP_CIPHER_CTX, FreeCipherContext> context_;
};

}  // namespace

std::unique_ptr<AesGcm> make_openssl_gcm(ByteView key, Direction direction) {
  return std::make_unique<OpenSslGcm>(key, direction);
}

}  // namespace hemicycle::crypto
