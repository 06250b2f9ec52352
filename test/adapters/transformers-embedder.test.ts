import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import type { Embedder } from "../../src/retrieval/ports.ts";

type Reference = { texts: { text: string; tokens: number; vector: number[] }[] };
const reference: Reference = JSON.parse(
  readFileSync(new URL("../fixtures/reference-vectors.json", import.meta.url), "utf8"),
);

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  return ab / Math.sqrt(aa * bb);
};

let embedder: Embedder;
beforeAll(async () => {
  embedder = await openEmbedder({ model: "all-MiniLM-L6-v2", cacheDir: tmpdir() });
});
afterAll(() => embedder.close());

describe("the bundled model", () => {
  it("gives the vectors of the source weights, as far as 8 bits can", async () => {
    const vectors = await embedder.embed(reference.texts.map(({ text }) => text));
    const cosines = vectors.map((vector, i) => cosine(vector, reference.texts[i]!.vector));
    expect(Math.min(...cosines)).toBeGreaterThanOrEqual(0.975);
    const mean = cosines.reduce((sum, x) => sum + x, 0) / cosines.length;
    expect(mean).toBeGreaterThanOrEqual(0.985);
  });

  it("cuts at 256 word pieces and still closes the text", async () => {
    const cut = reference.texts.findLast(({ tokens }) => tokens === 256)!;
    expect(embedder.countTokens(cut.text)).toBeGreaterThan(256);
    const [vector] = await embedder.embed([cut.text]);
    expect(cosine(vector!, cut.vector)).toBeGreaterThanOrEqual(0.975);
    const [longer] = await embedder.embed([`${cut.text} And more that is never seen.`]);
    expect(cosine(vector!, longer!)).toBeGreaterThan(0.9999);
  });

  it("counts word pieces as the reference does", () => {
    for (const { text, tokens } of reference.texts) {
      expect(Math.min(embedder.countTokens(text), 256)).toBe(tokens);
    }
  });

  it("says what it is", () => {
    expect(embedder.description).toEqual({
      name: "all-MiniLM-L6-v2",
      checksum: "52fe56e63624437c22c3f84e85594a957f0f9adbb9ede14b48210e0c4d02b517",
      dimensions: 384,
      pooling: "mean",
      maxTokens: 256,
      dtype: "q8",
    });
  });

  it("gives unit vectors in the caller's order, whatever shares the batch", async () => {
    const texts = ["gangs", "", "a ".repeat(300), "The minutes were agreed.", "\ud800 \u0000 é"];
    const together = await embedder.embed(texts);
    for (const [i, text] of texts.entries()) {
      const [alone] = await embedder.embed([text]);
      expect(cosine(together[i]!, alone!)).toBeGreaterThan(0.98);
      expect(Math.hypot(...together[i]!)).toBeCloseTo(1, 5);
    }
    expect(await embedder.embed([])).toEqual([]);
  });
});

describe("closing", () => {
  it("finishes what is under way, refuses what comes after, and leaves the others their session", async () => {
    const other = await openEmbedder({ model: "all-MiniLM-L6-v2", cacheDir: tmpdir() });
    const under = other.embed(reference.texts.map(({ text }) => text));
    const closing = other.close();
    await expect(other.embed(["late"])).rejects.toThrow("closed");
    expect(await under).toHaveLength(reference.texts.length);
    await closing;
    await expect(embedder.embed(["still here"])).resolves.toHaveLength(1);
  });
});

describe("a model that is not there", () => {
  it.each([
    [
      "nonsense",
      /not a folder, not a bundled model \(all-MiniLM-L6-v2, minutes-reader\) and not a hub id/,
    ],
    ["./seeds", /seeds" lacks config.json, tokenizer.json/],
    ["minutes-reader", /gives no last_hidden_state, and is of another kind/],
  ])("%s is refused in one line", async (model, message) => {
    const opening = openEmbedder({ model, cacheDir: tmpdir() });
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.not.toThrow(/\n/);
  });
});
