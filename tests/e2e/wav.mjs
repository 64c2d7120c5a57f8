// Sounds for the browsers' fake microphones.
import { writeFileSync } from 'node:fs';

const sampleRate = 48_000;

// Writes a mono 16-bit WAV: a sine of `hertz` at `level` dBFS, long enough to loop without a click.
export function writeTone(path, hertz, level = -20) {
  const samples = new Int16Array(sampleRate);
  const amplitude = 32_767 * 10 ** (level / 20);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = Math.round(amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate));
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.byteLength, 40);
  writeFileSync(path, Buffer.concat([header, Buffer.from(samples.buffer)]));
}
