import {
  createReadStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { DownloadProgress } from "../../src/adapters/model-download.ts";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import { listen } from "../../src/http/listen.ts";

vi.setConfig({ testTimeout: 60_000 });

const models = fileURLToPath(new URL("../../models", import.meta.url));
const id = "community/all-MiniLM-L6-v2";
const weights = "onnx/model_quantized.onnx";
const checksum = "52fe56e63624437c22c3f84e85594a957f0f9adbb9ede14b48210e0c4d02b517";

/** Serves the bundled model as a hub does: `/<owner>/<name>/resolve/main/<file>`; of other names it knows nothing. */
const requests: string[] = [];
let server: Server;
let hub: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url!);
    const [, owner, name, , , ...file] = request.url!.split("/");
    const path = join(models, name!, ...file);
    const known = owner === "community" && existsSync(path);
    if (known) {
      response.writeHead(200, { "content-length": statSync(path).size });
      createReadStream(path).pipe(response);
    } else {
      response.writeHead(owner === "broken" ? 503 : 404).end();
    }
  });
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), "cache-"));
  requests.length = 0;
});
afterEach(() => rmSync(cacheDir, { recursive: true, force: true }));

async function vectorFrom(options: { model: string; hub?: string }): Promise<number[]> {
  const embedder = await openEmbedder({ ...options, cacheDir });
  try {
    expect(embedder.description).toMatchObject({ checksum, maxTokens: 256, pooling: "mean" });
    return [...(await embedder.embed(["What was said about gangs?"]))[0]!];
  } finally {
    await embedder.close();
  }
}

describe("a model named by its hub id", () => {
  it("is downloaded once, with progress, and gives the same vectors as from disk", async () => {
    const seen: DownloadProgress[] = [];
    const onProgress = (progress: DownloadProgress) => void seen.push(progress);
    const embedder = await openEmbedder({ model: id, cacheDir, hub, onProgress });
    expect(embedder.description.name).toBe(id);
    await embedder.close();
    const last = seen.findLast(({ file }) => file === weights);
    expect(last).toMatchObject({ loaded: 22_909_822, total: 22_909_822 });
    const record = JSON.parse(readFileSync(join(cacheDir, id, "download.json"), "utf8"));
    expect(record).toEqual({ id, hub, weights: checksum });

    requests.length = 0;
    const fromCache = await vectorFrom({ model: id, hub: "http://127.0.0.1:1" });
    expect(requests).toEqual([]);
    expect(fromCache).toEqual(await vectorFrom({ model: "all-MiniLM-L6-v2" }));
    expect(fromCache).toEqual(await vectorFrom({ model: join(cacheDir, id) }));

    writeFileSync(join(cacheDir, id, weights), "changed");
    await expect(vectorFrom({ model: id, hub })).rejects.toThrow(
      /^the downloaded model in ".*all-MiniLM-L6-v2" is not what was downloaded; delete that folder/,
    );
  });

  it("is downloaded by a service that listens already", async () => {
    const listening = await listen({ fetch: () => new Response(), host: "127.0.0.1", port: 0 });
    try {
      expect(await vectorFrom({ model: id, hub })).toHaveLength(384);
    } finally {
      await listening.close(0);
    }
  });

  it.each([
    ["nobody/nothing", /^the hub at http:\S+ has no public model "nobody\/nothing" with onnx/],
    ["community/none", /^the hub at http:\S+ has no public model "community\/none" with onnx/],
    [
      "broken/all-MiniLM-L6-v2",
      /^cannot download the model "broken\/\S+" from http:\S+: .*Service unavailable/,
    ],
  ])("%s cannot be had, in one line", async (model, message) => {
    await expect(vectorFrom({ model, hub })).rejects.toThrow(message);
    await expect(vectorFrom({ model, hub })).rejects.not.toThrow(/\n/);
  });

  it("says so in one line when the hub cannot be reached", async () => {
    const opening = () => vectorFrom({ model: id, hub: "http://127.0.0.1:1" });
    await expect(opening()).rejects.toThrow(
      /^cannot download the model "community\/all-MiniLM-L6-v2" from http:\/\/127\.0\.0\.1:1: \S/,
    );
  });
});
