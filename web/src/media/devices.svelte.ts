import { audioConstraints, type CaptureChoice, videoSize } from './capture';
import { remember, rememberedChoice } from './choices';
import { DeviceList } from './device_list.svelte';
import { measureLoudness } from './loudness';
import { givesPicture } from './picture';
import { type LevelVerdict, VoiceVerdict } from './verdict';

// 'insecure': browsers give devices to https pages and to localhost only.
export type DevicesState = 'asking' | 'ready' | 'refused' | 'busy' | 'none' | 'insecure';

// The lobby's camera and microphone: what they show, how loud the voice is. Owns the preview stream
// until stop(); knows nothing of the meeting.
export class Devices {
  microphone = $state<DevicesState>('asking');
  camera = $state<DevicesState>('asking');
  preview = $state.raw<MediaStream | null>(null);
  level = $state(-100);
  verdict = $state<LevelVerdict>('silent');
  choice = $state<CaptureChoice>(rememberedChoice());

  readonly list = new DeviceList();

  #stopMeasuring = () => {};
  #opening = 0;

  async open(attempts = 2): Promise<void> {
    remember($state.snapshot(this.choice));
    this.#release();
    if (!navigator.mediaDevices) {
      this.microphone = this.camera = window.isSecureContext ? 'refused' : 'insecure';
      return;
    }
    // Of several openings that overlap, the last one counts.
    const opening = ++this.#opening;
    const opened = await this.#capture();
    if (opening !== this.#opening) return stop(opened.stream);
    this.microphone = has(opened.stream?.getAudioTracks()) ? 'ready' : opened.problem;
    this.camera = has(opened.stream?.getVideoTracks()) ? 'ready' : opened.problem;
    this.preview = opened.stream;
    this.#measure(opened.stream);
    await this.list.refresh();
    const [camera] = opened.stream?.getVideoTracks() ?? [];
    if (!camera || (await givesPicture(camera)) || opening !== this.#opening) return;
    if (attempts > 1) return this.open(attempts - 1);
    this.camera = 'busy';
  }

  // What can be taken into the chamber: what is chosen, and was not found to fail.
  taken(mayPublish: boolean): CaptureChoice {
    const choice = $state.snapshot(this.choice);
    return {
      ...choice,
      microphone: mayPublish && choice.microphone && mayWork(this.microphone),
      camera: mayPublish && choice.camera && mayWork(this.camera),
    };
  }

  stop(): void {
    remember($state.snapshot(this.choice));
    this.#opening++;
    this.#release();
    this.list.close();
  }

  // A missing camera must not keep anyone from speaking, nor a missing microphone from being seen.
  async #capture(): Promise<{ stream: MediaStream | null; problem: DevicesState }> {
    const audio = audioConstraints(this.choice);
    const { width, height, frameRate } = videoSize();
    const video = { width, height, frameRate, ...(this.choice.cameraId ? { deviceId: this.choice.cameraId } : {}) };
    const wishes = this.choice.camera ? [{ audio, video }, { audio }, { video }] : [{ audio }];
    let problem: DevicesState = 'asking';
    for (const wish of wishes) {
      // Who refused the microphone is not asked a third time.
      if (problem === 'refused' && !wish.audio) break;
      try {
        return { stream: await navigator.mediaDevices.getUserMedia(wish), problem };
      } catch (error) {
        problem = stateOf(error);
      }
    }
    return { stream: null, problem };
  }

  #measure(stream: MediaStream | null): void {
    if (!stream || !has(stream.getAudioTracks())) return;
    const voice = new VoiceVerdict();
    this.#stopMeasuring = measureLoudness(stream, (loudness) => {
      this.level = loudness.level;
      this.verdict = voice.note(loudness);
    });
  }

  #release(): void {
    this.#stopMeasuring();
    this.#stopMeasuring = () => {};
    stop(this.preview);
    this.preview = null;
  }
}

function mayWork(state: DevicesState): boolean {
  return state === 'ready' || state === 'asking';
}

function has(tracks: MediaStreamTrack[] | undefined): boolean {
  return (tracks?.length ?? 0) > 0;
}

function stop(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => track.stop());
}

function stateOf(error: unknown): DevicesState {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return 'busy';
}
