import { LRUCache } from "lru-cache";
import { cachedStore } from "./adapters/cached-store.ts";
import { openIndex, openIndexAside, type OpenIndex } from "./adapters/index-folder.ts";
import type { ChatModel } from "./answering/chat-model.ts";
import { notFittedWith } from "./answering/models.ts";
import { readCoverage } from "./coverage.ts";
import { rankingSlices } from "./retrieval/corpus-ranking.ts";
import { corpusSlices } from "./retrieval/corpus.ts";
import type { Coverage } from "./retrieval/coverage.ts";
import { facetSlices } from "./retrieval/facets.ts";
import { realWords } from "./adapters/real-words.ts";
import type { Embedder, Reader } from "./retrieval/ports.ts";
import type { Library } from "./retrieval/search.ts";
import { atOnce, inSlices, type Slices } from "./retrieval/slices.ts";

export type LibraryOptions = {
  indexDir: string;
  embedder: Embedder;
  onWarning: (message: string) => void;
  /** Reads the best passages with the question, where there is one. */
  reader?: Reader | undefined;
  /** Words the answers, where there is one. */
  chatModel?: ChatModel | undefined;
};

/** Question vectors kept: people ask the same thing again, and a follow-up is asked of several parts. */
const QUESTIONS_KEPT = 1000;

/** An open index with what answers from it. */
export type OpenLibrary = {
  library: Library;
  chatModel?: ChatModel | undefined;
  index: string;
  /** Names the database that it reads. */
  generation: string;
  /** Sources that the index lacks: that could not be read, and that are held back. */
  lacking: { failures: number; heldBack: number };
  /** False when the index in the folder has changed since. */
  renew: () => boolean;
  coverage: () => Coverage;
  close: () => void;
};

/** Warns where what chooses the answers was fitted with other models than these. */
export function warnOfOtherModels({ embedder, reader, onWarning }: LibraryOptions): void {
  for (const warning of notFittedWith(embedder.description.checksum, reader?.name))
    onWarning(warning);
}

/** Opens an index and what ranks it. Throws one line when there is none, or it was built otherwise. */
export function openLibrary(options: LibraryOptions): OpenLibrary {
  const { indexDir, onWarning, embedder } = options;
  const opened = openIndex(indexDir, { expectedModel: embedder.description, onWarning });
  return atOnce(librarySlices(opened, options));
}

/**
 * The same beside other work of the process, which goes on. What has not changed since `before` was opened is taken from
 * it, so that little is read when little has changed.
 */
export async function openLibraryAside(
  options: LibraryOptions,
  before?: OpenLibrary,
): Promise<OpenLibrary> {
  const { indexDir, onWarning, embedder } = options;
  const opened = await openIndexAside(indexDir, { expectedModel: embedder.description, onWarning });
  try {
    return await inSlices(librarySlices(opened, options, before));
  } catch (error) {
    opened.close();
    throw error;
  }
}

function* librarySlices(
  opened: OpenIndex,
  { indexDir, embedder, reader, chatModel }: LibraryOptions,
  before?: OpenLibrary,
): Slices<OpenLibrary> {
  const { vectors, generation, renew } = opened;
  const shared = before?.generation === generation ? before.library : undefined;
  const store = cachedStore(opened.store);
  const corpus = yield* corpusSlices(store, shared?.corpus);
  yield* facetSlices(corpus);
  const parts = { corpus, store, vectors, isRealWord: realWords(embedder) };
  const ranking = yield* rankingSlices(parts, shared);
  const coverage = () => readCoverage(indexDir);
  const { failures, heldBack } = coverage();
  return {
    library: { corpus, store, ranking, embedQuestion: cachedQuestions(embedder), reader },
    chatModel,
    index: opened.manifest.fingerprint,
    generation,
    lacking: { failures: failures.length, heldBack: heldBack.length },
    renew,
    coverage,
    close: () => opened.close(),
  };
}

/** Embeds questions, the last ones from memory. */
function cachedQuestions(embedder: Embedder): Library["embedQuestion"] {
  const kept = new LRUCache<string, Float32Array>({ max: QUESTIONS_KEPT });
  return async (text) => {
    const known = kept.get(text);
    if (known) return known;
    const [vector] = await embedder.embed([text]);
    if (!vector) throw new Error("the embedding model gave no vector");
    kept.set(text, vector);
    return vector;
  };
}
