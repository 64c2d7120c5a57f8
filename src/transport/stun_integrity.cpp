#include "transport/stun_integrity.h"

#include "crypto/hmac.h"

namespace hemicycle::transport {

bool has_integrity(ByteView datagram, const wire::StunMessage& message, std::string_view password) {
  if (!message.message_integrity) return false;
  const wire::StunIntegrityInput input = wire::integrity_input(datagram, message);
  Bytes covered(input.header.begin(), input.header.end());
  covered.insert(covered.end(), input.attributes.begin(), input.attributes.end());
  const crypto::Sha1Digest expected = crypto::hmac_sha1(as_bytes(password), covered);
  return crypto::equal_in_constant_time(expected, *message.message_integrity);
}

Bytes finish_with_integrity(wire::StunWriter writer, std::string_view password) {
  writer.message_integrity(
      [&](ByteView message) { return crypto::hmac_sha1(as_bytes(password), message); });
  writer.fingerprint();
  return std::move(writer).finish();
}

}  // namespace hemicycle::transport
