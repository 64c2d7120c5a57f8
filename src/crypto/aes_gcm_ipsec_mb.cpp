#include "base/bug.h"
#include "crypto/aes_gcm.h"

#ifdef HEMICYCLE_IPSEC_MB
#include <intel-ipsec-mb.h>

#include "crypto/hmac.h"
#endif

namespace hemicycle::crypto {

#ifdef HEMICYCLE_IPSEC_MB

namespace {

// The functions for one key size. The direct calls keep no state but key and context, so that one
// table serves all threads.
struct GcmFunctions {
  aes_gcm_enc_dec_t seal = nullptr;
  aes_gcm_enc_dec_t open = nullptr;
  aes_gcm_pre_t prepare = nullptr;
};

struct IpsecMbGcmFunctions {
  GcmFunctions aes_128;
  GcmFunctions aes_256;
  bool usable = false;
};

// Chooses the implementation for this processor: SSE, AVX, AVX2 or AVX-512 with VAES.
IpsecMbGcmFunctions choose_functions() {
  IMB_MGR* manager = alloc_mb_mgr(0);
  if (!manager) return {};
  IMB_ARCH architecture = IMB_ARCH_NONE;
  init_mb_mgr_auto(manager, &architecture);
  IpsecMbGcmFunctions functions;
  // Without AES instructions the library emulates them, slower than OpenSSL does.
  if (imb_get_errno(manager) == 0 && architecture >= IMB_ARCH_SSE)
    functions = {{manager->gcm128_enc, manager->gcm128_dec, manager->gcm128_pre},
                 {manager->gcm256_enc, manager->gcm256_dec, manager->gcm256_pre},
                 true};
  free_mb_mgr(manager);
  return functions;
}

const IpsecMbGcmFunctions& functions() {
  static const IpsecMbGcmFunctions chosen = choose_functions();
  return chosen;
}

class IpsecMbGcm final : public AesGcm {
 public:
  IpsecMbGcm(ByteView key, const GcmFunctions& functions) : functions_(functions) {
    functions.prepare(key.data(), &key_);
  }

  void seal(const GcmIv& iv, ByteView additional, ByteView plain, std::uint8_t* out) override {
    gcm_context_data context;
    functions_.seal(&key_, &context, out, plain.data(), plain.size(), iv.data(), additional.data(),
                    additional.size(), out + plain.size(), kGcmTagSize);
  }

  bool open(const GcmIv& iv, ByteView additional, MutableBytes sealed) override {
    if (sealed.size() < kGcmTagSize) return false;
    const MutableBytes cipher = sealed.first(sealed.size() - kGcmTagSize);
    gcm_context_data context;
    std::array<std::uint8_t, kGcmTagSize> tag;
    functions_.open(&key_, &context, cipher.data(), cipher.data(), cipher.size(), iv.data(),
                    additional.data(), additional.size(), tag.data(), tag.size());
    return equal_in_constant_time(tag, sealed.last(kGcmTagSize));
  }

  std::span<const std::byte> footprint() const override {
    return std::as_bytes(std::span(this, 1));
  }

 private:
  const GcmFunctions& functions_;
  alignas(64) gcm_key_data key_;
};

}  // namespace

std::unique_ptr<AesGcm> make_ipsec_mb_gcm(ByteView key) {
  BUG_IF(key.size() != 16 && key.size() != 32);
  if (!functions().usable) return nullptr;
  return std::make_unique<IpsecMbGcm>(key,
                                      key.size() == 32 ? functions().aes_256 : functions().aes_128);
}

#else

std::unique_ptr<AesGcm> make_ipsec_mb_gcm(ByteView) {
  return nullptr;
}

#endif

}  // namespace hemicycle::crypto
