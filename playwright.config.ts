import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './e2e/support/chromium.ts';

export default defineConfig({
  testDir: 'e2e',
  // One engine at a time: two would share the same few cores and time out.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] === 'true',
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1360, height: 880 },
    launchOptions: chromiumOptions(),
    trace: 'retain-on-failure',
  },
});
