// The microphones, cameras and speakers of this machine as they come and go. Browsers tell them only
// to a page that may use one of them; some never tell the speakers.
export class DeviceList {
  microphones = $state.raw<MediaDeviceInfo[]>([]);
  cameras = $state.raw<MediaDeviceInfo[]>([]);
  speakers = $state.raw<MediaDeviceInfo[]>([]);

  readonly #refresh = () => void this.refresh();

  constructor() {
    navigator.mediaDevices?.addEventListener('devicechange', this.#refresh);
  }

  async refresh(): Promise<void> {
    const known = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    const devices = known.filter((device) => device.deviceId !== '');
    this.microphones = devices.filter((device) => device.kind === 'audioinput');
    this.cameras = devices.filter((device) => device.kind === 'videoinput');
    this.speakers = devices.filter((device) => device.kind === 'audiooutput');
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#refresh);
  }
}

// What is chosen as long as it is there, else the first: what a list of choices shows as chosen.
export function chosenOf(devices: MediaDeviceInfo[], id: string | undefined): string {
  const chosen = devices.find((device) => device.deviceId === id) ?? devices[0];
  return chosen?.deviceId ?? '';
}
