import { Worker } from "node:worker_threads";
import { DEFAULT_LIMITS, type Extracted, type FormatLimits } from "./model.ts";
import { plainText, readFormat } from "./read-format.ts";
import type { Answer } from "./worker.ts";

/** Reads files, one after the other, in a thread of its own. */
export type Extractor = {
  /**
   * The words of a file. Rejects with the reason, worded to follow the file's name: what the format says ("is
   * encrypted"), or that reading took more time or memory than the limits allow.
   */
  extract(bytes: Uint8Array, name: string): Promise<Extracted>;
  /** Ends the thread; what is under way is rejected. */
  close(): Promise<void>;
};

/** How often the memory of the process is looked at, milliseconds: buffers are not in the thread's own limit. */
const WATCH_EVERY = 50;

/** Milliseconds after the last file at which the thread ends; starting one anew takes half a second. */
const IDLE = 5000;

/**
 * Opens a reader of files. A file that hangs or fills the memory ends the thread and nothing else: the next file
 * gets a new one. Plain text is read at once, without the thread. The thread ends when there is nothing to read for
 * some seconds, and does not keep the process alive.
 */
export function openExtractor(given: Partial<FormatLimits> = {}): Extractor {
  const limits = { ...DEFAULT_LIMITS, ...given };
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const close = async () => {
    const ended = worker;
    worker = null;
    await ended?.terminate();
  };
  const read = async (bytes: Uint8Array, name: string): Promise<Answer> => {
    clearTimeout(idle);
    worker ??= start(limits);
    const { answer, ended } = await run(worker, { bytes, name }, limits);
    if (ended) worker = null;
    idle = setTimeout(() => void close(), IDLE).unref();
    return answer;
  };
  return {
    async extract(bytes, name) {
      if (plainText(bytes, name)) return readFormat(bytes, name, limits);
      const turn = queue.then(() => read(bytes, name));
      queue = turn.catch(() => null);
      const answer = await turn;
      if ("reason" in answer) throw new Error(answer.reason);
      return answer.extracted;
    },
    close,
  };
}

function start({ memoryMb }: FormatLimits): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: memoryMb };
  const options = { resourceLimits, execArgv: [], stdout: true, stderr: true };
  const worker = new Worker(new URL("./worker.js", import.meta.url), options);
  worker.unref();
  return worker;
}

type Outcome = { answer: Answer; ended: boolean };

/** Gives the worker one file, and ends it when that costs too much. */
function run(
  worker: Worker,
  file: { bytes: Uint8Array; name: string },
  limits: FormatLimits,
): Promise<Outcome> {
  const { timeMs, memoryMb } = limits;
  const most = process.memoryUsage.rss() + memoryMb * 1024 ** 2;
  return new Promise((resolve) => {
    const timer = setTimeout(() => stop(`takes longer than ${timeMs / 1000} s to read`), timeMs);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() > most) stop(tooMuchMemory(memoryMb));
    }, WATCH_EVERY);
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      clearInterval(watch);
      worker.off("message", onAnswer).off("error", onError).off("exit", onExit);
      resolve(outcome);
    };
    const stop = (reason: string) => {
      settle({ answer: { reason }, ended: true });
      // What a thread that is being ended still has to say is of no use.
      worker.on("error", () => undefined);
      void worker.terminate();
    };
    const onAnswer = (answer: Answer) => settle({ answer, ended: false });
    const onError = (error: Error) => stop(failureOf(error, memoryMb));
    const onExit = () => stop("could not be read: the reader was closed");
    worker.once("message", onAnswer).once("error", onError).once("exit", onExit);
    worker.postMessage({ ...file, limits }, []);
  });
}

function failureOf(error: Error, memoryMb: number): string {
  const outOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return outOfMemory
    ? tooMuchMemory(memoryMb)
    : `is broken: ${error.message.replaceAll(/\s+/g, " ")}`;
}

function tooMuchMemory(memoryMb: number): string {
  return `takes more than ${memoryMb} MB of memory to read`;
}
