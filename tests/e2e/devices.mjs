// People whose camera, microphone or speakers are not as hoped for.
import assert from 'node:assert/strict';
import { openBrowser, openPage, picture, scenario, Server, until } from './harness.mjs';
import { enter } from './person.mjs';

export async function run() {
  const server = await Server.start();
  const { browser } = await openBrowser();
  const [chair, , delegation] = server.links;

  // A visitor whose devices fail with the DOMException of that name, or whose camera is `blind` so many times.
  async function visit({ audio, video, blind, link = delegation }) {
    const { context, page } = await openPage(browser);
    await page.addInitScript(breakDevices, { audio, video, blind });
    await page.goto(link);
    return { context, page };
  }

  await scenario('who has no camera is told, is heard, and enters with the voice alone', async () => {
    const { context, page } = await visit({ video: 'NotFoundError' });
    await page.getByText('No camera was found. You can take part without one.').waitFor();
    await enter(page, delegation);
    await page.getByRole('button', { name: 'Microphone is on' }).waitFor();
    await page.getByRole('button', { name: 'Camera is off' }).waitFor();
    await context.close();
  });

  await scenario('who has no microphone is told, and may still be seen', async () => {
    const { context, page } = await visit({ audio: 'NotFoundError' });
    await page.getByText('No microphone was found.').waitFor();
    await page.locator('video').waitFor();
    await page.getByRole('button', { name: 'Enter the chamber' }).click();
    await page.getByRole('button', { name: 'Camera is on' }).waitFor();
    await page.getByRole('button', { name: 'Microphone is off' }).click();
    await page.getByRole('alert').getByText('No such device was found.').waitFor();
    await context.close();
  });

  await scenario('who refuses the microphone is told how to allow it, and tries again', async () => {
    const { context, page } = await visit({ audio: 'NotAllowedError', video: 'NotAllowedError' });
    await page.getByText('The browser does not allow the microphone.').waitFor();
    await page.getByText('The browser does not allow the camera.').waitFor();
    await picture(page, 'lobby-refused-desktop-en');
    await page.evaluate(() => (window.broken = {}));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('You are heard').waitFor();
    await context.close();
  });

  await scenario('a camera that another program uses is told', async () => {
    const { context, page } = await visit({ video: 'NotReadableError' });
    await page.getByText('The camera is used by another program.').waitFor();
    await page.getByText('You are heard').waitFor();
    await context.close();
  });

  await scenario('a camera that gives no picture is opened once more, in the lobby and in the chamber', async () => {
    const { context, page } = await visit({ blind: 1 });
    await until('the lobby shows the picture', () => hasPicture(page.locator('video')));
    assert.equal(await page.evaluate(() => window.broken.blind), 0, 'the first camera was blind');
    await page.evaluate(() => (window.broken = { blind: 1 }));
    await page.getByRole('button', { name: 'Enter the chamber' }).click();
    await until('the chamber shows it', () => hasPicture(page.locator('figure[data-self] video')));
    assert.equal(await page.evaluate(() => window.broken.blind), 0, 'and so was the first of the chamber');
    await context.close();
  });

  await scenario('a camera that never gives a picture is told', async () => {
    const { context, page } = await visit({ blind: 100 });
    await page.getByText('The camera is used by another program.').waitFor();
    await page.evaluate(() => (window.broken = {}));
    await page.getByRole('button', { name: 'Turn the camera off' }).click();
    await page.getByRole('button', { name: 'Turn the camera on' }).click();
    await page.locator('video').waitFor();
    await page.evaluate(() => (window.broken = { blind: 100 }));
    await page.getByRole('button', { name: 'Enter the chamber' }).click();
    await page.getByRole('alert').getByText('is used by another program').waitFor();
    await picture(page, 'chamber-dark-camera-desktop-en');
    await context.close();
  });

  await scenario('what was chosen is remembered for the next time', async () => {
    const { context, page } = await visit({ link: chair });
    await page.getByText('You are heard').waitFor();
    await page.getByRole('button', { name: 'Turn the microphone off' }).click();
    await page.getByText('you enter without being heard').waitFor();
    await page.getByRole('checkbox').uncheck();
    await page.reload();
    await page.getByText('you enter without being heard').waitFor();
    assert.equal(await page.getByRole('checkbox').isChecked(), false);
    await page.getByRole('button', { name: 'Enter the chamber' }).click();
    await page.getByRole('button', { name: 'Microphone is off' }).waitFor();
    await page.getByRole('button', { name: 'Camera is on' }).waitFor();
    await context.close();
  });

  await scenario('a test sound is played on the speakers', async () => {
    const { context, page } = await visit({});
    await page.getByText('You are heard').waitFor();
    await page.getByRole('button', { name: 'Play a test sound' }).click();
    await page.getByText('You should hear two notes now.').waitFor();
    await page.getByText('If you heard nothing').waitFor();
    await context.close();
  });

  await browser.close();
  await server.stop();
}

function breakDevices(broken) {
  window.broken = broken;
  const media = navigator.mediaDevices;
  const open = media.getUserMedia.bind(media);
  media.getUserMedia = async (wish) => {
    for (const kind of ['audio', 'video']) {
      const name = window.broken[kind];
      if (wish[kind] && name) throw new DOMException(name, name);
    }
    const stream = await open(wish);
    if (wish.video && window.broken.blind > 0) {
      window.broken.blind--;
      const [camera] = stream.getVideoTracks();
      camera.stop();
      stream.removeTrack(camera);
      stream.addTrack(document.createElement('canvas').captureStream(0).getVideoTracks()[0]);
    }
    return stream;
  };
}

const hasPicture = (video) => video.evaluate((element) => element.videoWidth > 0);
