import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, describe, expect, test, vi } from "vitest";
import { AskOutput, FetchOutput, QuoteOutput, SearchOutput } from "../src/http/mcp/outputs.ts";
import { blocksOf } from "./docs-text.ts";
import { called, connectHttp } from "./http/mcp-client.ts";
import { startServer } from "./server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "ask-the-minutes-mcp-"));
const INDEX_DIR = join(folder, "index");
const QUESTION = "Who asked what Section 47 referred to?";

// Each of these starts a process or more, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

afterAll(() => rmSync(folder, { recursive: true }));

type Entry = { command: string; args: string[]; url: string };

/** How the README tells a client to reach the tools. */
function readmeEntry(file: string): Entry {
  const text = blocksOf("README.md").find(({ language }) => language === `json ${file}`)?.text;
  const { mcpServers } = JSON.parse(text ?? "{}") as { mcpServers: Record<string, Entry> };
  const entry = mcpServers["ask-the-minutes"];
  if (!entry) throw new Error(`the README has no ${file}`);
  return entry;
}

/** A client that starts the program itself, and what that tells a person. */
async function connectStdio(env: Record<string, string>, entry = readmeEntry("mcp-stdio.json")) {
  const args = entry.args.map((arg) => arg.replace("/path/to/ask-the-minutes", process.cwd()));
  const transport = new StdioClientTransport({
    command: entry.command,
    args,
    env: { PATH: process.env["PATH"] ?? "", INDEX_DIR, ...env },
    stderr: "pipe",
  });
  let told = "";
  transport.stderr?.on("data", (chunk: Buffer) => (told += chunk.toString()));
  const client = new Client({ name: "test", version: "1.0.0" });
  const faults: Error[] = [];
  Object.assign(client, { onerror: (fault: Error) => faults.push(fault) });
  await client.connect(transport);
  return { client, faults, told: () => told };
}

describe("over standard input and output, started as the README says", () => {
  test("the tools work from nothing on, and nothing but the protocol is written", async () => {
    const { client, faults } = await connectStdio({});
    expect(client.getServerVersion()).toMatchObject({ name: "ask-the-minutes" });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["search", "fetch", "ask", "quote_check"]);
    const { value } = await called(client, AskOutput, "ask", { question: QUESTION });
    const [first] = value.citations;
    expect(first?.quote).toBe("Nadia Taylor asked what ‘Section 47’ referred to.");
    expect(first?.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/documents\//);
    const passage = await called(client, FetchOutput, "fetch", { id: first?.passageId });
    expect(passage.value.text).toContain(first?.quote);
    const checked = await called(client, QuoteOutput, "quote_check", { quote: first?.quote });
    expect(checked.value.status).toBe("exact");
    await client.close();
    expect(faults).toEqual([]);
  });

  test("links lead to the public address", async () => {
    const PUBLIC_URL = "https://minutes.example.org";
    const { client } = await connectStdio({ PUBLIC_URL });
    const { value } = await called(client, SearchOutput, "search", { query: "gangs", limit: 1 });
    expect(value.results[0]?.url).toMatch(/^https:\/\/minutes\.example\.org\/documents\//);
    await client.close();
  });
});

const hello = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1.0.0" },
  },
};

/** Starts the program itself and sends it lines. */
function startMcp(env: Record<string, string>, lines: readonly unknown[]) {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/mcp.ts"], {
    env: { PATH: process.env["PATH"], INDEX_DIR, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.err += chunk.toString()));
  for (const line of lines) child.stdin.write(`${JSON.stringify(line)}\n`);
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, output, ended };
}

describe("the program by itself", () => {
  test("greets before the index is there, tells a person on standard error, and ends with its input", async () => {
    const env = { INDEX_DIR: join(folder, "other") };
    const { child, output, ended } = startMcp(env, [hello]);
    await expect.poll(() => output.out, { timeout: 60_000 }).toContain("\n");
    expect(existsSync(join(env.INDEX_DIR, "manifest.json"))).toBe(false);
    await expect.poll(() => output.err, { timeout: 60_000 }).toContain("ingesting");
    child.stdin.end();
    expect(await ended).toBe(0);
    const lines = output.out.trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([1]);
  });

  test("ends when told to, with 0", async () => {
    const { child, output, ended } = startMcp({}, [hello]);
    await expect.poll(() => output.out, { timeout: 60_000 }).toContain("\n");
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  test.each([
    [{ MODEL: "no-such-model-here" }, /no-such-model-here/],
    [{ PUBLIC_URL: "nonsense" }, /^PUBLIC_URL is "nonsense", but must be/],
  ])("with %j it fails in one line, with 1", async (env, line) => {
    const { output, ended } = startMcp(env, []);
    expect(await ended).toBe(1);
    expect(output.out).toBe("");
    expect(output.err.trim()).toMatch(line);
    expect(output.err.trim().split("\n")).toHaveLength(1);
  });
});

test("the README's ways over HTTP work against the server as it is started", async () => {
  const server = await startServer({ INDEX_DIR });
  const { url } = readmeEntry("mcp-http.json");
  expect(url).toBe("http://127.0.0.1:3000/mcp");
  const client = await connectHttp(server.url);
  const { value } = await called(client, AskOutput, "ask", { question: QUESTION });
  expect(value.citations[0]?.url).toContain(`${server.url}/documents/`);
  await client.close();
  expect(await chatExample(server.url)).toMatch(
    new RegExp(`Nadia Taylor asked[^]*\\[1\\][^]*\n${server.url}/documents/\\S+\n$`),
  );
  server.signal("SIGTERM");
  expect(await server.ended).toBe(0);
});

/** What the README's chat example prints, run as a program against another address. */
async function chatExample(url: string): Promise<string> {
  const shown = blocksOf("README.md").find(({ language }) => language === "js chat.mjs")?.text;
  const program = (shown ?? "").replace("http://127.0.0.1:3000", url);
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, "close");
  return printed;
}
