#include <openssl/ssl.h>

#include "base/bug.h"
#include "crypto/dtls.h"
#include "crypto/dtls_session.h"

namespace hemicycle::crypto {
namespace {

constexpr const char* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
// In our order of preference; data-path measurements put AES-128-GCM first.
constexpr const char* kSrtpProfiles =
    "SRTP_AEAD_AES_128_GCM:SRTP_AEAD_AES_256_GCM:SRTP_AES128_CM_SHA1_80";

// Certificates are signed by themselves: the fingerprint decides, not a chain (RFC 8122, 5).
int verify_by_fingerprint(X509_STORE_CTX* store, void*) {
  const auto* ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  auto* session = static_cast<DtlsSession*>(SSL_get_app_data(ssl));
  if (session->accepts(X509_STORE_CTX_get0_cert(store))) return 1;
  X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_UNTRUSTED);
  return 0;
}

}  // namespace

void FreeSslContext::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

DtlsContext::DtlsContext(const Certificate& certificate) : context_(SSL_CTX_new(DTLS_method())) {
  SSL_CTX* context = context_.get();
  BUG_IF(!context);
  BUG_IF(!SSL_CTX_set_min_proto_version(context, DTLS1_2_VERSION));
  BUG_IF(!SSL_CTX_set_max_proto_version(context, DTLS1_2_VERSION));
  BUG_IF(!SSL_CTX_set_cipher_list(context, kCiphers));
  // This one function returns zero on success.
  BUG_IF(SSL_CTX_set_tlsext_use_srtp(context, kSrtpProfiles));
  BUG_IF(!SSL_CTX_use_certificate(context, certificate.x509()));
  BUG_IF(!SSL_CTX_use_PrivateKey(context, certificate.private_key()));
  SSL_CTX_set_options(context, SSL_OP_NO_QUERY_MTU | SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  // A participant who says nothing for a while shall not keep OpenSSL's buffers.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  SSL_CTX_set_cert_verify_callback(context, verify_by_fingerprint, nullptr);
}

}  // namespace hemicycle::crypto
