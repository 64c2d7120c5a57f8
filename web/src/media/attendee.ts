import { ConnectionQuality, type Participant, Track } from 'livekit-client';
import { asLocalized, asRole, type Person } from '../meeting/invitation';

export type Quality = 'excellent' | 'good' | 'poor' | 'lost' | 'unknown';

// One participant as the page shows them, computed anew from the room at each change.
export interface Attendee {
  identity: string;
  person: Person;
  isSelf: boolean;
  speaking: boolean;
  microphone: boolean;
  camera: boolean;
  quality: Quality;
  video: Track | undefined;
}

export function attendeeOf(participant: Participant, isSelf: boolean): Attendee {
  const { attributes } = participant;
  const camera = participant.getTrackPublication(Track.Source.Camera);
  return {
    identity: participant.identity,
    person: {
      office: asLocalized(attributes['office'], participant.name || participant.identity),
      delegation: asLocalized(attributes['delegation']),
      country: attributes['country'] ?? '',
      role: asRole(attributes['role']),
    },
    isSelf,
    speaking: participant.isSpeaking,
    microphone: participant.isMicrophoneEnabled,
    camera: participant.isCameraEnabled,
    quality: qualityOf(participant.connectionQuality),
    video: participant.isCameraEnabled ? camera?.track : undefined,
  };
}

// Who merely follows is counted and listed, but has no place among the pictures.
export function hasPlace({ person, microphone, camera }: Attendee): boolean {
  return person.role !== 'observer' || microphone || camera;
}

function qualityOf(quality: ConnectionQuality): Quality {
  return quality === ConnectionQuality.Unknown ? 'unknown' : quality;
}
