// Browser tests against the release build. Each test file starts a server of its own (support/test.ts), so files can run in
// any order and in parallel.
import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

const browsers = ['/usr/bin/chromium', '/usr/bin/google-chrome'];
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  // One retry on a build machine tells a race from a failure. bin/test names the tests that passed only on the retry, because
  // each of them has found a fault of its own or of the product.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  // Files run in parallel, each against its own server.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: './test-results/report.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'Europe/Warsaw',
    viewport: { width: 1360, height: 860 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browsers.find((path) => existsSync(path)),
      args: isRoot
        ? [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ]
        : [],
    },
  },
});
