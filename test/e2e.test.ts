import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Answer } from "../src/answering/model.ts";
import { startScript, startServer, type Running } from "./server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "ask-the-minutes-"));
const INDEX_DIR = join(folder, "index");
const QUESTION = "What was said about gangs?";
let server: Running;

// Each of these starts a process or more, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  server = await startServer({ INDEX_DIR });
}, 120_000);

afterAll(() => {
  server.signal("SIGKILL");
  rmSync(folder, { recursive: true });
});

const ask = (question: string) =>
  fetch(`${server.url}/api/ask`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ question }),
  });

test("a first start builds the index of the seeds and says what to do next", () => {
  expect(server.told()).toContain("It answers from 5 documents in ");
  expect(server.told()).toContain(`curl -s ${server.url}/api/ask`);
  expect(server.told()).not.toContain("warning");
});

test("the question of the first minute is answered, every quote from the text it names", async () => {
  const answer = (await (await ask(QUESTION)).json()) as Answer;
  expect(answer.status).toBe("answered");
  expect(answer.answer).toContain("gang");
  expect(answer.citations.length).toBeGreaterThan(0);
  for (const { documentId, start, end, quote, url } of answer.citations) {
    const document = (await (await fetch(`${server.url}/api/documents/${documentId}`)).json()) as {
      text: string;
    };
    expect(document.text.slice(start, end)).toBe(quote);
    const page = await (await fetch(`${server.url}${url}`)).text();
    expect(page).toContain('<mark id="passage">');
  }
});

test("a body in chunks without end is refused while it comes", async () => {
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536).fill(32));
      if (sent > 64 * 1024 * 1024) controller.close();
    },
  });
  const init = { method: "POST", headers: { "content-type": "application/json" }, body };
  const status = await fetch(`${server.url}/api/ask`, {
    ...init,
    duplex: "half",
  }).then(
    (response) => response.status,
    // The server may close the connection before the client has stopped sending.
    () => 413,
  );
  expect(status).toBe(413);
  expect(sent).toBeLessThan(64 * 1024 * 1024);
  expect((await ask(QUESTION)).status).toBe(200);
});

test("the log is lines of JSON without the questions", async () => {
  await ask("Where does Zebedee Quux live?");
  await expect.poll(() => server.log().trim().split("\n").length).toBeGreaterThan(1);
  const lines = server
    .log()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ method: "POST", route: "/api/ask", status: 200 });
  expect(server.log()).not.toMatch(/gangs|Zebedee/);
});

test("a second server on the same port says so in one line and ends with 1", async () => {
  const port = new URL(server.url).port;
  const { output, ended } = startScript("start", [], { INDEX_DIR, PORT: port });
  expect(await ended).toBe(1);
  expect(output.err).toMatch(new RegExp(`^port ${port} on 127.0.0.1 is in use: .*npm start\n$`));
});

test("a wrong setting is told in one line", async () => {
  const { output, ended } = startScript("start", [], { INDEX_DIR, PORT: "many" });
  expect(await ended).toBe(1);
  expect(output.err).toMatch(/^PORT is "many", but must be .*\n$/);
});

test("a network is not served without keys, which is told in one line", async () => {
  const { output, ended } = startScript("start", [], { INDEX_DIR, PORT: "0", HOST: "0.0.0.0" });
  expect(await ended).toBe(1);
  expect(output.err).toMatch(/^HOST is 0\.0\.0\.0, .* set API_KEYS, or ALLOW_NO_KEYS=true .*\n$/);
});

test("npm run ask prints the answer and where each quote stands", async () => {
  const { output, ended } = startScript("ask", [QUESTION], { INDEX_DIR });
  expect({ code: await ended, err: output.err }).toEqual({ code: 0, err: "" });
  expect(output.out).toMatch(/gang[^]*\[1\]/);
  expect(output.out).toMatch(
    /^\[1\] Hammersmith and Fulham, .* \(000_8c1207353c322163\.txt:\d+-\d+\)/m,
  );
});

test("npm run ask --json prints what the API answers", async () => {
  const { output, ended } = startScript("ask", ["--json", QUESTION, "--index", INDEX_DIR], {});
  expect({ code: await ended, err: output.err }).toEqual({ code: 0, err: "" });
  const served = (await (await ask(QUESTION)).json()) as Answer;
  expect({ ...(JSON.parse(output.out) as Answer), took: 0 }).toEqual({ ...served, took: 0 });
});

test("npm run ask says honestly that nothing was found, and that is no failure", async () => {
  const asked = ["Who won the football world cup in 1966?"];
  const { output, ended } = startScript("ask", asked, { INDEX_DIR });
  expect({ code: await ended, err: output.err }).toEqual({ code: 0, err: "" });
  expect(output.out).not.toContain("[1]");
});

test.each([
  [
    ["gangs", "--index", join(folder, "none")],
    /^ask: there is no index in ".*none"; run: npm run ingest .*\n$/,
  ],
  [[" "], /^ask: there is no question; run: npm run ask .*\n$/],
  [["gangs", "--colour"], /^ask: Unknown option '--colour'.*\n$/],
])("npm run ask %j fails in one line that says what to do", async (args, line) => {
  const { output, ended } = startScript("ask", args, { INDEX_DIR });
  expect(await ended).toBe(1);
  expect(output).toEqual({ out: "", err: expect.stringMatching(line) });
});

test("it stops while it is still starting, with 0, and a later start goes on", async () => {
  const env = { INDEX_DIR: join(folder, "begun"), PORT: "0" };
  const { child, output, ended } = startScript("start", [], env);
  await expect.poll(() => output.err, { timeout: 60_000 }).toContain("ingesting");
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(output.err).not.toContain("is ready");
  const again = await startServer(env);
  expect(again.told()).toContain("It answers from 5 documents");
  again.signal("SIGINT");
  expect(await again.ended).toBe(0);
}, 120_000);

test.skipIf(process.platform === "win32")(
  "the server ends with the npm that started it",
  async () => {
    const started = await startServer({ INDEX_DIR }, "npm");
    started.signal("SIGTERM");
    await started.ended;
    await expect(fetch(`${started.url}/healthz`)).rejects.toThrow("fetch failed");
  },
);

test("it ends when told to, with 0", async () => {
  server.signal("SIGTERM");
  expect(await server.ended).toBe(0);
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow("fetch failed");
});
