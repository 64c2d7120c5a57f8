import type { Loudness } from './loudness';

export type LevelVerdict = 'silent' | 'quiet' | 'good' | 'loud';

// dBFS: below the first nothing but a room's noise is heard; near the last the sound is clipped.
const heardFrom = -50;
const goodFrom = -38;
const loudFrom = -1;
// Speech comes and goes: the verdict follows the loudest of the last seconds, in dB a measurement.
const forgetting = 0.6;

// What to tell a person about their voice.
export class VoiceVerdict {
  verdict: LevelVerdict = 'silent';
  #heard = -100;

  note({ level, peak }: Loudness): LevelVerdict {
    this.#heard = Math.max(level, this.#heard - forgetting);
    this.verdict = peak >= loudFrom ? 'loud' : verdictOf(this.#heard);
    return this.verdict;
  }
}

function verdictOf(level: number): LevelVerdict {
  if (level < heardFrom) return 'silent';
  return level < goodFrom ? 'quiet' : 'good';
}
