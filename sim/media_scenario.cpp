#include "sim/media_scenario.h"

#include <algorithm>
#include <string>

namespace hemicycle::sim {
namespace {

using wire::MediaKind;
using wire::PayloadType;
using wire::Ssrc;

const Endpoint kPlane = Endpoint::v4(192, 0, 2, 1, 7882);
constexpr std::uint8_t kMidExtension = 1;
constexpr std::uint8_t kAudioLevelExtension = 2;
constexpr std::uint8_t kTransportCcExtension = 3;
constexpr PayloadType kOpus(111);
constexpr PayloadType kVp8(96);
constexpr PayloadType kVp8Rtx(97);

media::CodecParameters codec_of(MediaKind kind) {
  media::CodecParameters codec;
  bool video = kind == MediaKind::kVideo;
  codec.codec = video ? media::Codec::kVp8 : media::Codec::kOpus;
  codec.payload_type = video ? kVp8 : kOpus;
  if (video) codec.rtx_payload_type = kVp8Rtx;
  codec.clock_rate = video ? 90'000 : 48'000;
  codec.nack = true;
  codec.pli = codec.fir = video;
  return codec;
}

media::HeaderExtensionIds extension_ids() {
  media::HeaderExtensionIds ids;
  ids.mid = kMidExtension;
  ids.audio_level = kAudioLevelExtension;
  ids.transport_cc = kTransportCcExtension;
  return ids;
}

Endpoint address_of_client(std::size_t number) {
  return Endpoint::v4(198, 51, 100, static_cast<std::uint8_t>(number + 1), 40'000);
}

}  // namespace

MediaScenario::MediaScenario(std::uint64_t seed, unsigned workers)
    : network_(seed),
      plane_(network_, kPlane, workers, seed + 1),
      random_(seed + 2),
      certificate_(crypto::Certificate::self_signed(network_.now().wall)),
      context_(certificate_) {}

MediaScenario::Client& MediaScenario::join(media::WorkerIndex worker) {
  media::LocalTransport server = plane_.add_peer(worker);
  transport::IceCredentials local{"client" + std::to_string(clients_.size()),
                                  "a-password-of-the-client"};
  plane_.post(media::SetRemoteTransport{.peer = server.peer,
                                        .ice_ufrag = local.ufrag,
                                        .ice_pwd = local.pwd,
                                        .fingerprint_sha256 = certificate_.fingerprint_sha256(),
                                        .sctp_port = {}});
  ClientTransportParameters parameters{.local = local,
                                       .remote = {server.ice_ufrag, server.ice_pwd},
                                       .server = server.candidates.at(0),
                                       .server_fingerprint_sha256 = server.fingerprint_sha256};
  auto client = std::make_unique<Client>();
  client->peer = server.peer;
  client->host = std::make_unique<ClientHost>(network_, address_of_client(clients_.size()),
                                              context_, parameters, random_, &client->ledger);
  return *clients_.emplace_back(std::move(client));
}

MediaScenario::Track MediaScenario::publish(Client& client, MediaKind kind,
                                            const StreamShape& shape) {
  Track track{plane_.new_track(client.peer), kind, &client, plane_.new_ssrc()};
  bool video = kind == MediaKind::kVideo;
  SentStreamParameters stream;
  stream.kind = kind;
  stream.ssrc = track.ssrc;
  stream.payload_type = video ? kVp8 : kOpus;
  stream.mid = std::to_string(next_mid_++);
  stream.extensions = {.mid = kMidExtension,
                       .audio_level = kAudioLevelExtension,
                       .transport_cc = kTransportCcExtension};
  stream.shape = shape;
  if (video) {
    stream.rtx_ssrc = plane_.new_ssrc();
    stream.rtx_payload_type = kVp8Rtx;
  }
  media::ReceiveTrack command;
  command.peer = client.peer;
  command.track = track.id;
  command.kind = kind;
  command.mid = stream.mid;
  command.codecs = {codec_of(kind)};
  command.extensions = extension_ids();
  command.layers = {{.rid = "", .ssrc = stream.ssrc, .rtx_ssrc = stream.rtx_ssrc}};
  plane_.post(std::move(command));
  client.host->peer().publish(std::move(stream), network_.now());
  return track;
}

MediaScenario::Subscription MediaScenario::subscribe(Client& client, const Track& track) {
  Subscription subscription{plane_.new_subscription(client.peer), &client, plane_.new_ssrc()};
  media::SendTrack command;
  command.subscription = subscription.id;
  command.subscriber = client.peer;
  command.track = track.id;
  command.mid = std::to_string(next_mid_++);
  command.codecs = {codec_of(track.kind)};
  command.extensions = extension_ids();
  command.ssrc = subscription.ssrc;
  if (track.kind == MediaKind::kVideo) command.rtx_ssrc = plane_.new_ssrc();
  client.host->peer().subscribe({.kind = track.kind,
                                 .ssrc = command.ssrc,
                                 .rtx_ssrc = command.rtx_ssrc,
                                 .nack = track.kind == MediaKind::kVideo});
  plane_.post(std::move(command));
  return subscription;
}

bool MediaScenario::connect() {
  for (int tenths = 0; tenths < 100; ++tenths) {
    if (std::ranges::all_of(clients_,
                            [](const auto& client) { return client->host->peer().is_connected(); }))
      return true;
    network_.run_for(std::chrono::milliseconds(100));
  }
  return false;
}

const ReceivedCounters& MediaScenario::received(const Subscription& subscription) const {
  return subscription.subscriber->host->peer().received(subscription.ssrc)->counters();
}

const SentCounters& MediaScenario::sent(const Track& track) const {
  return track.publisher->host->peer().sent(track.ssrc)->counters();
}

std::uint64_t MediaScenario::digest() const {
  std::uint64_t digest = 0;
  for (const auto& client : clients_) digest = digest * 31 + client->ledger.digest();
  return digest;
}

}  // namespace hemicycle::sim
