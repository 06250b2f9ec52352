import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openIndexWriter } from "../../src/adapters/index-writer.ts";
import { openEngine } from "../../src/engine.ts";
import { parseDocument } from "../../src/minutes/parse.ts";
import { splitPassages } from "../../src/minutes/passages.ts";
import { embeddingTexts } from "../../src/retrieval/embedding-texts.ts";
import type { Embedder } from "../../src/retrieval/ports.ts";
import { labelledIndex, type LabelledIndex } from "./labelled-index.ts";

const onWarning = (message: string): void => console.error(message);

async function ingestFolder(folder: string, indexDir: string, embedder: Embedder): Promise<void> {
  const { description: model, countTokens } = embedder;
  const writer = openIndexWriter(indexDir, { model, rebuild: false, onWarning });
  const metaFile = join(folder, "minutes.json");
  const meta = existsSync(metaFile) ? JSON.parse(readFileSync(metaFile, "utf8")).documents : {};
  for (const source of readdirSync(folder)
    .filter((f) => f.endsWith(".txt"))
    .toSorted()) {
    const text = readFileSync(join(folder, source), "utf8");
    const sha256 = createHash("sha256").update(text).digest("hex");
    const facts = {
      council: null,
      aliases: [],
      body: null,
      date: null,
      status: "unknown" as const,
    };
    const document = parseDocument({
      id: source.slice(0, -4),
      source,
      sha256,
      text,
      facts: { ...facts, ...meta[source] },
    });
    const passages = splitPassages(document, { countTokens, maxTokens: model.maxTokens });
    const vectors = [];
    for (const passage of passages) {
      const texts = embeddingTexts(document, passage);
      const [whole] = await embedder.embed([texts.passage]);
      vectors.push({ passage: whole!, sentences: await embedder.embed(texts.sentences) });
    }
    writer.replaceDocument({ document, passages, vectors }, { sha256, facts: "", folder });
  }
  writer.finish();
  writer.close();
}

/**
 * Ingests a folder into an index of its own, does the work over it, and removes it again. The index
 * in use (`INDEX_DIR`) is never touched.
 */
export async function withIndex<T>(
  folder: string,
  embedder: Embedder,
  work: (index: LabelledIndex) => Promise<T>,
): Promise<T> {
  const indexDir = mkdtempSync(join(tmpdir(), "minutes-eval-"));
  try {
    await ingestFolder(folder, indexDir, embedder);
    const engine = await openEngine({ indexDir, embedder, onWarning });
    return await work(labelledIndex(engine)).finally(() => engine.close());
  } finally {
    rmSync(indexDir, { recursive: true, force: true });
  }
}
