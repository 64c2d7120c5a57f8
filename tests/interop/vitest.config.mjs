import { defineConfig } from 'vitest/config';

// The tests stay where their package shipped them; nothing of them is copied here.
export default defineConfig({
  test: {
    include: ['node_modules/@livekit/rtc-node/src/tests/*e2e*.test.ts'],
    exclude: [],
    server: { deps: { inline: [/@livekit\/rtc-node\/src/] } },
    // Their time limits are of ten seconds each, whatever else this machine has to do.
    fileParallelism: false,
    maxConcurrency: 2,
    teardownTimeout: 5000,
  },
});
