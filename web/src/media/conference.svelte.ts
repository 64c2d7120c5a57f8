import {
  type AudioCaptureOptions,
  ConnectionQuality,
  DisconnectReason,
  type Participant,
  RemoteAudioTrack,
  Room,
  RoomEvent,
  Track,
  type VideoCaptureOptions,
  VideoPreset,
} from 'livekit-client';
import { asLocalized, asRole, type Person } from '../meeting/invitation';
import { bySeat } from '../meeting/names';
import { audioConstraints, type CaptureChoice, speechBitrate, videoSize } from './capture';

export type Phase = 'entering' | 'inside' | 'reconnecting' | 'left' | 'failed';
export type LeftBecause = 'chosen' | 'other' | 'removed' | 'server' | 'lost';
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

// The connection to the room: who is there, what they send, what we send. Owns the livekit Room and
// the sound of the others; pictures belong to the tiles that show them.
export class Conference {
  phase = $state<Phase>('entering');
  leftBecause = $state<LeftBecause>('chosen');
  attendees = $state.raw<Attendee[]>([]);
  speakerIdentity = $state<string>('');
  soundBlocked = $state(false);
  mayPublish = $state(false);

  readonly self = $derived(this.attendees.find((attendee) => attendee.isSelf));
  readonly others = $derived(this.attendees.filter((attendee) => !attendee.isSelf));
  // Who is on the stage: the one who spoke last, else the first of the others (the chair, when there).
  readonly staged = $derived(
    this.others.find((attendee) => attendee.identity === this.speakerIdentity) ?? this.others[0],
  );

  readonly #choice: CaptureChoice;
  readonly #room: Room;
  readonly #sounds = new Map<string, HTMLMediaElement>();

  constructor(choice: CaptureChoice) {
    this.#choice = choice;
    const { frameRate, bitrate } = videoSize();
    this.#room = new Room({
      adaptiveStream: true,
      dynacast: false,
      audioCaptureDefaults: this.#audio(),
      videoCaptureDefaults: this.#video(),
      publishDefaults: {
        dtx: false,
        red: false,
        audioPreset: { maxBitrate: speechBitrate },
        simulcast: true,
        videoEncoding: { maxBitrate: bitrate, maxFramerate: frameRate },
        videoSimulcastLayers: [new VideoPreset(320, 180, 160_000, frameRate)],
        stopMicTrackOnMute: false,
      },
    });
    this.#listen();
  }

  async enter(url: string, token: string): Promise<void> {
    try {
      await this.#room.connect(url, token);
    } catch {
      this.phase = 'failed';
      return;
    }
    this.phase = 'inside';
    this.mayPublish = this.#room.localParticipant.permissions?.canPublish ?? true;
    this.#refresh();
    if (!this.mayPublish) return;
    await Promise.allSettled([
      this.#choice.microphone ? this.setMicrophone(true) : undefined,
      this.#choice.camera ? this.setCamera(true) : undefined,
    ]);
  }

  async setMicrophone(on: boolean): Promise<void> {
    await this.#room.localParticipant.setMicrophoneEnabled(on, this.#audio());
    this.#refresh();
  }

  async setCamera(on: boolean): Promise<void> {
    await this.#room.localParticipant.setCameraEnabled(on, this.#video());
    this.#refresh();
  }

  async playSound(): Promise<void> {
    await this.#room.startAudio();
  }

  async leave(): Promise<void> {
    await this.#room.disconnect();
  }

  #audio(): AudioCaptureOptions {
    return audioConstraints(this.#choice);
  }

  #video(): VideoCaptureOptions {
    const { width, height, frameRate } = videoSize();
    return {
      resolution: { width, height, frameRate },
      ...(this.#choice.cameraId ? { deviceId: this.#choice.cameraId } : {}),
    };
  }

  #listen(): void {
    const changes = [
      RoomEvent.ParticipantConnected,
      RoomEvent.ParticipantDisconnected,
      RoomEvent.ParticipantAttributesChanged,
      RoomEvent.ParticipantNameChanged,
      RoomEvent.TrackPublished,
      RoomEvent.TrackUnpublished,
      RoomEvent.TrackSubscribed,
      RoomEvent.TrackUnsubscribed,
      RoomEvent.TrackMuted,
      RoomEvent.TrackUnmuted,
      RoomEvent.LocalTrackPublished,
      RoomEvent.LocalTrackUnpublished,
      RoomEvent.ConnectionQualityChanged,
      RoomEvent.ActiveSpeakersChanged,
    ] as const;
    for (const change of changes) this.#room.on(change, () => this.#refresh());

    this.#room
      .on(RoomEvent.ActiveSpeakersChanged, (speakers) => this.#stage(speakers))
      .on(RoomEvent.TrackSubscribed, (track, _, participant) => this.#play(track, participant))
      .on(RoomEvent.TrackUnsubscribed, (track) => this.#silence(track))
      .on(RoomEvent.AudioPlaybackStatusChanged, () => (this.soundBlocked = !this.#room.canPlaybackAudio))
      .on(RoomEvent.Reconnecting, () => (this.phase = 'reconnecting'))
      .on(RoomEvent.SignalReconnecting, () => (this.phase = 'reconnecting'))
      .on(RoomEvent.Reconnected, () => (this.phase = 'inside'))
      .on(RoomEvent.Disconnected, (reason) => this.#left(reason));
  }

  #refresh(): void {
    const local = this.#room.localParticipant;
    this.attendees = [local, ...this.#room.remoteParticipants.values()]
      .map((participant) => attendeeOf(participant, participant === local))
      .sort((a, b) => bySeat(a.person, b.person));
  }

  #stage(speakers: Participant[]): void {
    const other = speakers.find((speaker) => speaker !== this.#room.localParticipant);
    if (other) this.speakerIdentity = other.identity;
  }

  #play(track: Track, participant: Participant): void {
    if (track instanceof RemoteAudioTrack && track.sid) {
      const element = track.attach();
      element.dataset['identity'] = participant.identity;
      document.body.append(element);
      this.#sounds.set(track.sid, element);
    }
  }

  #silence(track: Track): void {
    if (!(track instanceof RemoteAudioTrack)) return;
    track.detach();
    const sid = track.sid ?? '';
    this.#sounds.get(sid)?.remove();
    this.#sounds.delete(sid);
  }

  #left(reason: DisconnectReason | undefined): void {
    this.#sounds.forEach((element) => element.remove());
    this.#sounds.clear();
    if (this.phase === 'failed' || this.phase === 'entering') return;
    this.leftBecause = becauseOf(reason);
    this.phase = 'left';
  }
}

function attendeeOf(participant: Participant, isSelf: boolean): Attendee {
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

function qualityOf(quality: ConnectionQuality): Quality {
  return quality === ConnectionQuality.Unknown ? 'unknown' : quality;
}

function becauseOf(reason: DisconnectReason | undefined): LeftBecause {
  switch (reason) {
    case DisconnectReason.CLIENT_INITIATED:
      return 'chosen';
    case DisconnectReason.DUPLICATE_IDENTITY:
      return 'other';
    case DisconnectReason.PARTICIPANT_REMOVED:
    case DisconnectReason.ROOM_DELETED:
      return 'removed';
    case DisconnectReason.SERVER_SHUTDOWN:
      return 'server';
    default:
      return 'lost';
  }
}
