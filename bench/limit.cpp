#include <cstring>
#include <stdexcept>

#include <intel-ipsec-mb.h>

#include "bench/baselines.h"
#include "io/udp_socket.h"

namespace hemicycle::bench {
namespace {

constexpr std::size_t kGcmTagSize = 16;
constexpr std::size_t kMessagesAtOnce = 64;

struct FreeMultiBuffer {
  void operator()(IMB_MGR* mb) const { free_mb_mgr(mb); }
};

class Limit final : public Baseline {
 public:
  Limit(const Load& load, const Endpoint& here, const std::vector<Endpoint>& receivers)
      : load_(load),
        socket_(std::move(*io::UdpSocket::bind(here))),
        mb_(alloc_mb_mgr(0)),
        keys_(receivers.size()),
        payload_(load.payload_size, 0x5a) {
    if (mb_ == nullptr) throw std::runtime_error("ipsec-mb is not available");
    init_mb_mgr_auto(mb_.get(), nullptr);
    for (std::size_t i = 0; i < receivers.size(); ++i) {
      const std::uint8_t key[16] = {static_cast<std::uint8_t>(i)};
      IMB_AES128_GCM_PRE(mb_.get(), key, &keys_[i]);
    }
    const std::size_t frame = load.packets * datagram_size();
    arena_.resize(kMessagesAtOnce * frame);
    for (std::size_t i = 0; i < receivers.size(); ++i) {
      const std::uint8_t* place = arena_.data() + i % kMessagesAtOnce * frame;
      messages_.push_back(
          {receivers[i], {place, frame}, static_cast<std::uint16_t>(datagram_size())});
    }
  }

  void forward_frame() override {
    for (std::size_t from = 0; from < messages_.size(); from += kMessagesAtOnce) {
      const std::size_t count = std::min(kMessagesAtOnce, messages_.size() - from);
      for (std::size_t i = from; i < from + count; ++i) encrypt_frame(i);
      socket_.send(std::span(messages_).subspan(from, count));
    }
    sequence_ += static_cast<std::uint16_t>(load_.packets);
  }

 private:
  std::size_t datagram_size() const { return load_.header_size + load_.payload_size + kGcmTagSize; }

  void encrypt_frame(std::size_t receiver) {
    auto* out = const_cast<std::uint8_t*>(messages_[receiver].bytes.data());
    for (std::size_t packet = 0; packet < load_.packets; ++packet, out += datagram_size()) {
      ByteWriter header({out, load_.header_size});
      header.u16(0x8060);
      header.u16(static_cast<std::uint16_t>(sequence_ + packet));
      header.zeros(load_.header_size - 4);
      std::uint8_t iv[12] = {};
      std::memcpy(iv + 10, out + 2, 2);
      std::uint8_t* payload = out + load_.header_size;
      IMB_AES128_GCM_ENC(mb_.get(), &keys_[receiver], &context_, payload, payload_.data(),
                         payload_.size(), iv, out, load_.header_size, payload + payload_.size(),
                         kGcmTagSize);
    }
  }

  Load load_;
  io::UdpSocket socket_;
  std::unique_ptr<IMB_MGR, FreeMultiBuffer> mb_;
  std::vector<gcm_key_data> keys_;
  gcm_context_data context_;
  Bytes payload_;
  Bytes arena_;
  std::vector<io::OutgoingMessage> messages_;
  std::uint16_t sequence_ = 0;
};

}  // namespace

std::unique_ptr<Baseline> make_limit(const Load& load, const Endpoint& here,
                                     const std::vector<Endpoint>& receivers) {
  return std::make_unique<Limit>(load, here, receivers);
}

}  // namespace hemicycle::bench
