import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const timeouts = { testTimeout: 120_000, hookTimeout: 120_000 };
/** Tests that need databases, processes or threads: their set-up starts a PostgreSQL server and builds the program. */
const WITH_DATABASES = [
  ...['store/**/*', 'service/**/*', 'api/**/*', 'hostile/service-*'],
  ...['cli/{storage,process}', 'serve', 'app/{match-threads,paper-threads,solver-thread}', 'train/walk-through'],
].map((name) => `test/${name}.test.ts`);

export default defineConfig({
  test: {
    // No test changes what another sees, so that a worker loads the sources, rules and models once for all of its files.
    isolate: false,
    // Vitest alone would leave one of two cores to itself.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: [...WITH_DATABASES, 'test/e2e/**'],
          ...timeouts,
        },
      },
      // A real browser on the built program: none runs beside it, for they would take each other's time.
      {
        extends: true,
        test: { name: 'pages', include: ['test/e2e/**/*.test.ts'], globalSetup: ['test/build.ts'], ...timeouts },
      },
      {
        extends: true,
        test: {
          name: 'databases',
          include: WITH_DATABASES,
          globalSetup: ['test/build.ts', 'test/store/global-setup.ts'],
          ...timeouts,
        },
      },
    ],
  },
});
