import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,main,renderer,preload,scripts,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000, // loading the pack, on a busy machine
    maxWorkers: 2,
  },
});
