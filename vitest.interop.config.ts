import { defineConfig } from 'vitest/config';

/** `npm run test:interop`: independent TUF clients, in other languages, fetch what the commands built. */
export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    globalSetup: ['test/interop/setup.ts'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
