#include <cstring>

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include "bench/baselines.h"
#include "io/socket_address.h"
#include "io/udp_socket.h"

namespace hemicycle::bench {
namespace {

constexpr std::size_t kHmacTagSize = 10;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
struct FreeMac {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};

// AES_CM_128_HMAC_SHA1_80 with contexts kept per receiver, as libsrtp keeps them.
class CounterModeSha1 {
 public:
  explicit CounterModeSha1(std::uint8_t seed) : cipher_(EVP_CIPHER_CTX_new()) {
    const std::uint8_t key[20] = {seed};
    EVP_EncryptInit_ex(cipher_.get(), EVP_aes_128_ctr(), nullptr, key, nullptr);
    EVP_MAC* hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    mac_.reset(EVP_MAC_CTX_new(hmac));
    EVP_MAC_free(hmac);
    char digest[] = "SHA1";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end()};
    EVP_MAC_init(mac_.get(), key, sizeof(key), parameters);
  }

  // Protects a packet in place; `packet` has room for the tag.
  void protect(std::uint8_t* packet, std::size_t header_size, std::size_t payload_size) {
    std::uint8_t iv[16] = {};
    std::memcpy(iv + 12, packet + 2, 2);
    EVP_EncryptInit_ex(cipher_.get(), nullptr, nullptr, nullptr, iv);
    std::uint8_t* payload = packet + header_size;
    int written = 0;
    EVP_EncryptUpdate(cipher_.get(), payload, &written, payload, static_cast<int>(payload_size));

    const std::uint8_t rollover[4] = {};
    std::uint8_t tag[20];
    std::size_t tag_size = 0;
    EVP_MAC_init(mac_.get(), nullptr, 0, nullptr);
    EVP_MAC_update(mac_.get(), packet, header_size + payload_size);
    EVP_MAC_update(mac_.get(), rollover, sizeof(rollover));
    EVP_MAC_final(mac_.get(), tag, &tag_size, sizeof(tag));
    std::memcpy(payload + payload_size, tag, kHmacTagSize);
  }

 private:
  std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> cipher_;
  std::unique_ptr<EVP_MAC_CTX, FreeMac> mac_;
};

class Classic final : public Baseline {
 public:
  Classic(const Load& load, const Endpoint& here, const std::vector<Endpoint>& receivers)
      : load_(load),
        socket_(std::move(*io::UdpSocket::bind(here))),
        addresses_(receivers.size()),
        received_(load.header_size + load.payload_size, 0x5a),
        packet_(received_.size() + kHmacTagSize) {
    for (std::size_t i = 0; i < receivers.size(); ++i) {
      io::write_address(receivers[i], io::Family::kV4, addresses_[i]);
      ciphers_.emplace_back(static_cast<std::uint8_t>(i));
    }
  }

  void forward_frame() override {
    for (std::size_t packet = 0; packet < load_.packets; ++packet) {
      ++sequence_;
      for (std::size_t i = 0; i < addresses_.size(); ++i) forward(i);
    }
  }

 private:
  void forward(std::size_t receiver) {
    std::memcpy(packet_.data(), received_.data(), received_.size());
    ByteWriter header(packet_);
    header.u16(0x8060);
    header.u16(sequence_);
    ciphers_[receiver].protect(packet_.data(), load_.header_size, load_.payload_size);
    ::sendto(socket_.descriptor(), packet_.data(), packet_.size(), 0, &addresses_[receiver].any,
             sizeof(sockaddr_in));
  }

  Load load_;
  io::UdpSocket socket_;
  std::vector<CounterModeSha1> ciphers_;
  std::vector<io::SocketAddress> addresses_;
  Bytes received_;
  Bytes packet_;
  std::uint16_t sequence_ = 0;
};

}  // namespace

std::unique_ptr<Baseline> make_classic(const Load& load, const Endpoint& here,
                                       const std::vector<Endpoint>& receivers) {
  return std::make_unique<Classic>(load, here, receivers);
}

}  // namespace hemicycle::bench
