import { audioConstraints, type CaptureChoice, videoSize } from './capture';

export type DevicesState = 'asking' | 'ready' | 'refused' | 'busy' | 'none';
export type LevelVerdict = 'silent' | 'quiet' | 'good' | 'loud';

// dBFS: below the first nothing but a room's noise is heard; near the last the sound is clipped.
const heardFrom = -50;
const goodFrom = -38;
const loudFrom = -1;

// The lobby's camera and microphone: which there are, what they show, how loud the voice is.
// Owns the preview stream until stop(); knows nothing of the meeting.
export class Devices {
  state = $state<DevicesState>('asking');
  microphones = $state.raw<MediaDeviceInfo[]>([]);
  cameras = $state.raw<MediaDeviceInfo[]>([]);
  preview = $state.raw<MediaStream | null>(null);
  level = $state(-100);
  verdict = $state<LevelVerdict>('silent');
  choice = $state<CaptureChoice>({ microphone: true, camera: true, headset: true });

  // Until the devices have been listed, a camera is hoped for.
  readonly hasCamera = $derived(this.state === 'asking' || this.cameras.length > 0);

  #context: AudioContext | null = null;
  #meter = 0;
  #heard = -100;

  async open(): Promise<void> {
    this.#release();
    if (!navigator.mediaDevices) {
      this.state = 'refused';
      return;
    }
    try {
      const stream = await this.#capture();
      this.preview = stream;
      this.state = stream.getAudioTracks().length > 0 ? 'ready' : 'none';
      this.#measure(stream);
    } catch (error) {
      this.state = stateOf(error);
    }
    await this.#list();
  }

  stop(): void {
    this.#release();
  }

  // A missing camera must not keep anyone from speaking, nor a missing microphone from being seen.
  async #capture(): Promise<MediaStream> {
    const audio = audioConstraints(this.choice);
    const { width, height, frameRate } = videoSize();
    const video = this.choice.camera
      ? { width, height, frameRate, ...(this.choice.cameraId ? { deviceId: this.choice.cameraId } : {}) }
      : false;
    try {
      return await navigator.mediaDevices.getUserMedia({ audio, video });
    } catch (error) {
      if (video === false || stateOf(error) === 'refused') throw error;
      return navigator.mediaDevices.getUserMedia({ audio });
    }
  }

  async #list(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    this.microphones = devices.filter((device) => device.kind === 'audioinput' && device.deviceId !== '');
    this.cameras = devices.filter((device) => device.kind === 'videoinput' && device.deviceId !== '');
  }

  #measure(stream: MediaStream): void {
    if (stream.getAudioTracks().length === 0) return;
    this.#context = new AudioContext();
    const analyser = this.#context.createAnalyser();
    analyser.fftSize = 2048;
    this.#context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.#meter = window.setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      this.#note(samples);
    }, 80);
  }

  #note(samples: Float32Array): void {
    let power = 0;
    let peak = 0;
    for (const sample of samples) {
      power += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    this.level = decibels(Math.sqrt(power / samples.length));
    // Speech comes and goes: the verdict follows the loudest of the last seconds.
    this.#heard = Math.max(this.level, this.#heard - 0.6);
    this.verdict = decibels(peak) >= loudFrom ? 'loud' : verdictOf(this.#heard);
  }

  #release(): void {
    window.clearInterval(this.#meter);
    void this.#context?.close();
    this.#context = null;
    this.preview?.getTracks().forEach((track) => track.stop());
    this.preview = null;
  }
}

function decibels(amplitude: number): number {
  return 20 * Math.log10(Math.max(amplitude, 1e-5));
}

function verdictOf(level: number): LevelVerdict {
  if (level < heardFrom) return 'silent';
  return level < goodFrom ? 'quiet' : 'good';
}

function stateOf(error: unknown): DevicesState {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return 'busy';
}
