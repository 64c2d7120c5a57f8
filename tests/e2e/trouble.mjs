// Networks that fail, servers that restart, links opened twice.
import assert from 'node:assert/strict';
import { openBrowser, openPage, picture, scenario, Server, until } from './harness.mjs';
import { enter, heardTones, ownIdentity, shownFrames, tile } from './person.mjs';

export async function run() {
  const server = await Server.start();
  const chair = { ...(await openBrowser({ hertz: 440 })), link: server.links[0] };
  const delegate = { ...(await openBrowser({ hertz: 660 })), link: server.links[2] };
  const both = [chair, delegate];
  for (const person of both) {
    await enter(person.page, person.link);
    person.identity = await ownIdentity(person.page);
  }

  const meet = () => Promise.all(both.map((person) => until('they see and hear each other again', async () => {
    const other = both.find((one) => one !== person).identity;
    const before = await shownFrames(person.page);
    const tones = await heardTones(person.page);
    const after = await shownFrames(person.page);
    return (tones[other] > 0 && after[other] > before[other]) || { before, tones, after };
  }, 60_000)));

  await scenario('a network that is gone for ten seconds is told, and all is restored', async () => {
    await meet();
    server.freeze();
    const begun = Date.now();
    await chair.page.getByText('The connection is interrupted.').waitFor();
    await picture(chair.page, 'chamber-interrupted-desktop-en');
    await new Promise((done) => setTimeout(done, begun + 10_000 - Date.now()));
    server.thaw();
    await chair.page.getByText('The connection is interrupted.').waitFor({ state: 'hidden' });
    await meet();
  });

  await scenario('a server that restarts brings everyone back by itself, as they were', async () => {
    await delegate.page.keyboard.press('Alt+c');
    await delegate.page.getByRole('button', { name: 'Camera is off' }).waitFor();
    await server.stop();
    for (const { page } of both) await page.getByText('The server is closed for a moment.').waitFor();
    await server.launch();
    for (const { page } of both)
      await page.getByText('The server is closed for a moment.').waitFor({ state: 'hidden', timeout: 60_000 });
    await delegate.page.getByRole('button', { name: 'Camera is off' }).waitFor();
    await delegate.page.getByRole('button', { name: 'Microphone is on' }).waitFor();
    await delegate.page.keyboard.press('Alt+c');
    await meet();
  });

  await scenario('a server that crashed and came back is joined again', async () => {
    const gone = new Promise((done) => server.process.once('exit', done));
    server.process.kill('SIGKILL');
    await gone;
    await chair.page.getByText('The connection was lost.').waitFor({ timeout: 30_000 });
    assert.ok(await tile(chair.page, delegate.identity).isVisible(), 'the others keep their places meanwhile');
    await server.launch();
    await chair.page.getByText('The connection was lost.').waitFor({ state: 'hidden', timeout: 60_000 });
    await meet();
  });

  await scenario('a link opened a second time closes the first page, which says why', async () => {
    const { context, page } = await openPage(chair.browser);
    await enter(page, chair.link);
    await chair.page.getByText('Your link was opened in another place.').waitFor();
    await picture(chair.page, 'other-place-desktop-en');
    await chair.page.getByRole('button', { name: 'Enter here instead' }).click();
    await chair.page.getByRole('button', { name: 'Enter the chamber' }).click();
    await page.getByText('Your link was opened in another place.').waitFor();
    await tile(chair.page, delegate.identity).waitFor();
    await context.close();
  });

  await scenario('who left comes back', async () => {
    await delegate.page.getByRole('button', { name: 'Leave' }).click();
    await delegate.page.getByText('Your link stays valid').waitFor();
    await delegate.page.getByRole('button', { name: 'Come back' }).click();
    await delegate.page.getByRole('button', { name: 'Enter the chamber' }).click();
    await meet();
  });

  await scenario('a browser that plays no sound unasked is helped with one click', async () => {
    const { context, page } = await openPage(delegate.browser);
    await page.addInitScript(playOnlyAfterClick);
    await page.goto(server.links.at(-1));
    // Without a gesture, as in a tab that was restored.
    await page.getByRole('button', { name: 'Enter the chamber' }).evaluate((button) => button.click());
    await page.getByText('The browser waits for a click').waitFor();
    await page.getByRole('button', { name: 'Turn the sound on' }).click();
    await page.getByRole('button', { name: 'Turn the sound on' }).waitFor({ state: 'detached' });
    await context.close();
  });

  await scenario('nothing is thrown in all this', async () => {
    for (const { page } of both) assert.deepEqual(page.problems, []);
  });

  for (const { browser } of both) await browser.close();
  await server.stop();
}

// Playwright's own calls count as gestures for Chromium, so its rule is played here.
function playOnlyAfterClick() {
  let clicked = false;
  addEventListener('click', ({ isTrusted }) => (clicked ||= isTrusted), true);
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    if (clicked || this.muted) return play.call(this);
    return Promise.reject(new DOMException('no gesture yet', 'NotAllowedError'));
  };
}
