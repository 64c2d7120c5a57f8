// Chromium with livekit-client and the native SDK in one room: each hears the other's tone and
// decodes the other's pictures.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { writeTone } from '../e2e/wav.mjs';
import { NativePerson } from './native_person.mjs';
import { fail, pass, pause, until } from './scoreboard.mjs';
import { here, Server, token } from './server.mjs';
import { shareAt } from './tone.mjs';

const browserHertz = 440;
const nativeHertz = 1000;
// Of the energy in the received samples. The server passes a pure tone on as it is; clients that get
// too little of the processor break it for moments, which is why any clean tenth of a second will do.
const shareMin = 0.95;
const seconds = 5;
// Of 30: encoding and decoding both ways shares two cores with everything else.
const picturesPerSecond = 8;
// Why a packet between clients in order may go no further; anything else is a fault of ours.
const causesExpected = ['unknown_peer', 'not_ready', 'muted'];

const flags = [
  '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=30',
];

function servePage() {
  const files = {
    '/': ['text/html', readFileSync(join(here, 'page.html'))],
    '/livekit-client.js': ['text/javascript',
      readFileSync(join(here, 'node_modules/livekit-client/dist/livekit-client.umd.js'))],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ['text/plain', ''];
    response.writeHead(body === '' ? 404 : 200, { 'Content-Type': type }).end(body);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

async function step(name, check) {
  try {
    const detail = await check();
    pass(detail ? `${name}: ${detail}` : name);
  } catch (error) {
    fail(name, error.stack ?? error);
  }
}

// The rate at which `count()` grows.
async function ratePerSecond(count) {
  const [before, begun] = [await count(), Date.now()];
  await pause(seconds * 1000);
  return ((await count()) - before) / ((Date.now() - begun) / 1000);
}

function recognised(share) {
  return share > shareMin || share;
}

async function compare(server, page, native) {
  const browserHears = () => page.evaluate(() => heard.native?.() ?? []);
  const browserSees = () => page.evaluate(() => seen.native?.() ?? 0);

  await step('the browser hears the native client\'s tone', () =>
    until(`${nativeHertz} Hz`, async () => recognised(shareAt(await browserHears(), nativeHertz))));
  await step('the native client hears the browser\'s tone', () =>
    until(`${browserHertz} Hz`, () => recognised(shareAt(native.heard, browserHertz))));
  await step('nobody hears what nobody says', async () => {
    const wrong = [shareAt(await browserHears(), browserHertz), shareAt(native.heard, nativeHertz)];
    if (wrong.some((share) => share > 0.1)) throw new Error(`shares of the wrong tones: ${wrong}`);
  });
  for (const [who, count] of [['browser', browserSees], ['native client', () => native.pictures]]) {
    await step(`the ${who} decodes the other's pictures`, async () => {
      await until('the first picture', async () => (await count()) > 0);
      const rate = await ratePerSecond(count);
      if (rate < picturesPerSecond) throw new Error(`${rate.toFixed(1)} a second`);
      return `${rate.toFixed(1)} a second`;
    });
  }
}

// Unlike rates, this does not depend on how busy the machine is.
async function nothingDropped(server) {
  const drops = await server.drops();
  const faults = Object.entries(drops).filter(([cause, count]) =>
    count > 0 && !causesExpected.includes(cause));
  if (faults.length > 0) throw new Error(faults.map(([cause, count]) => `${cause} ${count}`).join(', '));
}

export async function run() {
  const server = await Server.start();
  const pages = await servePage();
  const voice = join(server.data, 'voice.wav');
  writeTone(voice, browserHertz);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...flags, `--use-file-for-fake-audio-capture=${voice}`],
  });
  const native = new NativePerson();
  await step('a browser and a native client join one room', async () => {
    const context = await browser.newContext({ permissions: ['microphone', 'camera'] });
    const page = await context.newPage();
    await page.goto(`http://localhost:${pages.address().port}/`);
    await page.evaluate(([url, key]) => join(url, key), [server.url, await token('talk', 'browser')]);
    await native.join(server.url, await token('talk', 'native'), nativeHertz);
    native.page = page;
  });
  if (native.page) await compare(server, native.page, native);
  await step('the server drops nothing of it', () => nothingDropped(server));
  await native.leave();
  await browser.close();
  pages.close();
  const code = await server.stop();
  if (code !== 0) fail('the server stops cleanly after the conversation', `exit ${code}`);
}
