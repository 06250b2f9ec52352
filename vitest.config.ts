import { defineConfig } from "vitest/config";

export default defineConfig({
  // Many tests wait for a server or a child process; with one worker a second core stands idle.
  // A busy machine is slower by several times: the limits are there to end what hangs, and judge no speed.
  test: {
    include: ["test/**/*.test.ts"],
    // Files share what they load: a fifth of the time went into loading it again.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
