import { defineConfig } from 'vitest/config';

/** Long properties, kill and soak tests, whole pages and findings remade: what CI runs as well as the short suite. */
const LONG = '{src,scripts}/**/*.long.test.ts';

export default defineConfig({
  test: {
    // Tests that run the built program leave much of a core idle: one file for each core.
    maxWorkers: '100%',
    // Property tests and runs of the built program take seconds on a slow machine; a hang is still found within the minute.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A test that leaves a stray rejection behind fails the run.
    dangerouslyIgnoreUnhandledErrors: false,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts', 'src/testing/**'] },
    projects: [
      { extends: true, test: { name: 'short', include: ['{src,scripts}/**/*.test.ts'], exclude: [LONG] } },
      { extends: true, test: { name: 'long', include: [LONG], testTimeout: 600_000 } },
    ],
  },
});
