import { defineConfig } from "vitest/config";

export default defineConfig({
  // Many tests wait for a server or a child process; with one worker a second core stands idle.
  test: { include: ["test/**/*.test.ts"], maxWorkers: 2 },
});
