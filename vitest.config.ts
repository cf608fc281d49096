import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/interop/**', 'test/mutation/**', 'test/e2e/**', 'test/faults/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
