import { RemoteAudioTrack, type Track } from 'livekit-client';

// The sound of the others: one element for each voice, as long as it is received.
export class Voices {
  readonly #elements = new Map<RemoteAudioTrack, HTMLMediaElement>();

  play(track: Track, identity: string): void {
    if (!(track instanceof RemoteAudioTrack)) return;
    const element = track.attach();
    element.dataset['identity'] = identity;
    document.body.append(element);
    this.#elements.set(track, element);
  }

  silence(track: Track): void {
    if (!(track instanceof RemoteAudioTrack)) return;
    track.detach();
    this.#elements.get(track)?.remove();
    this.#elements.delete(track);
  }

  silenceAll(): void {
    for (const track of [...this.#elements.keys()]) this.silence(track);
  }
}
