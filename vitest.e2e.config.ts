import { defineConfig } from 'vitest/config';

/** `npm run test:e2e`: the built actions in the workflows of a deployment, on the lab's GitHub. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
