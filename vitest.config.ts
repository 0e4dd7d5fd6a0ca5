import { defineConfig } from 'vitest/config';

const everywhere = ['**/node_modules/**', '**/dist/**'];
const setups = 'packages/launch/src/testing';

const journeys = {
  globalSetup: [`${setups}/stack-setup.ts`],
  testTimeout: 600_000,
  hookTimeout: 600_000,
  // What a page shows is waited for as a person waits for it.
  expect: { poll: { timeout: 30_000, interval: 100 } },
};

export default defineConfig({
  test: {
    // Two cores are what a small CI machine has; the database and the browser need some of it too.
    maxWorkers: 2,
    // What is left running when a run breaks off is stopped in order, which takes longer than the usual ten seconds.
    teardownTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
          exclude: [...everywhere, '**/*.flow.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'flow',
          include: ['packages/*/src/**/*.flow.test.ts'],
          exclude: everywhere,
          globalSetup: [`${setups}/database-setup.ts`],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['journeys/**/*.test.ts'],
          exclude: [...everywhere, 'journeys/crash/**', 'journeys/**/*.film.test.ts'],
          ...journeys,
          // Two at a time; every file has a product of its own (stack-setup.ts).
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'films',
          include: ['journeys/**/*.film.test.ts'],
          exclude: everywhere,
          ...journeys,
          // A face before a camera is followed at the camera's pace: on two cores a second browser makes it late.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      // `npm run pictures`: no test, but it needs the same product and the same browser.
      {
        test: {
          name: 'pictures',
          include: ['journeys/pictures.ts'],
          globalSetup: [`${setups}/stack-setup.ts`],
          sequence: { groupOrder: 1 },
          hookTimeout: 240_000,
        },
      },
      // Starts a product of its own, and kills its parts.
      { test: { name: 'crash', include: ['journeys/crash/**/*.test.ts'], exclude: everywhere } },
    ],
  },
});
