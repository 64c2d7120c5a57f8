// What a person does and perceives in the chamber, in terms of the page.

export async function enter(page, link) {
  await page.goto(link);
  // A delegate is heard before they enter; an observer is told that they follow.
  await page.getByText(/You are heard|Nghe rõ|Nghe được|As an observer/).waitFor();
  await page.getByRole('button', { name: /Enter the chamber|Vào phòng họp/ }).click();
  await page.locator('footer').waitFor();
}

// Pictures shown of each participant since the page was opened: { identity: frames }.
export function shownFrames(page) {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('figure[data-identity]')].map((figure) => [
        figure.dataset.identity,
        figure.querySelector('video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      ]),
    ),
  );
}

// The frequency (Hz) that sounds loudest from each participant, 0 for silence: { identity: hertz }.
export function heardTones(page) {
  return page.evaluate(async () => {
    const context = new AudioContext();
    await context.resume();
    const voices = [...document.querySelectorAll('audio[data-identity]')].map((element) => {
      const analyser = context.createAnalyser();
      analyser.fftSize = 8192;
      analyser.smoothingTimeConstant = 0;
      context.createMediaStreamSource(element.srcObject).connect(analyser);
      return { identity: element.dataset.identity, analyser };
    });
    await new Promise((done) => setTimeout(done, 700));
    const tones = {};
    for (const { identity, analyser } of voices) {
      const bins = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(bins);
      const loudest = bins.indexOf(Math.max(...bins));
      tones[identity] = bins[loudest] < -70 ? 0 : Math.round((loudest * context.sampleRate) / analyser.fftSize);
    }
    await context.close();
    return tones;
  });
}

export function tile(page, identity) {
  return page.locator(`figure[data-identity="${identity}"]`);
}

// The identity of the page's own person, once the chamber shows them.
export function ownIdentity(page) {
  return page.locator('figure[data-self]').getAttribute('data-identity');
}
