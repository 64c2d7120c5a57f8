// How microphones and cameras are opened: sound is never coloured (no gain control, no noise
// suppression), because interpreters must hear what was said; echo is removed only where no headset
// keeps it away.

export interface CaptureChoice {
  microphone: boolean;
  camera: boolean;
  microphoneId?: string | undefined;
  cameraId?: string | undefined;
  speakerId?: string | undefined;
  headset: boolean;
}

export const speechBitrate = 64_000;

export function audioConstraints(choice: CaptureChoice) {
  return {
    ...(choice.microphoneId ? { deviceId: choice.microphoneId } : {}),
    autoGainControl: false,
    noiseSuppression: false,
    echoCancellation: !choice.headset,
    channelCount: 1,
    sampleRate: 48_000,
  };
}

export interface VideoSize {
  width: number;
  height: number;
  frameRate: number;
  // bits per second at that size
  bitrate: number;
}

// 720p where the machine can encode it beside all else it does, 360p where it has few cores.
export function videoSize(): VideoSize {
  return navigator.hardwareConcurrency >= 4
    ? { width: 1280, height: 720, frameRate: 30, bitrate: 1_700_000 }
    : { width: 640, height: 360, frameRate: 30, bitrate: 600_000 };
}
