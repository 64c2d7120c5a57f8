// The pages without a mouse, without sight, with other colours: axe-core's rules and a keyboard alone.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Crowd, delegate } from './crowd.mjs';
import { openBrowser, openPage, picture, scenario, Server } from './harness.mjs';
import { enter } from './person.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export async function run() {
  const server = await Server.start();
  const [, delegation, , observer] = server.links;
  const { browser } = await openBrowser();
  const crowd = await Crowd.gather(server, [delegate('jp', { en: 'Japan', vi: 'Nhật Bản' }, { country: 'jp' })]);

  for (const [colours, options] of [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced', { forcedColors: 'active', reducedMotion: 'reduce' }],
  ]) {
    await scenario(`the pages break none of axe's rules in ${colours} colours`, async () => {
      const { context, page } = await openPage(browser, { ...options, bypassCSP: true });
      const breaches = [];
      const look = async (place) => {
        for (const { id, impact, nodes } of await breachesOf(page, options))
          breaches.push(`${place}: ${id} (${impact}) at ${nodes.map((node) => node.target).join(', ')}`);
        await picture(page, `${place.replaceAll(' ', '-')}-desktop-${colours}`);
      };
      await page.goto(server.origin);
      await look('home');
      await page.goto(`${server.origin}/join/nothing-of-the-kind`);
      await page.getByText('This invitation').waitFor();
      await look('wrong link');
      await page.goto(delegation);
      await page.locator('header select').selectOption('en');
      await page.getByText('You are heard').waitFor();
      await look('lobby');
      await page.getByRole('button', { name: 'Enter the chamber' }).click();
      await page.getByRole('button', { name: 'Microphone is on' }).waitFor();
      await page.locator('figure[data-identity=jp]').waitFor();
      await look('chamber');
      for (const name of ['People', 'Settings']) {
        await page.getByRole('button', { name }).click();
        await page.getByRole('dialog').waitFor();
        await look(name.toLowerCase());
        await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: 'Leave' }).click();
      await page.getByText('You have left').waitFor();
      await look('left');
      await context.close();
      assert.deepEqual(breaches, []);
    });
  }

  await scenario('a keyboard alone enters, mutes, reads the list of people and leaves', async () => {
    const { context, page } = await openPage(browser);
    await page.goto(observer);
    await page.getByText('As an observer').waitFor();
    await context.close();
    const speaker = await openPage(browser);
    await walk(speaker.page, delegation);
    await speaker.context.close();
  });

  await crowd.close();
  await browser.close();
  await server.stop();
}

async function breachesOf(page, { forcedColors }) {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async (forced) => {
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // Forced colours are the system's own; axe reads those of the style sheet.
    const rules = { 'color-contrast': { enabled: !forced } };
    const { violations } = await window.axe.run(document, { runOnly, rules });
    return violations.filter(({ impact }) => impact !== 'minor');
  }, forcedColors === 'active');
}

// The name that a screen reader gives to what has the focus.
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return element.getAttribute('aria-label') ?? element.labels?.[0]?.innerText ?? element.innerText;
});

async function tabTo(page, name) {
  for (let press = 0; press < 40; press++) {
    if (name.test((await focused(page)) ?? '')) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way with the tabulator to ${name}`);
}

async function walk(page, link) {
  await page.goto(link);
  await page.locator('header select').selectOption('en');
  await page.getByText('You are heard').waitFor();
  await tabTo(page, /Turn the camera off/);
  await page.keyboard.press('Enter');
  await page.getByText('Your camera is off').waitFor();
  await tabTo(page, /Enter the chamber/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Microphone is on' }).waitFor();
  assert.match(await focused(page), /session/, 'the chamber begins at its title');
  await page.keyboard.press('Alt+m');
  await page.getByRole('button', { name: 'Microphone is off' }).waitFor();
  await tabTo(page, /^People/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  assert.match(await focused(page), /Close/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.match(await focused(page), /People/, 'the focus goes back to where it came from');
  await tabTo(page, /Leave/);
  await page.keyboard.press('Enter');
  await page.getByText('You have left the session.').waitFor();
}
