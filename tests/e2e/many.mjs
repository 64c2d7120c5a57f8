// A chamber with many delegations.
import assert from 'node:assert/strict';
import { Crowd, delegate } from './crowd.mjs';
import { openBrowser, picture, scenario, Server, until } from './harness.mjs';
import { enter } from './person.mjs';

const longName = {
  en: 'United Kingdom of Great Britain and Northern Ireland',
  vi: 'Vương quốc Liên hiệp Anh và Bắc Ai-len',
};
const longOffice = { en: 'Deputy Head of Delegation and Ambassador', vi: 'Phó Trưởng đoàn, Đại sứ Đặc mệnh Toàn quyền' };
const countries = ['au', 'bd', 'bn', 'kh', 'cn', 'in', 'id', 'ir', 'iq', 'jp', 'kz', 'kg', 'la', 'my', 'mv', 'mn',
  'mm', 'np', 'nz', 'pk', 'ph', 'qa', 'sg', 'lk', 'tj', 'th', 'tl', 'tr'];

export async function run() {
  const server = await Server.start();
  const { browser, page } = await openBrowser();
  await enter(page, server.links[1]);
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const vietnamese = new Intl.DisplayNames(['vi'], { type: 'region' });
  const crowd = await Crowd.gather(server, [
    delegate('long', longName, { country: 'gb', office: longOffice }),
    ...countries.map((country) => {
      const code = country.toUpperCase();
      return delegate(country, { en: names.of(code), vi: vietnamese.of(code) }, { country });
    }),
  ]);

  await scenario('thirty delegations have a place each, on every screen', async () => {
    await until('thirty tiles', async () => (await page.locator('figure[data-identity]').count()) === 30);
    await page.getByText('30 người có mặt').waitFor();
    for (const [device, width, height] of [
      ['desktop', 1280, 800], ['laptop', 1366, 650], ['phone', 390, 844], ['landscape', 844, 390], ['zoomed', 640, 400],
    ]) {
      await page.setViewportSize({ width, height });
      await picture(page, `chamber-thirty-${device}-vi`);
      await readable(page, device);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await scenario('the list of people names everyone with their part', async () => {
    await page.getByRole('button', { name: 'Người tham dự' }).click();
    const list = page.getByRole('dialog');
    assert.equal(await list.getByRole('listitem').count(), 30);
    await list.getByText(longName.vi).waitFor();
    await picture(page, 'people-desktop-vi');
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
  });

  const stage = () => page.locator('main figure').getAttribute('data-identity');

  await page.keyboard.press('Alt+m');
  await page.getByRole('button', { name: 'Micrô đang tắt' }).waitFor();

  await scenario('who speaks is shown on the stage', async () => {
    await crowd.speak('jp');
    await until('jp', async () => (await stage()) === 'jp' || stage());
    await crowd.speak('kz');
    await crowd.hush('jp');
    await until('kz', async () => (await stage()) === 'kz' || stage());
  });

  await scenario('a second voice does not take the stage from the one who speaks', async () => {
    await page.evaluate(() => {
      window.seen = [];
      const note = () => window.seen.push(document.querySelector('main figure').dataset.identity);
      new MutationObserver(note).observe(document.querySelector('main'), { subtree: true, attributes: true });
    });
    const voices = () => page.getByRole('img', { name: 'Đang phát biểu' }).count();
    for (let turn = 0; turn < 3; turn++) {
      await crowd.speak('jp');
      await until('two voices', async () => (await voices()) === 2);
      await crowd.hush('jp');
      await until('one voice', async () => (await voices()) === 1);
    }
    assert.deepEqual([...new Set(await page.evaluate(() => window.seen))].filter((who) => who !== 'kz'), []);
    assert.equal(await stage(), 'kz');
  });

  await crowd.close();
  await scenario('a crowd that is gone leaves the chamber to who stays', async () => {
    await page.getByText('Quý vị là người đến đầu tiên.').waitFor({ timeout: 30_000 });
    assert.deepEqual(page.problems, []);
  });
  await browser.close();
  await server.stop();
}

// Nothing is wider than the screen, the stage is there, and every control is within reach.
async function readable(page, device) {
  const seen = await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    stage: document.querySelector('main figure').getBoundingClientRect().toJSON(),
    controls: [...document.querySelectorAll('footer button')].map((button) => button.getBoundingClientRect().toJSON()),
    height: innerHeight,
  }));
  assert.ok(seen.overflow <= 0, `${seen.overflow} pixels wider than the ${device}`);
  assert.ok(seen.stage.height >= 120 && seen.stage.bottom <= seen.height, `${device}: ${JSON.stringify(seen.stage)}`);
  assert.equal(seen.controls.length, 5);
  for (const { left, right, bottom } of seen.controls)
    assert.ok(left >= 0 && right <= (await page.viewportSize().width) && bottom <= seen.height, `${device}: a control is out of sight`);
}
