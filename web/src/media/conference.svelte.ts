import {
  type AudioCaptureOptions,
  type DisconnectReason,
  type Participant,
  Room,
  RoomEvent,
  type RoomOptions,
  Track,
  type VideoCaptureOptions,
  VideoPreset,
} from 'livekit-client';
import { bySeat } from '../meeting/names';
import { type Attendee, attendeeOf, hasPlace } from './attendee';
import { audioConstraints, type CaptureChoice, speechBitrate, videoSize } from './capture';
import { remember } from './choices';
import { type Departure, departureOf, isTemporary, type Refusal, refusalOf } from './departure';
import { isInterrupted } from './lifeline';
import { patience } from './patience';
import { givesPicture } from './picture';
import { Stage } from './stage';
import { Voices } from './voices';

// 'reconnecting': the same visit is resumed; 'returning': the page enters anew by itself.
export type Phase = 'entering' | 'inside' | 'reconnecting' | 'returning' | 'left' | 'failed';

// Gives a fresh token; throws when the server does not answer.
export type Admit = () => Promise<string>;

const chosenAs = { audioinput: 'microphoneId', videoinput: 'cameraId', audiooutput: 'speakerId' } as const;

const lifelineMs = 1000;
const returnPauseMs = 2000;
const returnAttempts = 300;

// The connection to the room: who is there, what they send, what we send. Owns the livekit Room and
// the sound of the others; pictures belong to the tiles that show them.
export class Conference {
  phase = $state<Phase>('entering');
  departure = $state<Departure>('chosen');
  refusal = $state<Refusal>('server');
  attendees = $state.raw<Attendee[]>([]);
  speakerIdentity = $state<string>('');
  soundBlocked = $state(false);
  // Nothing gets through for seconds, though the connection does not count as lost yet.
  interrupted = $state(false);
  mayPublish = $state(false);
  // What could not be opened on entering, or gives nothing.
  deviceProblem = $state.raw<unknown>(undefined);

  readonly self = $derived(this.attendees.find((attendee) => attendee.isSelf));
  readonly #others = $derived(this.attendees.filter((attendee) => !attendee.isSelf && hasPlace(attendee)));
  // Who is on the stage: the one who spoke last, else the first of the others (the chair, when there).
  readonly staged = $derived(
    this.#others.find((attendee) => attendee.identity === this.speakerIdentity) ?? this.#others[0],
  );

  readonly choice = $state() as CaptureChoice;
  readonly #url: string;
  readonly #admit: Admit;
  readonly #room: Room;
  readonly #voices = new Voices();
  readonly #stage = new Stage();
  #stageTimer = 0;
  #lifeline = 0;

  constructor(url: string, admit: Admit, choice: CaptureChoice) {
    this.#url = url;
    this.#admit = admit;
    this.choice = { ...choice };
    this.#room = new Room(this.#options());
    this.#listen();
  }

  async enter(): Promise<void> {
    try {
      await this.#room.connect(this.#url, await this.#admit());
    } catch (error) {
      this.refusal = refusalOf(error);
      this.phase = 'failed';
      return;
    }
    await this.#settleIn();
  }

  async setMicrophone(on: boolean): Promise<void> {
    this.choice.microphone = on;
    await this.#room.localParticipant.setMicrophoneEnabled(on, this.#audio());
    this.#refresh();
  }

  async setCamera(on: boolean): Promise<void> {
    this.choice.camera = on;
    await this.#room.localParticipant.setCameraEnabled(on, this.#video());
    this.#refresh();
    if (on) void this.#assurePicture();
  }

  async useDevice(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    const field = chosenAs[kind];
    this.choice[field] = deviceId;
    remember({ [field]: deviceId });
    await this.#room.switchActiveDevice(kind, deviceId);
    this.#refresh();
    if (kind === 'videoinput') void this.#assurePicture();
  }

  async playSound(): Promise<void> {
    await this.#room.startAudio();
  }

  async leave(): Promise<void> {
    this.#depart('chosen');
    await this.#room.disconnect();
  }

