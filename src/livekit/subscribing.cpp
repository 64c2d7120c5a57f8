#include "livekit/subscribing.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/bug.h"
#include "livekit/wire_forms.h"

namespace hemicycle::livekit {
namespace {

constexpr std::uint8_t kTopLayer = 0xff;

struct FoundTrack {
  Participant* publisher = nullptr;
  PublishedTrack* track = nullptr;
};

// What a subscription is for. It lives no longer than its track arrives.
FoundTrack source_of(Room& room, const std::string& track_sid, const Subscription& subscription) {
  Participant* publisher = room.find(subscription.publisher_sid);
  BUG_IF(!publisher);
  auto track = publisher->tracks.find(track_sid);
  BUG_IF(track == publisher->tracks.end() || !track->second.incoming);
  return {publisher, &track->second};
}

void tell_permission(Room& room, Participant& subscriber, const Participant& publisher,
                     const std::string& track_sid, bool allowed) {
  proto::SignalResponse response;
  auto& update = *response.mutable_subscription_permission_update();
  update.set_participant_sid(publisher.sid);
  update.set_track_sid(track_sid);
  update.set_allowed(allowed);
  room.send(subscriber, response);
}

void take_new_ssrcs(Room& room, const PublishedTrack& track, Subscription& subscription) {
  subscription.ssrc = room.media().new_ssrc();
  if (track.info.type() == proto::VIDEO) subscription.rtx_ssrc = room.media().new_ssrc();
}

void subscribe(Room& room, Participant& subscriber, const Participant& publisher,
               const PublishedTrack& track) {
  if (&subscriber == &publisher || !subscriber.permission().can_subscribe) return;
  if (!publisher.audience.admits(subscriber.identity(), track.info.sid())) {
    subscriber.withheld_tracks.insert(track.info.sid());
    return tell_permission(room, subscriber, publisher, track.info.sid(), false);
  }
  auto [entry, is_new] = subscriber.subscriptions.try_emplace(track.info.sid());
  if (!is_new) return room.want_sections(subscriber);  // its codec may have changed
  Subscription& subscription = entry->second;
  subscription.publisher_sid = publisher.sid;
  subscription.id = room.media().new_subscription(subscriber.receiving_peer());
  take_new_ssrcs(room, track, subscription);
  room.want_sections(subscriber);
}

// No new offer is asked for: the section falls free with the next one.
void unsubscribe(Room& room, Participant& subscriber, const std::string& track_sid) {
  subscriber.withheld_tracks.erase(track_sid);
  auto subscription = subscriber.subscriptions.find(track_sid);
  if (subscription == subscriber.subscriptions.end()) return;
  if (subscription->second.section) room.media().post(media::StopSending{subscription->second.id});
  subscriber.subscriptions.erase(subscription);
}

std::set<std::string> named_tracks(const proto::UpdateSubscription& request) {
  std::set<std::string> sids(request.track_sids().begin(), request.track_sids().end());
  for (const proto::ParticipantTracks& tracks : request.participant_tracks())
    sids.insert(tracks.track_sids().begin(), tracks.track_sids().end());
  return sids;
}

void tell_error(Room& room, Participant& subscriber, const std::string& track_sid,
                proto::SubscriptionError error) {
  proto::SignalResponse response;
  response.mutable_subscription_response()->set_track_sid(track_sid);
  response.mutable_subscription_response()->set_err(error);
  room.send(subscriber, response);
}

// The tracks of that name that others may receive: they arrive, and their publisher is not hidden.
// All are looked for at once, however many are named.
void subscribe_to(Room& room, Participant& subscriber, std::set<std::string> sids) {
  room.for_each([&](const Participant& publisher) {
    if (publisher.permission().hidden) return;
    for (const auto& [sid, track] : publisher.tracks)
      if (track.incoming && sids.erase(sid) > 0) subscribe(room, subscriber, publisher, track);
  });
  for (const std::string& unknown : sids)
    tell_error(room, subscriber, unknown, proto::SE_TRACK_NOTFOUND);
}

// The smallest layer with as many pixels as are shown; qualities count as layers from below. A tall
// tile shows a wide picture small, or a part of it.
std::uint8_t wanted_layer(const proto::UpdateTrackSettings& request, const proto::TrackInfo& info) {
  if (request.width() == 0 || request.height() == 0)
    return request.quality() >= proto::HIGH ? kTopLayer
                                            : static_cast<std::uint8_t>(request.quality());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> sizes;
  for (const proto::VideoLayer& layer : info.layers())
    sizes.emplace_back(layer.width(), layer.height());
  std::ranges::sort(sizes);
  const std::uint64_t shown = std::uint64_t{request.width()} * request.height();
  for (std::size_t i = 0; i < sizes.size(); ++i)
    if (std::uint64_t{sizes[i].first} * sizes[i].second >= shown)
      return static_cast<std::uint8_t>(i);
  return kTopLayer;
}

void post_settings(Room& room, const Subscription& subscription) {
  room.media().post(
      media::SetSubscription{subscription.id, subscription.disabled, subscription.max_layer});
}

// Whether packets need no other description than before: a stream that is described anew starts
// anew, so that is not done for what only its receiver reads.
bool is_same_stream(const wire::SentSection& a, const wire::SentSection& b) {
  return a.mid == b.mid && a.ssrc == b.ssrc && a.rtx_ssrc == b.rtx_ssrc &&
         a.extensions == b.extensions && a.codec.payload_type == b.codec.payload_type &&
         a.codec.rtx_payload_type == b.codec.rtx_payload_type;
}

void start_sending(Room& room, Participant& subscriber, Subscription& subscription,
                   const wire::SentSection& sent, FoundTrack found) {
  bool is_going = subscription.section && is_same_stream(*subscription.section, sent);
  subscription.section = sent;
  if (is_going) return;
  room.media().post(media::SendTrack{subscription.id, subscriber.receiving_peer(),
                                     found.track->incoming->id, sent.mid, to_media(sent.codec),
                                     to_media(sent.extensions), sent.ssrc, sent.rtx_ssrc,
                                     found.publisher->sid});
  post_settings(room, subscription);
  if (std::exchange(found.track->had_subscriber, true)) return;
  proto::SignalResponse response;
  response.mutable_track_subscribed()->set_track_sid(found.track->info.sid());
  room.send(*found.publisher, response);
}

}  // namespace

void offer_track(Room& room, const Participant& publisher, const PublishedTrack& track) {
  if (publisher.permission().hidden) return;
  room.for_each([&](Participant& subscriber) {
    if (subscriber.auto_subscribe) subscribe(room, subscriber, publisher, track);
  });
}

void offer_all_tracks(Room& room, Participant& subscriber) {
  if (!subscriber.auto_subscribe) return;
  room.for_each([&](Participant& publisher) {
    if (publisher.permission().hidden) return;
    for (const auto& [sid, track] : publisher.tracks)
      if (track.incoming) subscribe(room, subscriber, publisher, track);
  });
}

void withdraw_track(Room& room, const std::string& track_sid) {
  room.for_each([&](Participant& subscriber) { unsubscribe(room, subscriber, track_sid); });
}

void update_subscription(Room& room, Participant& subscriber,
                         const proto::UpdateSubscription& request) {
  std::set<std::string> sids = named_tracks(request);
  if (request.subscribe()) return subscribe_to(room, subscriber, std::move(sids));
  for (const std::string& sid : sids) unsubscribe(room, subscriber, sid);
}

namespace {

// More would be somebody's attempt to fill our memory.
constexpr int kSharesMax = 2000;
constexpr int kTracksOfShareMax = 64;

// A list that is too long admits nobody, as everybody would be worse.
Audience audience_of(Room& room, const proto::SubscriptionPermission& request) {
  Audience audience;
  audience.everyone = request.all_participants();
  if (request.track_permissions_size() > kSharesMax) return audience;
  for (const proto::TrackPermission& permission : request.track_permissions()) {
    std::string identity = permission.participant_identity();
    const Participant* named = room.find(permission.participant_sid());
    if (identity.empty() && named) identity = named->identity();
    if (identity.empty() || permission.track_sids_size() > kTracksOfShareMax) continue;
    Audience::Share& share = audience.shares[identity];
    share.all_tracks |= permission.all_tracks();
    share.track_sids.insert(permission.track_sids().begin(), permission.track_sids().end());
  }
  return audience;
}

void follow_audience(Room& room, Participant& subscriber, const Participant& publisher,
                     const PublishedTrack& track) {
  const std::string& sid = track.info.sid();
  bool admitted = publisher.audience.admits(subscriber.identity(), sid);
  if (!admitted && subscriber.subscriptions.contains(sid)) {
    unsubscribe(room, subscriber, sid);
    subscriber.withheld_tracks.insert(sid);
    tell_permission(room, subscriber, publisher, sid, false);
  } else if (admitted && subscriber.withheld_tracks.erase(sid) > 0) {
    tell_permission(room, subscriber, publisher, sid, true);
    subscribe(room, subscriber, publisher, track);
  }
}

}  // namespace

void change_audience(Room& room, Participant& publisher,
                     const proto::SubscriptionPermission& request) {
  publisher.audience = audience_of(room, request);
  if (publisher.permission().hidden) return;
  room.for_each([&](Participant& subscriber) {
    for (const auto& [sid, track] : publisher.tracks)
      if (track.incoming) follow_audience(room, subscriber, publisher, track);
  });
}

void update_track_settings(Room& room, Participant& subscriber,
                           const proto::UpdateTrackSettings& request) {
  for (const std::string& sid : request.track_sids()) {
    auto entry = subscriber.subscriptions.find(sid);
    if (entry == subscriber.subscriptions.end()) continue;
    Subscription& subscription = entry->second;
    subscription.disabled = request.disabled();
    subscription.max_layer = wanted_layer(request, source_of(room, sid, subscription).track->info);
    if (subscription.section) post_settings(room, subscription);
  }
}

void end_forbidden_subscriptions(Room& room, Participant& subscriber) {
  if (subscriber.permission().can_subscribe) return;
  while (!subscriber.subscriptions.empty())
    unsubscribe(room, subscriber, std::string(subscriber.subscriptions.begin()->first));
}

std::vector<wire::OutgoingTrack> outgoing_tracks(Room& room, const Participant& subscriber) {
  std::vector<wire::OutgoingTrack> outgoing;
  for (const auto& [sid, subscription] : subscriber.subscriptions) {
    FoundTrack found = source_of(room, sid, subscription);
    const wire::ReceivedSection& source = found.track->incoming->section;
    wire::OutgoingTrack out;
    out.track_key = sid;
    out.kind = source.kind;
    // Clients read both sids from the stream's id.
    out.stream_id = found.publisher->sid + "|" + sid;
    out.track_id = sid;
    out.cname = found.publisher->sid;
    out.codec = source.codec.name;
    out.fmtp = source.codec.fmtp;
    out.ssrc = subscription.ssrc;
    out.rtx_ssrc = subscription.rtx_ssrc;
    outgoing.push_back(std::move(out));
  }
  return outgoing;
}

void send_as_negotiated(Room& room, Participant& subscriber,
                        std::span<const wire::SentSection> sections,
                        std::span<const std::string> undecodable) {
  for (auto& [sid, subscription] : subscriber.subscriptions) {
    auto sent = std::ranges::find(sections, sid, &wire::SentSection::track_key);
    if (sent != sections.end()) {
      start_sending(room, subscriber, subscription, *sent, source_of(room, sid, subscription));
    } else if (subscription.section) {
      subscription.section.reset();
      room.media().post(media::StopSending{subscription.id});
      take_new_ssrcs(room, *source_of(room, sid, subscription).track, subscription);
    }
  }
  for (const std::string& sid : undecodable) {
    tell_error(room, subscriber, sid, proto::SE_CODEC_UNSUPPORTED);
    unsubscribe(room, subscriber, sid);
  }
}

}  // namespace hemicycle::livekit
