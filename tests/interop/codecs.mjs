// What Chromium decodes of what Chromium publishes, by codec, layers, the receiver's wish and whether
// it is encrypted from end to end: `node tests/interop/codecs.mjs` prints the table of docs/codecs.md.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { pause } from './scoreboard.mjs';
import { here, Server, token } from './server.mjs';

const rows = [
  { codec: 'vp8', layers: 'one', simulcast: false },
  { codec: 'vp8', layers: 'simulcast', simulcast: true },
  { codec: 'h264', layers: 'one', simulcast: false },
  { codec: 'h264', layers: 'simulcast', simulcast: true },
  { codec: 'vp9', layers: 'one', simulcast: false, scalabilityMode: 'L1T1' },
  { codec: 'vp9', layers: 'L3T3_KEY', simulcast: true, scalabilityMode: 'L3T3_KEY' },
  { codec: 'av1', layers: 'one', simulcast: false, scalabilityMode: 'L1T1' },
  { codec: 'av1', layers: 'L3T3_KEY', simulcast: true, scalabilityMode: 'L3T3_KEY' },
];
const qualities = ['HIGH', 'LOW'];
const secondsToSettle = 7;
const secondsMeasured = 3;

const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--autoplay-policy=no-user-gesture-required'];

function servePage() {
  const library = (name) => readFileSync(join(here, 'node_modules/livekit-client/dist', name));
  const files = {
    '/': ['text/html', readFileSync(join(here, 'codecs.html'))],
    '/livekit-client.js': ['text/javascript', library('livekit-client.umd.js')],
    '/e2ee.js': ['text/javascript', library('livekit-client.e2ee.worker.js')],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ['text/plain', ''];
    response.writeHead(body === '' ? 404 : 200, { 'Content-Type': type }).end(body);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

async function play(browser, url, pageUrl, row, encrypted) {
  const room = `${row.codec}-${row.layers}-${encrypted}`;
  const open = async (identity) => {
    const page = await browser.newPage();
    await page.goto(pageUrl);
    await page.evaluate(([to, key, e2ee]) => enter(to, key, e2ee), [url, await token(room, identity), encrypted]);
    return page;
  };
  const publisher = await open('publisher');
  await publisher.evaluate((options) => publish(options), row);
  const watcher = await open('watcher');
  const seen = {};
  for (const quality of qualities) {
    await watcher.evaluate((wish) => want(wish), quality);
    await pause(secondsToSettle * 1000);
    const before = await watcher.evaluate(() => decoded());
    await pause(secondsMeasured * 1000);
    const after = await watcher.evaluate(() => decoded());
    const rate = (after.frames - before.frames) / secondsMeasured;
    seen[quality] = rate > 0 ? `${after.width} x ${after.height}, ${rate.toFixed(0)}/s` : 'nothing';
  }
  await publisher.close();
  await watcher.close();
  return seen;
}

const server = await Server.start();
const pages = await servePage();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
console.log(`Chromium ${browser.version()}, 1280 x 720 published\n`);
console.log(`| codec | layers | encrypted | ${qualities.join(' | ')} |\n|---|---|---|${'---|'.repeat(qualities.length)}`);
const wanted = process.argv.slice(2);
for (const row of rows)
  for (const encrypted of [false, true]) {
    if (wanted.length > 0 && !wanted.includes(row.codec)) continue;
    let seen;
    try {
      seen = await play(browser, server.url, `http://localhost:${pages.address().port}/`, row, encrypted);
    } catch (error) {
      seen = Object.fromEntries(qualities.map((each) => [each, String(error).split('\n')[0]]));
    }
    console.log(`| ${row.codec} | ${row.layers} | ${encrypted ? 'yes' : 'no'} | ${qualities.map((each) => seen[each]).join(' | ')} |`);
  }
await browser.close();
pages.close();
process.exit(await server.stop());
