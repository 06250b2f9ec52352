import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";

/** A port that nothing listens on just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function run(script: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const imports = ["tsx", "./scripts/plain-modules.mjs"].flatMap((name) => ["--import", name]);
  const command = [...imports, script, ...args];
  return spawn(process.execPath, command, { env: { ...process.env, ...env }, stdio: "ignore" });
}

/** Milliseconds that ingestion of a folder into a new index takes, from the start of the process to its end. */
export async function timeIngestion(folder: string, indexDir: string): Promise<number> {
  const start = performance.now();
  const [code] = await once(run("scripts/ingest.ts", [folder, "--index", indexDir]), "exit");
  if (code !== 0) throw new Error(`ingestion ended with code ${code}`);
  return performance.now() - start;
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Milliseconds from the start of the server's process until it answers, with a built index. */
export async function timeStart(indexDir: string): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const server = run("scripts/start.ts", [], { INDEX_DIR: indexDir, PORT: `${port}` });
  try {
    while (!(await isReady(port))) {
      if (server.exitCode !== null)
        throw new Error(`the server ended with code ${server.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return performance.now() - start;
  } finally {
    server.kill("SIGTERM");
    if (server.exitCode === null) await once(server, "exit");
  }
}
