// A participant of the native SDK: speaks a tone, shows a moving picture, hears and sees others.
import {
  AudioFrame, AudioSource, AudioStream, LocalAudioTrack, LocalVideoTrack, Room, RoomEvent,
  TrackKind, TrackPublishOptions, TrackSource, VideoBufferType, VideoFrame, VideoSource, VideoStream,
} from '@livekit/rtc-node';
import { pause } from './scoreboard.mjs';
import { sampleRate, sine } from './tone.mjs';

const frameMs = 10;
const samplesPerFrame = (sampleRate * frameMs) / 1000;
const pictureMs = 33;
const [width, height] = [320, 180];
const heardSamplesMax = sampleRate; // the last second

export class NativePerson {
  heard = [];
  pictures = 0;
  #room = new Room();
  #open = true;

  async join(url, token, hertz) {
    this.#room.on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind === TrackKind.KIND_AUDIO) this.#listen(track);
      else this.#watch(track);
    });
    await this.#room.connect(url, token, { autoSubscribe: true, dynacast: false });
    await this.#speak(hertz);
    await this.#show();
  }

  async leave() {
    this.#open = false;
    await this.#room.disconnect();
  }

  async #publish(track, source) {
    const options = new TrackPublishOptions();
    options.source = source;
    await this.#room.localParticipant.publishTrack(track, options);
  }

  async #speak(hertz) {
    const source = new AudioSource(sampleRate, 1);
    await this.#publish(LocalAudioTrack.createAudioTrack('voice', source), TrackSource.SOURCE_MICROPHONE);
    const talk = async () => {
      for (let spoken = 0; this.#open; spoken += samplesPerFrame) {
        const samples = Int16Array.from(sine(hertz, samplesPerFrame, spoken, 8000));
        await source.captureFrame(new AudioFrame(samples, sampleRate, 1, samplesPerFrame));
      }
    };
    talk().catch(() => {});
  }

  async #show() {
    const source = new VideoSource(width, height);
    await this.#publish(LocalVideoTrack.createVideoTrack('camera', source), TrackSource.SOURCE_CAMERA);
    const film = async () => {
      const picture = new Uint8Array((width * height * 3) / 2).fill(128);
      for (let count = 0; this.#open; count++) {
        const bar = count % width;
        for (let y = 0; y < height; y++) picture[y * width + bar] = (count * 5) % 256;
        source.captureFrame(new VideoFrame(picture, width, height, VideoBufferType.I420));
        await pause(pictureMs);
      }
    };
    film().catch(() => {});
  }

  async #listen(track) {
    for await (const frame of new AudioStream(track, sampleRate, 1)) {
      for (const sample of frame.data) this.heard.push(sample);
      if (this.heard.length > heardSamplesMax) this.heard.splice(0, this.heard.length - heardSamplesMax);
    }
  }

  async #watch(track) {
    for await (const { frame } of new VideoStream(track)) {
      if (frame.width > 0) this.pictures++;
    }
  }
}
