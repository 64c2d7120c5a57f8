import { defineConfig } from 'vitest/config';

// The tests stay where their package shipped them; nothing of them is copied here.
export default defineConfig({
  test: {
    include: ['node_modules/@livekit/rtc-node/src/tests/*e2e*.test.ts'],
    exclude: [],
    server: { deps: { inline: [/@livekit\/rtc-node\/src/] } },
    fileParallelism: false,
    teardownTimeout: 5000,
  },
});
