#include "crypto/dtls_bio.h"

#include <algorithm>

#include <openssl/bio.h>

#include "base/bug.h"
#include "crypto/dtls.h"

namespace hemicycle::crypto {
namespace {

DtlsBio& bio_of(BIO* bio) {
  return *static_cast<DtlsBio*>(BIO_get_data(bio));
}

int read_callback(BIO* bio, char* out, int size) {
  BIO_clear_retry_flags(bio);
  if (size <= 0) return 0;
  const int read =
      bio_of(bio).read({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
  if (read < 0) BIO_set_retry_read(bio);
  return read;
}

int write_callback(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  if (size <= 0) return 0;
  return bio_of(bio).write(
      {reinterpret_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)});
}

long control_callback(BIO* bio, int command, long, void* pointer) {
  switch (command) {
    case BIO_CTRL_FLUSH:
      return 1;
    case BIO_CTRL_DGRAM_QUERY_MTU:
    case BIO_CTRL_DGRAM_GET_FALLBACK_MTU:
      return DtlsEndpoint::kMtu;
    case BIO_CTRL_DGRAM_SET_NEXT_TIMEOUT:
      bio_of(bio).timer_set(static_cast<timeval*>(pointer));
      return 1;
    default:
      return 0;
  }
}

BIO_METHOD* make_method() {
  BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagrams");
  BUG_IF(!method);
  BIO_meth_set_read(method, read_callback);
  BIO_meth_set_write(method, write_callback);
  BIO_meth_set_ctrl(method, control_callback);
  return method;
}

}  // namespace

bio_st* DtlsBio::make_bio() {
  static const BIO_METHOD* const method = make_method();
  BIO* bio = BIO_new(method);
  BUG_IF(!bio);
  BIO_set_data(bio, this);
  BIO_set_init(bio, 1);
  return bio;
}

void DtlsBio::set_inbound(ByteView datagram) {
  inbound_.assign(datagram.begin(), datagram.end());
  inbound_waits_ = true;
}

std::optional<Bytes> DtlsBio::pop_outbound() {
  if (outbound_.empty()) return std::nullopt;
  Bytes datagram = std::move(outbound_.front());
  outbound_.pop_front();
  return datagram;
}

int DtlsBio::read(MutableBytes out) {
  if (!inbound_waits_) return -1;
  inbound_waits_ = false;
  // As with a socket, what does not fit is lost.
  const std::size_t size = std::min(out.size(), inbound_.size());
  std::copy_n(inbound_.begin(), size, out.begin());
  return static_cast<int>(size);
}

int DtlsBio::write(ByteView datagram) {
  if (outbound_.size() < kOutboundMax) outbound_.emplace_back(datagram.begin(), datagram.end());
  return static_cast<int>(datagram.size());
}

}  // namespace hemicycle::crypto
