import { defineConfig } from 'vitest/config';

/** `npm run test:faults` (scripts/faults.ts): the main story, with one thing after the other going wrong. */
export default defineConfig({
  test: {
    include: ['test/faults/*.test.ts'],
    // A line as soon as there is one: all faults take a while.
    reporters: ['verbose'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
