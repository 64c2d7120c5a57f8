// What every browser test needs: the server, browsers with their own microphones, scenarios that count.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { writeTone } from './wav.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const work = join(root, 'build/e2e');
export const screenshots = join(root, 'build/screenshots');
mkdirSync(work, { recursive: true });
mkdirSync(screenshots, { recursive: true });

let passed = 0;
let failed = 0;

// A behaviour with its name; a failure is told and does not stop the others.
export async function scenario(name, check) {
  const begun = Date.now();
  try {
    await check();
    passed++;
    console.log(`ok    ${name} (${Date.now() - begun} ms)`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}\n${String(error.stack ?? error).replace(/^/gm, '      ')}`);
  }
}

// The scenarios of a file. When one fails all are played once more, since a machine that is busy with something else
// shows too few pictures; what counts is the last time.
export async function play(name, run) {
  const before = { passed, failed };
  await run();
  if (failed === before.failed) return;
  console.log(`${name}: once more`);
  ({ passed, failed } = before);
  await run();
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

// Asks `probe` again until it answers true, or says after `limit` ms what it last saw.
export async function until(what, probe, limit = 30_000) {
  const end = Date.now() + limit;
  let seen;
  for (;;) {
    seen = await probe();
    if (seen === true) return;
    if (Date.now() > end) throw new Error(`not within ${limit} ms: ${what}; last seen: ${JSON.stringify(seen)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function canBind(port) {
  return new Promise((done) => {
    const socket = createSocket('udp4').once('error', () => done(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => done(true)));
  });
}

// One UDP port for each media worker, below the range from which browsers take theirs.
async function freeMediaPorts(workers = 8) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all(Array.from({ length: workers }, (_, i) => canBind(first + i)));
    if (free.every(Boolean)) return first;
  }
  throw new Error('no free UDP ports for media');
}

// A server of its own with a fresh demonstration session; `links` are the personal links it printed.
export class Server {
  static async start({ options = [], data = join(work, 'data'), mediaAddress = '127.0.0.1' } = {}) {
    rmSync(data, { recursive: true, force: true });
    const server = new Server();
    server.port = await freePort();
    server.origin = `http://localhost:${server.port}`;
    server.media = `${mediaAddress}:${await freeMediaPorts()}`;
    server.options = ['--dev', '--demo', '--data', data, ...options];
    await server.launch();
    return server;
  }

  async launch() {
    this.output = '';
    this.process = spawn(
      join(root, 'build/release/hemicycle'),
      ['serve', '--http', `127.0.0.1:${this.port}`, '--media', this.media, ...this.options],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on('data', (chunk) => (this.output += chunk));
    await until('the server prints its links', () => this.links.length >= 4 || this.output.slice(-400));
  }

  // Nothing comes from it or reaches it, as if the network were cut.
  freeze() {
    this.process.kill('SIGSTOP');
  }

  thaw() {
    this.process.kill('SIGCONT');
  }

  get links() {
    return [...new Set(this.output.match(/http:\/\/[^\s]*\/join\/[\w-]+/g) ?? [])];
  }

  async stop() {
    const ended = new Promise((done) => this.process.once('exit', (code, signal) => done(signal ?? code)));
    this.process.kill('SIGTERM');
    return ended;
  }
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=30',
];

// One person's browser, with a sine of `hertz` as the voice.
export async function openBrowser({ hertz = 440, locale = 'en', phone = false, ...context } = {}) {
  const voice = join(work, `voice-${hertz}.wav`);
  writeTone(voice, hertz);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...flags, `--use-file-for-fake-audio-capture=${voice}`],
  });
  const { page } = await openPage(browser, { locale, phone, ...context });
  return { browser, page };
}

// A page of somebody else, with nothing remembered, in the same browser.
export async function openPage(browser, { phone = false, ...options } = {}) {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    isMobile: phone,
    permissions: ['microphone', 'camera'],
    ...options,
  });
  const page = await context.newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('request', (request) => {
    const host = new URL(request.url()).hostname;
    if (/^https?:/.test(request.url()) && host !== 'localhost') page.problems.push(`a request to ${host}`);
  });
  return { context, page };
}

export async function picture(page, name) {
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
}
