// Two soft notes on the chosen speaker, so that a person knows where the meeting will be heard.

const notes = [523.25, 659.25]; // Hz: C5, E5
const noteSeconds = 0.7;

// Resolves when it is over; rejects when the browser or the speaker refuses.
export async function playTestSound(speakerId: string | undefined): Promise<void> {
  const context = new AudioContext();
  const player = new Audio();
  try {
    const sink = context.createMediaStreamDestination();
    player.srcObject = sink.stream;
    if (speakerId && 'setSinkId' in player) await player.setSinkId(speakerId);
    await context.resume();
    await player.play();
    const begin = context.currentTime + 0.1;
    notes.forEach((hertz, index) => strike(context, sink, hertz, begin + index * noteSeconds));
    await new Promise((done) => setTimeout(done, 1000 * (0.3 + notes.length * noteSeconds)));
  } finally {
    player.srcObject = null;
    await context.close();
  }
}

function strike(context: AudioContext, sink: AudioNode, hertz: number, at: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.25, at + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, at + noteSeconds);
  oscillator.connect(gain).connect(sink);
  oscillator.start(at);
  oscillator.stop(at + noteSeconds);
}
