// Starts the worker's TypeScript: a worker does not inherit the loader of the thread that made it.
import { register } from "tsx/esm/api";

register();
await import("./runner-worker.ts");
