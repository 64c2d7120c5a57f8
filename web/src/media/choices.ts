import type { CaptureChoice } from './capture';

const storageKey = 'hemicycle.devices';

const first: CaptureChoice = { microphone: true, camera: true, headset: true };

// What the person chose the last time on this machine, as far as it is still understood.
export function rememberedChoice(): CaptureChoice {
  const choice = { ...first };
  const kept = read();
  for (const key of ['microphone', 'camera', 'headset'] as const) {
    if (typeof kept[key] === 'boolean') choice[key] = kept[key];
  }
  for (const key of ['microphoneId', 'cameraId', 'speakerId'] as const) {
    if (typeof kept[key] === 'string') choice[key] = kept[key];
  }
  return choice;
}

export function remember(part: Partial<CaptureChoice>): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ ...rememberedChoice(), ...part }));
  } catch {
    // A browser that keeps nothing asks again the next time.
  }
}

function read(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '');
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}
