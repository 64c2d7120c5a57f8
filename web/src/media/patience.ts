import type { ReconnectContext, ReconnectPolicy } from 'livekit-client';

const firstSpreadMs = 500;
const stepMs = 300;
const pauseMsMax = 2000;
const totalMsMax = 60_000;

// How soon and how long a lost connection is resumed: often enough that nobody notices a server that
// was away for a moment, spread so that a full chamber does not come back in one instant.
export const patience: ReconnectPolicy = {
  nextRetryDelayInMs({ retryCount, elapsedMs }: ReconnectContext): number | null {
    if (elapsedMs > totalMsMax) return null;
    if (retryCount === 0) return Math.random() * firstSpreadMs;
    return Math.min(stepMs * retryCount * retryCount, pauseMsMax) * (0.75 + Math.random() / 2);
  },
};
