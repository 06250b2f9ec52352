import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ModelRunner, Ran, RunnerOptions } from "./model-runner.ts";
import type { Answer } from "./runner-worker.ts";

type Waiting = { resolve: (ran: Ran) => void; reject: (error: Error) => void };

/**
 * A model in a thread of its own, so that its caller reads, cuts and writes while it runs: in its own thread
 * the model stops everything else. Runs are answered in the order they were asked for.
 */
export function threadedRunner(options: RunnerOptions): ModelRunner {
  const worker = new Worker(new URL("./runner-worker.js", import.meta.url), {
    workerData: options,
    execArgv: [],
  });
  const waiting: Waiting[] = [];
  const ended = once(worker, "exit");
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  worker.on("message", (answer: Answer) => {
    const { resolve, reject } = waiting.shift()!;
    if ("failure" in answer) reject(new Error(answer.failure));
    else resolve(answer);
  });
  worker.on("error", fail);
  worker.on("exit", () => fail(new Error("the thread of the embedding model has ended")));
  return {
    run(texts) {
      if (failure) return Promise.reject(failure);
      worker.postMessage(texts, []);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    async close() {
      if (failure) return;
      worker.postMessage("close", []);
      await ended;
    },
  };
}
