import { defineConfig } from 'vitest/config';

/** Real PostgreSQL, real HTTP: a test waits for things outside of it, never for a pause it guessed. */
const TIMEOUTS = { testTimeout: 20_000, hookTimeout: 60_000 };

/** Browsers starve each other and everything else on a small machine: one at a time, after the rest (`groupOrder`). */
const ONE_BROWSER = { fileParallelism: false };

export default defineConfig({
  test: {
    ...TIMEOUTS,
    // Processes, not threads: tests drop privileges, send signals and kill what they started.
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: ['packages/server/src/**/*.test.ts'],
          globalSetup: ['packages/server/src/testing/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'packages',
          environment: 'node',
          include: ['packages/{wire,widget,dashboard}/src/**/*.test.{ts,tsx}', '{scripts,demo,bench}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.browser.test.*'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['packages/*/src/**/*.browser.test.ts'],
          testTimeout: 60_000,
          ...ONE_BROWSER,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.e2e.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          ...ONE_BROWSER,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
