/** How often to look, milliseconds. */
const LOOK_EVERY = 200;

/**
 * Calls `stop` once the npm that started this process has been told to stop. npm passes SIGTERM on to its
 * shell alone, and some shells (dash) die of it without a word to the program they run, which then has
 * another parent. Started by anything but npm, a process may outlive its parent, and nothing is done.
 */
export function whenParentGone(stop: () => void): void {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop();
  }, LOOK_EVERY);
  look.unref();
}
