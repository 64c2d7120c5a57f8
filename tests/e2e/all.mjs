// All scenarios, or those of the files named: `tests/e2e/run.sh conference`.
import { finish, play } from './harness.mjs';

const named = process.argv.slice(2);
const all = ['lobby', 'devices', 'conference', 'trouble', 'many', 'access', 'firefox'];
for (const file of named.length > 0 ? named : all) await play(file, (await import(`./${file}.mjs`)).run);
finish();
