#include "sim/media_scenario.h"

#include <algorithm>
#include <string>
#include <utility>

namespace hemicycle::sim {
namespace {

using wire::MediaKind;
using wire::PayloadType;
using wire::Ssrc;

constexpr std::uint8_t kMidExtension = 1;
constexpr std::uint8_t kAudioLevelExtension = 2;
constexpr std::uint8_t kTransportCcExtension = 3;
constexpr std::uint8_t kRidExtension = 4;
constexpr std::uint8_t kRepairedRidExtension = 5;
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
  ids.rid = kRidExtension;
  ids.repaired_rid = kRepairedRidExtension;
  return ids;
}

Endpoint address_of_client(std::size_t number) {
  return Endpoint::v4(198, 51, 100, static_cast<std::uint8_t>(number + 1), 40'000);
}

}  // namespace

const Endpoint MediaScenario::kPlane = Endpoint::v4(192, 0, 2, 1, 7882);

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
  SentStreamParameters stream = stream_of(kind, shape);
  stream.mid = std::to_string(next_mid_++);
  Track track{plane_.new_track(client.peer), kind, &client, stream.ssrc};
  media::ReceiveTrack command = description_of(client, track, stream.mid);
  command.layers = {{.rid = "", .ssrc = stream.ssrc, .rtx_ssrc = stream.rtx_ssrc}};
  plane_.post(std::move(command));
  client.host->peer().publish(std::move(stream), network_.now());
  return track;
}

MediaScenario::Track MediaScenario::publish_simulcast(Client& client,
                                                      std::span<const StreamShape> shapes) {
  const std::string mid = std::to_string(next_mid_++);
  std::vector<SentStreamParameters> streams;
  for (const StreamShape& shape : shapes) {
    streams.push_back(stream_of(MediaKind::kVideo, shape));
    streams.back().mid = mid;
    streams.back().rid = "layer" + std::to_string(streams.size());
  }
  Track track{plane_.new_track(client.peer), MediaKind::kVideo, &client, streams.front().ssrc};
  media::ReceiveTrack command = description_of(client, track, mid);
  for (const SentStreamParameters& stream : streams)
    command.layers.push_back({.rid = stream.rid, .ssrc = {}, .rtx_ssrc = {}});
  plane_.post(std::move(command));
  for (SentStreamParameters& stream : streams)
    client.host->peer().publish(std::move(stream), network_.now());
  return track;
}

SentStreamParameters MediaScenario::stream_of(MediaKind kind, const StreamShape& shape) {
  bool video = kind == MediaKind::kVideo;
  SentStreamParameters stream;
  stream.kind = kind;
  stream.ssrc = plane_.new_ssrc();
  stream.payload_type = video ? kVp8 : kOpus;
  stream.extensions = {.mid = kMidExtension,
                       .rid = kRidExtension,
                       .repaired_rid = kRepairedRidExtension,
                       .audio_level = kAudioLevelExtension,
                       .transport_cc = kTransportCcExtension};
  stream.shape = shape;
  if (video) {
    stream.rtx_ssrc = plane_.new_ssrc();
    stream.rtx_payload_type = kVp8Rtx;
  }
  return stream;
}

media::ReceiveTrack MediaScenario::description_of(const Client& client, const Track& track,
                                                  std::string mid) {
  media::ReceiveTrack command;
  command.peer = client.peer;
  command.track = track.id;
  command.kind = track.kind;
  command.mid = std::move(mid);
  command.codecs = {codec_of(track.kind)};
  command.extensions = extension_ids();
  return command;
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
