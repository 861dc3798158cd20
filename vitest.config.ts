import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/reference/vitest-setup.ts',
    testTimeout: 120_000,
    // The page is compiled in it, which takes a busy machine more than a minute.
    hookTimeout: 180_000,
    // A busy machine shows a page late; a second would tell of the machine.
    expect: { poll: { timeout: 15_000 } },
  },
});
