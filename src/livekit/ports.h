#pragma once

#include "http/web_socket.h"
#include "media/control.h"
#include "media/media_plane.h"

namespace hemicycle::livekit {

// What rooms ask of the media plane: media::MediaPlane in the server, a recorder in tests.
class MediaPort {
 public:
  virtual ~MediaPort() = default;
  virtual media::LocalTransport add_peer() = 0;
  virtual media::LocalTransport restart_ice(media::PeerId peer) = 0;
  virtual media::TrackId new_track(media::PeerId publisher) = 0;
  virtual media::SubscriptionId new_subscription(media::PeerId subscriber) = 0;
  virtual wire::Ssrc new_ssrc() = 0;
  virtual void post(media::Command command) = 0;
};

// A participant's signalling connection: a WebSocket in the server, a recorder in tests.
class SignalPort {
 public:
  virtual ~SignalPort() = default;
  // One serialised SignalResponse.
  virtual void send(http::SharedMessage message) = 0;
  // Of what was sent, how much waits for the client to read.
  virtual std::size_t unsent_bytes() const = 0;
  // After what was sent has left. The room does not use the port again.
  virtual void close() = 0;
};

}  // namespace hemicycle::livekit
