import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const isThere = (path: string) => existsSync(new URL(path, import.meta.url));

/** One PostgreSQL for the whole run. */
const database = './packages/server/src/testing/global-setup.ts';

/** A package's own Vite settings hold for its tests too. */
const asBuilt = (path: string) => (isThere(path) ? { extends: path } : {});

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'wire', include: ['packages/wire/src/**/*.test.ts'] } },
      {
        test: {
          name: 'server',
          include: ['packages/server/src/**/*.test.ts'],
          ...(isThere(database) && { globalSetup: database }),
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...asBuilt('./packages/widget/vite.config.ts'),
        test: { name: 'widget', root: 'packages/widget', include: ['src/**/*.test.{ts,tsx}'] },
      },
      {
        ...asBuilt('./packages/dashboard/vite.config.ts'),
        test: { name: 'dashboard', root: 'packages/dashboard', include: ['src/**/*.test.{ts,tsx}'] },
      },
      { test: { name: 'scripts', include: ['scripts/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts', 'demo/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
