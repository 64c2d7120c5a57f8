// What has been tried, over all parts.
export const scoreboard = { passed: 0, failed: 0, skipped: 0 };

export function pass(name) {
  scoreboard.passed++;
  console.log(`ok    ${name}`);
}

export function fail(name, reason) {
  scoreboard.failed++;
  console.log(`FAIL  ${name}\n${String(reason).replace(/^/gm, '      ')}`);
}

// What cannot be tried here is said aloud, and counted.
export function skip(name, reason) {
  scoreboard.skipped++;
  console.log(`SKIP  ${name}: ${reason}`);
}

// Asks `probe` again until it answers true, or says after `limit` ms what it last saw.
export async function until(what, probe, limit = 30_000) {
  const end = Date.now() + limit;
  let seen;
  while ((seen = await probe()) !== true) {
    if (Date.now() > end) throw new Error(`not within ${limit} ms: ${what}; last seen: ${JSON.stringify(seen)}`);
    await pause(50);
  }
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
