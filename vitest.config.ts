import { defineConfig } from 'vitest/config';

/** Run by CI in addition to the short suite: long property tests, kill and soak tests, and whole pages and findings regenerated. */
const LONG = '{src,scripts}/**/*.long.test.ts';

export default defineConfig({
  test: {
    // Tests that run the built program leave much of a core idle, so that each core takes one file.
    maxWorkers: '100%',
    // Property tests and runs of the built program take seconds on a slow machine; a hang is still found within the minute.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // An unhandled rejection fails the run.
    dangerouslyIgnoreUnhandledErrors: false,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts', 'src/testing/**'] },
    projects: [
      { extends: true, test: { name: 'short', include: ['{src,scripts}/**/*.test.ts'], exclude: [LONG] } },
      { extends: true, test: { name: 'long', include: [LONG], testTimeout: 600_000 } },
    ],
  },
});
