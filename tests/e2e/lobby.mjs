import assert from 'node:assert/strict';
import { openBrowser, picture, scenario, Server, until } from './harness.mjs';

export async function run() {
  const server = await Server.start();
  const { browser, page } = await openBrowser();
  const delegation = server.links[2];

  await scenario('an invitation says who the person is and hears their voice', async () => {
    await page.goto(delegation);
    await page.getByText('You are heard').waitFor();
    assert.match(await page.locator('main').innerText(), /Head of delegation/);
    assert.equal(await page.locator('select').count(), 4, 'language, microphone, camera, speakers');
  });

  await scenario('the lobby is readable on a desktop and a phone, in English and Vietnamese', async () => {
    for (const [language, heard] of [['en', 'You are heard'], ['vi', /Nghe rõ|Nghe được/]]) {
      await page.locator('header select').first().selectOption(language);
      for (const [device, size] of [['desktop', { width: 1280, height: 800 }], ['phone', { width: 390, height: 844 }]]) {
        await page.setViewportSize(size);
        await page.getByText(heard).waitFor();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} pixels wider than the ${device}`);
        await picture(page, `lobby-${device}-${language}`);
      }
    }
    await page.locator('header select').first().selectOption('en');
  });

  await scenario('an observer is told that they follow and is asked for no camera', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(server.links.at(-1));
    await page.getByText('As an observer').waitFor();
    assert.equal(await page.locator('video').count(), 0);
    await picture(page, 'lobby-observer-desktop-en');
  });

  await scenario('a link tells that it is for one person', async () => {
    await page.getByText('This link is yours alone').waitFor();
  });

  await scenario('a wrong link is explained', async () => {
    await page.goto(`${server.origin}/join/nothing-of-the-kind`);
    await page.getByText('This invitation is not known here.').waitFor();
    await picture(page, 'invitation-unknown-desktop-en');
  });

  await scenario('the first page asks no other host for anything and throws nothing', async () => {
    await page.goto(server.origin);
    await until('the first page is there', async () => (await page.locator('h1').count()) === 1);
    await picture(page, 'home-desktop-en');
    assert.deepEqual(page.problems, []);
  });

  await browser.close();
  await server.stop();
}
