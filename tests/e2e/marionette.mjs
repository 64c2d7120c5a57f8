// Firefox, driven by the protocol that it brings along: Marionette, JSON over TCP. As much of it as
// the tests need, in the shape of Playwright's page.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { screenshots, until } from './harness.mjs';

export const program = '/usr/bin/firefox-esr';

// Fake devices and no questions.
const preferences = (hertz) => ({
  'marionette.port': 0,
  'media.navigator.streams.fake': true,
  'media.navigator.audio.fake_frequency': hertz,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'intl.accept_languages': 'en',
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
});

export async function openFirefox({ hertz }) {
  const profile = mkdtempSync(join(tmpdir(), 'hemicycle-firefox-'));
  const lines = Object.entries(preferences(hertz)).map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});`);
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const sound = startSound(profile);
  const environment = { ...process.env, PULSE_SERVER: `unix:${soundSocket(profile)}` };
  const arguments_ = ['--headless', '--marionette', '--no-remote', '--profile', profile];
  const browser = spawn(program, arguments_, { stdio: 'ignore', env: environment });
  let port = 0;
  await until('Firefox listens', () => {
    try {
      port = Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8'));
    } catch {
      // Not yet.
    }
    return port > 0;
  }, 60_000);
  const firefox = new Firefox([browser, sound], profile, connect(port, '127.0.0.1'));
  await firefox.begin();
  return firefox;
}

const soundSocket = (folder) => join(folder, 'pulse.socket');

// Firefox measures and plays no sound without a sound card; PulseAudio pretends to be one.
function startSound(folder) {
  return spawn('pulseaudio', [
    '-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--load=module-null-sink',
    `--load=module-native-protocol-unix auth-anonymous=1 socket=${soundSocket(folder)}`,
  ], { stdio: 'ignore', env: { ...process.env, XDG_RUNTIME_DIR: folder, HOME: folder } });
}

class Firefox {
  #processes;
  #profile;
  #socket;
  #received = Buffer.alloc(0);
  #waiting = new Map();
  #last = 0;

  constructor(processes, profile, socket) {
    this.#processes = processes;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('data', (chunk) => this.#receive(chunk));
  }

  async begin() {
    await this.#ask('WebDriver:NewSession', { capabilities: { alwaysMatch: { pageLoadStrategy: 'normal' } } });
    await this.#ask('WebDriver:SetTimeouts', { script: 60_000 });
  }

  async goto(url) {
    await this.#ask('WebDriver:Navigate', { url });
  }

  async evaluate(action, argument) {
    const script = `const [argument, done] = arguments;
      Promise.resolve((${action})(argument)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value } = await this.#ask('WebDriver:ExecuteAsyncScript', { script, args: [argument ?? null] });
    if (value.error) throw new Error(value.error);
    return value.value;
  }

  shows(text) {
    return this.evaluate((text) => document.body.innerText.includes(text), text);
  }

  async press(name) {
    const using = 'xpath';
    const { value } = await this.#ask('WebDriver:FindElement', { using, value: `//button[normalize-space()='${name}']` });
    await this.#ask('WebDriver:ElementClick', { id: Object.values(value)[0] });
  }

  async picture(name) {
    const { value } = await this.#ask('WebDriver:TakeScreenshot', { full: false });
    writeFileSync(join(screenshots, `${name}.png`), Buffer.from(value, 'base64'));
  }

  async close() {
    this.#socket.destroy();
    for (const process of this.#processes) {
      const ended = new Promise((done) => process.once('exit', done));
      process.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#profile, { recursive: true, force: true });
  }

  // [0, id, command, parameters] is answered by [1, id, error, result].
  #ask(command, parameters) {
    const id = ++this.#last;
    const text = JSON.stringify([0, id, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, command }));
  }

  // Each message is led by its length and a colon; the first one is a greeting.
  #receive(chunk) {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      const length = Number(this.#received.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || this.#received.length < colon + 1 + length) return;
      const message = JSON.parse(this.#received.subarray(colon + 1, colon + 1 + length).toString());
      this.#received = this.#received.subarray(colon + 1 + length);
      if (Array.isArray(message)) this.#settle(message);
    }
  }

  #settle([, id, error, result]) {
    const { resolve, reject, command } = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) reject(new Error(`${command}: ${error.message}`));
    else resolve(result);
  }
}
