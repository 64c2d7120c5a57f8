// Firefox and Chromium in one room, each hearing and seeing the other.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { openFirefox, program } from './marionette.mjs';
import { openBrowser, scenario, Server, until } from './harness.mjs';
import { enter, heardTones, ownIdentity, shownFrames } from './person.mjs';

const hertz = 880;

export async function run() {
  if (!existsSync(program)) {
    console.log(`skipped: ${program} is not there; tools/setup check installs it`);
    return;
  }
  // Firefox does not send to the loopback address.
  if (!Object.values(networkInterfaces()).flat().some(({ internal }) => !internal)) {
    console.log('skipped: Firefox needs an address of this machine other than loopback');
    return;
  }
  const server = await Server.start({ mediaAddress: '0.0.0.0' });
  const { browser, page } = await openBrowser({ hertz: 660 });
  const firefox = await openFirefox({ hertz });

  await scenario('Firefox enters, and hears and sees Chromium', async () => {
    await enter(page, server.links[0]);
    await firefox.goto(server.links[2]);
    await until('the voice is heard', () => firefox.shows('You are heard'), 30_000);
    await firefox.press('Enter the chamber');
    const chair = await ownIdentity(page);
    await until('pictures and the tone of Chromium', async () => {
      const frames = await firefox.evaluate(framesShownOf, chair);
      const tones = await heardTones(firefox);
      return (frames > 10 && Math.abs(tones[chair] - 660) < 12) || { frames, tones };
    }, 60_000);
    await firefox.picture('chamber-firefox-en');
  });

  await scenario('Chromium hears and sees Firefox', async () => {
    const delegate = await firefox.evaluate(() => document.querySelector('figure[data-self]').dataset.identity);
    await until('pictures and the tone of Firefox', async () => {
      const before = await shownFrames(page);
      const tones = await heardTones(page);
      const after = await shownFrames(page);
      return (after[delegate] > before[delegate] && Math.abs(tones[delegate] - hertz) < 12) || { before, tones, after };
    }, 60_000);
  });

  await scenario('who leaves from Firefox is gone for Chromium', async () => {
    await firefox.press('Leave');
    await page.getByText('You are the first to arrive.').waitFor();
    assert.equal(await firefox.shows('You have left the session.'), true);
    assert.deepEqual(page.problems, []);
  });

  await firefox.close();
  await browser.close();
  await server.stop();
}

// In two seconds; Firefox does not count the pictures of a stream by itself.
async function framesShownOf(identity) {
  const video = document.querySelector(`figure[data-identity="${identity}"] video`);
  let frames = 0;
  const count = () => {
    frames++;
    video.requestVideoFrameCallback(count);
  };
  video?.requestVideoFrameCallback(count);
  await new Promise((done) => setTimeout(done, 2000));
  return frames;
}
