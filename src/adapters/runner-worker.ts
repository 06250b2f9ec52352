import { parentPort, workerData } from "node:worker_threads";
import { openRunner, type Ran, type RunnerOptions } from "./model-runner.ts";

/** Texts to run, or the word to end. */
export type Job = readonly number[][] | "close";
export type Answer = Ran | { failure: string };

const port = parentPort!;
const runner = openRunner(workerData as RunnerOptions);

port.on("message", (job: Job) => {
  if (job === "close") void close();
  else runner.then(({ run }) => run(job)).then(answer, refuse);
});

function answer(ran: Answer): void {
  port.postMessage(ran, []);
}

function refuse(error: unknown): void {
  answer({ failure: error instanceof Error ? error.message : String(error) });
}

/** Lets the model go first: a thread that ends while it runs takes the process with it. */
async function close(): Promise<void> {
  await runner.then((open) => open.close()).catch(() => null);
  port.close();
}
