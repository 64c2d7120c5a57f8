import { LocalTrack, RemoteTrack, type Room } from 'livekit-client';

// Whether datagrams still find their way: browsers notice within seconds, long before the connection
// counts as lost. Undefined as long as nothing is sent or received that could tell.
export function isInterrupted(room: Room): boolean | undefined {
  for (const participant of [room.localParticipant, ...room.remoteParticipants.values()]) {
    for (const { track } of participant.trackPublications.values()) {
      const state = transportOf(track)?.iceTransport.state;
      if (state !== undefined) return state === 'disconnected' || state === 'failed';
    }
  }
  return undefined;
}

function transportOf(track: unknown): RTCDtlsTransport | null | undefined {
  if (track instanceof LocalTrack) return track.sender?.transport;
  return track instanceof RemoteTrack ? track.receiver?.transport : undefined;
}
