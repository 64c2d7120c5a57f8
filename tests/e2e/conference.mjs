import assert from 'node:assert/strict';
import { openBrowser, picture, scenario, Server, until } from './harness.mjs';
import { enter, heardTones, ownIdentity, shownFrames, tile } from './person.mjs';

const seconds = 5;
const framesPerSecond = 20;

export async function run() {
  const server = await Server.start();
  const people = [];
  for (const [index, hertz] of [440, 660, 880].entries()) {
    const person = await openBrowser({ hertz, locale: index === 1 ? 'vi' : 'en' });
    people.push({ ...person, hertz, link: server.links[index] });
  }

  await scenario('three delegations enter and see one another', async () => {
    for (const person of people) await enter(person.page, person.link);
    for (const person of people) {
      await until('three tiles', async () => (await person.page.locator('figure[data-identity]').count()) === 3);
      person.identity = await ownIdentity(person.page);
      assert.ok(person.identity);
    }
  });

  await scenario(`each is shown the others at ${framesPerSecond} pictures a second or more`, async () => {
    for (const person of people) {
      await until('all pictures have begun', async () => {
        const frames = await shownFrames(person.page);
        return others(person, people).every((other) => frames[other.identity] > 0) || frames;
      }, 20_000);
    }
    for (const person of people) {
      await until('enough pictures a second from each', async () => {
        const rates = await shownRates(person.page);
        const wanted = others(person, people).map((other) => rates[other.identity]);
        if (wanted.some((rate) => !(rate >= framesPerSecond))) return rates;
        console.log(`      ${wanted.map((rate) => rate.toFixed(1)).join(' and ')} pictures a second`);
        return true;
      }, 60_000);
    }
  });

  await scenario('each hears the tone of each of the others', async () => {
    for (const person of people) {
      await until('the right tones', async () => {
        const tones = await heardTones(person.page);
        return others(person, people).every((other) => Math.abs(tones[other.identity] - other.hertz) < 12) || tones;
      });
    }
  });

  await scenario('the chamber is readable on a desktop and a phone, in English and Vietnamese', async () => {
    for (const [person, language] of [[people[0], 'en'], [people[1], 'vi']]) {
      for (const [device, size] of [['desktop', { width: 1280, height: 800 }], ['phone', { width: 390, height: 844 }]]) {
        await person.page.setViewportSize(size);
        await pause(500);
        const overflow = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} pixels wider than the ${device}`);
        await picture(person.page, `chamber-${device}-${language}`);
      }
      await person.page.setViewportSize({ width: 1280, height: 800 });
    }
  });

  const [chair, second, third] = people;

  await scenario('a closed microphone is seen by the others within two seconds, and heard no more', async () => {
    await second.page.locator('footer button').first().click();
    await Promise.all([chair, third].map((person) => tile(person.page, second.identity)
      .getByRole('img', { name: 'Microphone is off' }).waitFor({ timeout: 2000 })));
    await until('silence', async () => {
      const tones = await heardTones(chair.page);
      return (tones[second.identity] ?? 0) === 0 || tones;
    });
    await second.page.locator('footer button').first().click();
    await until('the tone again', async () => {
      const tones = await heardTones(chair.page);
      return Math.abs((tones[second.identity] ?? 0) - second.hertz) < 12 || tones;
    });
  });

  await scenario('a camera turned off is seen by the others within two seconds', async () => {
    await second.page.locator('footer button').nth(1).click();
    await Promise.all([chair, third].map((person) =>
      tile(person.page, second.identity).locator('video').waitFor({ state: 'detached', timeout: 2000 })));
    await picture(chair.page, 'chamber-camera-off-desktop-en');
  });

  await scenario('an observer follows without being able to speak', async () => {
    const observer = await openBrowser();
    try {
      await enter(observer.page, server.links.at(-1));
      await until('the others are shown', async () => {
        const frames = await shownFrames(observer.page);
        return frames[third.identity] > 0 || frames;
      });
      await observer.page.getByText('You follow the session').waitFor();
      assert.equal(await observer.page.getByRole('button', { name: /Microphone|Camera/ }).count(), 0);
      assert.equal(await observer.page.locator('figure[data-self]').count(), 0, 'no place among the pictures');
      await chair.page.getByText('4 present').waitFor();
      assert.deepEqual(observer.page.problems, []);
    } finally {
      await observer.browser.close();
    }
  });

  await scenario('who leaves is gone for the others within two seconds', async () => {
    await second.page.getByRole('button', { name: 'Rời phòng' }).click();
    await second.page.getByText('Quý vị đã rời phiên họp.').waitFor();
    await tile(chair.page, second.identity).waitFor({ state: 'detached', timeout: 2000 });
    await picture(second.page, 'left-desktop-vi');
  });

  await scenario('a killed tab is gone for the others within two seconds', async () => {
    const session = await third.page.context().newCDPSession(third.page);
    session.send('Page.crash').catch(() => {});
    await tile(chair.page, third.identity).waitFor({ state: 'detached', timeout: 2000 });
    await chair.page.getByText('You are the first to arrive.').waitFor();
  });

  await scenario('a server that is stopped tells everyone and exits cleanly', async () => {
    const code = await server.stop();
    assert.equal(code, 0, server.output.slice(-2000));
    await chair.page.getByText('The server is closed for a moment.').waitFor();
    assert.deepEqual(chair.page.problems, []);
  });

  for (const person of people) await person.browser.close();
}

// Pictures a second of each participant during the next seconds.
async function shownRates(page) {
  const before = await shownFrames(page);
  const begun = Date.now();
  await pause(seconds * 1000);
  const after = await shownFrames(page);
  const elapsed = (Date.now() - begun) / 1000;
  return Object.fromEntries(
    Object.entries(after).map(([identity, frames]) => [identity, (frames - (before[identity] ?? 0)) / elapsed]),
  );
}

function others(person, people) {
  return people.filter((other) => other !== person);
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
