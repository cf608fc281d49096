import { defineConfig } from 'vitest/config';

/** `npm run test:interop`: independent TUF clients, in other languages, fetch what the commands built. */
export default defineConfig({
  test: {
    include: ['test/interop/**/*.test.ts'],
    globalSetup: [
      'test/interop/support/install.ts',
      'test/interop/signers/install.ts',
      'test/interop/deploy/install.ts',
      'test/interop/workflows/install.ts',
      'test/interop/act/install.ts',
    ],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