  #options(): RoomOptions {
    const { frameRate, bitrate } = videoSize();
    return {
      reconnectPolicy: patience,
      adaptiveStream: true,
      dynacast: false,
      audioCaptureDefaults: this.#audio(),
      videoCaptureDefaults: this.#video(),
      ...(this.choice.speakerId ? { audioOutput: { deviceId: this.choice.speakerId } } : {}),
      publishDefaults: {
        dtx: false,
        red: false,
        audioPreset: { maxBitrate: speechBitrate },
        simulcast: true,
        videoEncoding: { maxBitrate: bitrate, maxFramerate: frameRate },
        videoSimulcastLayers: [new VideoPreset(320, 180, 160_000, frameRate)],
        stopMicTrackOnMute: false,
      },
    };
  }

  #audio(): AudioCaptureOptions {
    return audioConstraints(this.choice);
  }

  #video(): VideoCaptureOptions {
    const { width, height, frameRate } = videoSize();
    return {
      resolution: { width, height, frameRate },
      ...(this.choice.cameraId ? { deviceId: this.choice.cameraId } : {}),
    };
  }

  // Opens what was open before: in the lobby, or when the connection was lost.
  async #settleIn(): Promise<void> {
    this.phase = 'inside';
    window.clearInterval(this.#lifeline);
    this.#lifeline = window.setInterval(() => (this.interrupted = isInterrupted(this.#room) ?? false), lifelineMs);
    this.mayPublish = this.#room.localParticipant.permissions?.canPublish ?? true;
    this.#refresh();
    if (!this.mayPublish) return;
    const opened = await Promise.allSettled([
      this.choice.microphone ? this.setMicrophone(true) : undefined,
      this.choice.camera ? this.setCamera(true) : undefined,
    ]);
    this.deviceProblem = opened.find((result) => result.status === 'rejected')?.reason;
  }

  // A camera without a picture is opened once more; then the person is told.
  async #assurePicture(): Promise<void> {
    if (await this.#hasPicture()) return;
    try {
      await this.#room.localParticipant.getTrackPublication(Track.Source.Camera)?.videoTrack?.restartTrack();
    } catch (error) {
      this.deviceProblem = error;
      return;
    }
    if (await this.#hasPicture()) return;
    this.deviceProblem = new DOMException('The camera gives no picture.', 'NotReadableError');
  }

  async #hasPicture(): Promise<boolean> {
    const camera = () => this.#room.localParticipant.getTrackPublication(Track.Source.Camera)?.videoTrack;
    const track = camera();
    return !track || (await givesPicture(track.mediaStreamTrack)) || track !== camera() || track.isMuted;
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
      .on(RoomEvent.ActiveSpeakersChanged, () => this.#setStage())
      .on(RoomEvent.TrackSubscribed, (track, _, { identity }) => this.#voices.play(track, identity))
      .on(RoomEvent.TrackUnsubscribed, (track) => this.#voices.silence(track))
      .on(RoomEvent.AudioPlaybackStatusChanged, () => (this.soundBlocked = !this.#room.canPlaybackAudio))
      .on(RoomEvent.Reconnecting, () => (this.phase = 'reconnecting'))
      .on(RoomEvent.SignalReconnecting, () => (this.phase = 'reconnecting'))
      .on(RoomEvent.Reconnected, () => {
        this.phase = 'inside';
        this.#refresh();
      })
      .on(RoomEvent.Disconnected, (reason) => this.#disconnected(reason));
  }

  #refresh(): void {
    const local = this.#room.localParticipant;
    const present = [local, ...this.#room.remoteParticipants.values()].map((participant: Participant) =>
      attendeeOf(participant, participant === local),
    );
    this.attendees = [...present, ...this.#missed(present)].sort((a, b) => bySeat(a.person, b.person));
  }

  // While the connection is lost nobody is said to have left.
  #missed(present: Attendee[]): Attendee[] {
    if (this.phase !== 'reconnecting' && this.phase !== 'returning') return [];
    return this.attendees
      .filter((before) => !present.some((now) => now.identity === before.identity))
      .map((before) => ({ ...before, speaking: false, video: undefined }));
  }

  #setStage(): void {
    window.clearTimeout(this.#stageTimer);
    const local = this.#room.localParticipant;
    const speaking = this.#room.activeSpeakers.filter((speaker) => speaker !== local);
    const now = performance.now();
    this.speakerIdentity = this.#stage.note(
      speaking.map((speaker) => speaker.identity),
      now,
    );
    const { due } = this.#stage;
    if (due !== undefined) this.#stageTimer = window.setTimeout(() => this.#setStage(), due - now);
  }

  #disconnected(reason: DisconnectReason | undefined): void {
    this.#voices.silenceAll();
    if (this.phase !== 'inside' && this.phase !== 'reconnecting') return;
    const departure = departureOf(reason);
    if (!isTemporary(departure)) return this.#depart(departure);
    this.departure = departure;
    this.phase = 'returning';
    void this.#comeBack();
  }

  async #comeBack(): Promise<void> {
    for (let attempt = 0; attempt < returnAttempts && this.phase === 'returning'; attempt++) {
      await new Promise((done) => setTimeout(done, returnPauseMs));
      try {
        const token = await this.#admit();
        if (this.phase !== 'returning') return;
        await this.#room.connect(this.#url, token);
        return this.phase === 'returning' ? await this.#settleIn() : await this.#room.disconnect();
      } catch {
        // Not yet: the next attempt follows.
      }
    }
    if (this.phase === 'returning') this.#depart(this.departure);
  }

  #depart(departure: Departure): void {
    window.clearTimeout(this.#stageTimer);
    window.clearInterval(this.#lifeline);
    this.#voices.silenceAll();
    if (this.phase === 'left' || this.phase === 'failed') return;
    this.departure = departure;
    this.phase = 'left';
  }
}
