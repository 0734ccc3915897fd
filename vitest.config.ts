import { defineConfig } from 'vitest/config';

const timeouts = { testTimeout: 120_000, hookTimeout: 120_000 };
/** Tests that need databases: their set-up starts a PostgreSQL server, which the others need not wait for. */
const WITH_DATABASES = ['test/store/**/*.test.ts', 'test/service/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'core', include: ['test/**/*.test.ts'], exclude: WITH_DATABASES, ...timeouts } },
      {
        test: { name: 'databases', include: WITH_DATABASES, globalSetup: 'test/store/global-setup.ts', ...timeouts },
      },
    ],
  },
});
