// Which tone is in the samples: the power at one frequency beside the power of everything.

export const sampleRate = 48_000;

// Short enough to forgive the small stretches by which receivers adapt their buffers.
const window = sampleRate / 10;

// Goertzel's algorithm (1958): the share of the last 100 ms' energy at `hertz`, 1 for a pure sine.
export function shareAt(received, hertz) {
  const samples = received.slice(-window);
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [before, last, energy] = [0, 0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + coefficient * last - before];
    energy += sample * sample;
  }
  if (energy === 0 || samples.length < window) return 0;
  const power = before * before + last * last - coefficient * before * last;
  return (2 * power) / (samples.length * energy);
}

export function sine(hertz, count, start, amplitude) {
  return Float64Array.from({ length: count }, (_, i) =>
    amplitude * Math.sin((2 * Math.PI * hertz * (start + i)) / sampleRate));
}
