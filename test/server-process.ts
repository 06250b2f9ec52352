import { spawn } from "node:child_process";
import { once } from "node:events";

export type Running = {
  url: string;
  /** What it has told a person so far, and its log. */
  told(): string;
  log(): string;
  signal(name: NodeJS.Signals): void;
  /** The exit code, once it has ended and what it started has, too. */
  ended: Promise<number | null>;
};

/** Starts a script of the project as a process of its own, under plain settings. */
export function startScript(script: string, args: string[], env: Record<string, string>) {
  return startProcess(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, ...args], env);
}

/** Starts the server as a person does, whom npm tells nothing of newer releases. */
function npmStart(env: Record<string, string>) {
  return startProcess("npm", ["start"], { npm_config_update_notifier: "false", ...env });
}

function startProcess(command: string, args: string[], env: Record<string, string>) {
  const child = spawn(command, args, {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.err += chunk.toString()));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, output, ended };
}

/** Starts the server, by itself or through npm, and waits until it says that it is ready. */
export async function startServer(env: Record<string, string>, by?: "npm"): Promise<Running> {
  const settings = { PORT: "0", ...env };
  const { child, output, ended } =
    by === "npm" ? npmStart(settings) : startScript("start", [], settings);
  const ready = new Promise<string>((resolve) => {
    child.stderr.on("data", () => {
      const url = /is ready: (\S+)/.exec(output.err)?.[1];
      if (url && output.err.includes("Ctrl+C stops")) resolve(url);
    });
  });
  const failed = ended.then((code) => {
    throw new Error(`the server ended with ${code}: ${output.err}`);
  });
  const url = await Promise.race([ready, failed]);
  failed.catch(() => undefined);
  return {
    url,
    told: () => output.err,
    log: () => output.out,
    signal: (name) => child.kill(name),
    ended,
  };
}
