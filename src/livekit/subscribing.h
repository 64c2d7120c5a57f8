#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "livekit/room.h"

namespace hemicycle::livekit {

// A track that is new, or has another codec, is given to everyone who subscribes to all there is.
void offer_track(Room& room, const Participant& publisher, const PublishedTrack& track);
// Someone new is given all tracks there are, if it asked for that.
void offer_all_tracks(Room& room, Participant& subscriber);
// A track has ended: nobody receives it any more.
void withdraw_track(Room& room, const std::string& track_sid);

void update_subscription(Room& room, Participant& subscriber,
                         const proto::UpdateSubscription& request);
// A publisher says who may receive its tracks: whoever may no more loses them at once, whoever may
// now and wished to gets them. Both are told.
void change_audience(Room& room, Participant& publisher,
                     const proto::SubscriptionPermission& request);
void update_track_settings(Room& room, Participant& subscriber,
                           const proto::UpdateTrackSettings& request);
// Ends what the subscriber's permission no longer covers.
void end_forbidden_subscriptions(Room& room, Participant& subscriber);

// What the subscriber shall receive, for its next negotiation.
std::vector<wire::OutgoingTrack> outgoing_tracks(Room& room, const Participant& subscriber);
// Starts and stops sending as has been negotiated.
void send_as_negotiated(Room& room, Participant& subscriber,
                        std::span<const wire::SentSection> sections,
                        std::span<const std::string> undecodable);

}  // namespace hemicycle::livekit
