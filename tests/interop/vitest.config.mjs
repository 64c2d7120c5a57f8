import { defineConfig } from 'vitest/config';

// The tests stay where their package shipped them; nothing of them is copied here.
export default defineConfig({
  test: {
    include: ['node_modules/@livekit/rtc-node/src/tests/*e2e*.test.ts'],
    exclude: [],
    server: { deps: { inline: [/@livekit\/rtc-node\/src/] } },
    // Each has a fixed time limit, and some block the whole process while they compare megabytes.
    fileParallelism: false,
    maxConcurrency: 1,
    retry: 1,
    teardownTimeout: 5000,
  },
});
