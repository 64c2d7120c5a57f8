import { finish } from './harness.mjs';

await (await import('./lobby.mjs')).run();
await (await import('./conference.mjs')).run();
finish();
