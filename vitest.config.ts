import { defineConfig } from 'vitest/config';

/** Real PostgreSQL, real HTTP: a test waits for things outside of it, never for a pause it guessed. */
const TIMEOUTS = { testTimeout: 20_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    ...TIMEOUTS,
    // Processes, not threads: tests drop privileges, send signals and kill what they started.
    pool: 'forks',
    projects: [
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['packages/server/src/**/*.test.ts'],
          globalSetup: ['packages/server/src/testing/global-setup.ts'],
        },
      },
      {
        test: {
          name: 'packages',
          environment: 'node',
          include: ['packages/{wire,widget,dashboard}/src/**/*.test.{ts,tsx}', '{scripts,demo,bench}/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.e2e.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // One browser at a time: two of them starve each other on a small machine.
          fileParallelism: false,
          // A browser wants both cores to itself.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
