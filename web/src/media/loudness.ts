// How loud a sound is: dBFS of its mean power and of its peak, from -100.
export interface Loudness {
  level: number;
  peak: number;
}

const floor = -100;
const intervalMs = 80;

// Measures the sound of `stream` until the returned function is called.
export function measureLoudness(stream: MediaStream, heard: (loudness: Loudness) => void): () => void {
  const context = new AudioContext();
  // Some browsers begin only when asked; those that wait for a click begin with it.
  void context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    heard(loudnessOf(samples));
  }, intervalMs);
  return () => {
    window.clearInterval(timer);
    void context.close();
  };
}

export function loudnessOf(samples: Float32Array): Loudness {
  let power = 0;
  let peak = 0;
  for (const sample of samples) {
    power += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  return { level: decibels(Math.sqrt(power / samples.length)), peak: decibels(peak) };
}

function decibels(amplitude: number): number {
  return Math.max(floor, 20 * Math.log10(Math.max(amplitude, 1e-5)));
}
