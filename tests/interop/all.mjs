import { scoreboard } from './scoreboard.mjs';

const parts = { native: './native_suite.mjs', browser: './browser_and_native.mjs', go: './go_sdk.mjs' };
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
for (const name of wanted) {
  if (!parts[name]) {
    console.error(`interop: no part '${name}'; there are ${Object.keys(parts).join(', ')}`);
    process.exit(2);
  }
  await (await import(parts[name])).run();
}
const { passed, failed, skipped } = scoreboard;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
// Native clients keep threads that would hold the process.
process.exit(failed === 0 ? 0 : 1);
