import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    exclude: ['dist/**', 'node_modules/**'],
    // Property tests and runs of the built program take seconds on a slow machine; a hang is still found within the minute.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A test that leaves a stray rejection behind fails the run.
    dangerouslyIgnoreUnhandledErrors: false,
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['src/**/*.test.ts', 'src/testing/**'] },
  },
});
