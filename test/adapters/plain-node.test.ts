import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

// A test runner's loader forgives imports that the program's own does not: native packages differ in what
// they export. So each adapter is used here as the program uses it.
const root = fileURLToPath(new URL("../..", import.meta.url));
const script = `
  import { openEmbedder } from "./src/adapters/transformers-embedder.ts";
  import { openReader } from "./src/adapters/transformers-reader.ts";
  import { graphSlices, searchOver } from "./src/adapters/hnsw-index.ts";
  import { atOnce } from "./src/retrieval/slices.ts";
  import { openForWriting } from "./src/adapters/sqlite-schema.ts";
  const embedder = await openEmbedder({ model: "all-MiniLM-L6-v2", cacheDir: "." });
  const vectors = await embedder.embed(["gangs", "the roads were gritted in winter"]);
  const graph = atOnce(graphSlices(vectors.map((vector, i) => ({ row: i + 1, vector })), 2, 384));
  const [best] = searchOver(graph, 2, 384).search((await embedder.embed(["gritting roads"]))[0], 1);
  const db = openForWriting(":memory:");
  const journal = db.prepare("SELECT count(*) AS n FROM words").get();
  await embedder.close();
  const reader = await openReader({ model: "minutes-reader", cacheDir: "." });
  const readings = await reader.read("gangs?", [{ context: "", sentences: ["Gangs were discussed."] }]);
  await reader.close();
  console.log(JSON.stringify({ label: best.label, words: journal.n, read: readings.length }));
`;

it("every adapter loads and works under plain node with tsx", async () => {
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: root });
  expect(JSON.parse(stdout)).toEqual({ label: 2, words: 0, read: 1 });
  expect(stderr).toBe("");
});
