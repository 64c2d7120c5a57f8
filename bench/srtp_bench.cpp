// What encrypting one packet costs, on one core, by each implementation: CPU nanoseconds of
// protect_rtp(), which copies the payload into the receiver's buffer on the way. As many receivers
// as a plenary has, each with its own keys, so that caches see what they see in the forwarder.
#include <cstdio>
#include <string>
#include <vector>

#include <pthread.h>

#include "base/random.h"
#include "bench/sample.h"
#include "bench/thread_cpu.h"
#include "crypto/srtp.h"

namespace hemicycle::bench {
namespace {

using crypto::SrtpEngine;
using crypto::SrtpProfile;

constexpr std::size_t kReceivers = 300;
constexpr std::size_t kHeaderSize = 20;  // with a header extension of two elements
constexpr int kRounds = 11;

struct Way {
  std::string name;
  SrtpProfile profile;
  SrtpEngine engine;
};

// One publisher's packets to all receivers by one implementation.
class Receivers {
 public:
  explicit Receivers(const Way& way) {
    SeededRandom random(1);
    for (std::size_t i = 0; i < kReceivers; ++i) {
      crypto::SrtpMasterKey key;
      random.fill(key.key);
      random.fill(key.salt);
      senders_.emplace_back(way.profile, key, way.engine);
    }
  }

  // Nanoseconds for each packet.
  double measure(std::size_t payload_size, int packets) {
    Bytes header(kHeaderSize), payload(payload_size, 0x5a), out(2048);
    header[0] = 0x80;
    const ThreadCpu cpu(pthread_self());
    const double start_ns = cpu.now_ns();
    for (int i = 0; i < packets; ++i) {
      ++sequence_;
      header[2] = static_cast<std::uint8_t>(sequence_ >> 8);
      header[3] = static_cast<std::uint8_t>(sequence_);
      for (crypto::SrtpSender& sender : senders_) sender.protect_rtp(header, payload, out);
    }
    return (cpu.now_ns() - start_ns) / (static_cast<double>(packets) * kReceivers);
  }

 private:
  std::vector<crypto::SrtpSender> senders_;
  std::uint16_t sequence_ = 0;
};

void compare(std::string_view what, std::size_t payload_size, const std::vector<Way>& ways) {
  std::vector<Receivers> sides(ways.begin(), ways.end());
  std::vector<Sample> samples(ways.size());
  for (int round = 0; round < kRounds; ++round)
    for (std::size_t i = 0; i < ways.size(); ++i)
      samples[i].add(sides[i].measure(payload_size, 200));
  std::printf("%.*s, %zu bytes of payload\n", static_cast<int>(what.size()), what.data(),
              payload_size);
  for (std::size_t i = 0; i < ways.size(); ++i)
    std::printf("  %-36s %6.0f ns (%.0f to %.0f)  %.1f x the first\n", ways[i].name.c_str(),
                samples[i].median(), samples[i].min(), samples[i].max(),
                samples[i].median() / samples[0].median());
}

int run() {
  std::vector<Way> ways;
  for (auto [profile, name] : {std::pair{SrtpProfile::kAeadAes128Gcm, "AEAD_AES_128_GCM"},
                               std::pair{SrtpProfile::kAeadAes256Gcm, "AEAD_AES_256_GCM"}}) {
    if (is_available(SrtpEngine::kIpsecMb))
      ways.push_back({std::string(name) + ", intel-ipsec-mb", profile, SrtpEngine::kIpsecMb});
    ways.push_back({std::string(name) + ", OpenSSL", profile, SrtpEngine::kOpenSsl});
  }
  ways.push_back({"AES_CM_128_HMAC_SHA1_80, OpenSSL", SrtpProfile::kAes128CmHmacSha1_80,
                  SrtpEngine::kOpenSsl});
  compare("Video", 1200, ways);
  compare("Audio", 80, ways);
  return 0;
}

}  // namespace
}  // namespace hemicycle::bench

int main() {
  return hemicycle::bench::run();
}
