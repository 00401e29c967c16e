import { defineConfig } from '@playwright/test'

const LONG = /(screens|nothing-lost|main-job)\.spec\.ts$/

/** Each spec starts the built app for itself, through the launcher, on a free port and with a data folder of its own. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/artifacts',
  // what takes longest begins first, so that two of them end at about the same time
  workers: 2,
  projects: [
    { name: 'long', testMatch: LONG },
    { name: 'short', testIgnore: LONG },
  ],
  // a shared machine may stand still for longer than any wait: once more, on its own, decides
  retries: process.env.CI ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: process.env.AKIS_TEST_REPORT
    ? [['json', { outputFile: process.env.AKIS_TEST_REPORT }], ['line']]
    : [['list']],
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
