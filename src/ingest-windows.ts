import { isNoRoom } from "./adapters/sqlite-schema.ts";
import type { Considered } from "./ingest-parts.ts";
import { settle, type Cut, type FeedRun } from "./ingest-run.ts";
import type { Note } from "./retrieval/coverage-notes.ts";
import {
  eitherKnown,
  embedDocuments,
  textCount,
  type EmbeddedDocuments,
  type KnownVectors,
} from "./retrieval/index-document.ts";
import type { Feed } from "./sources/feed.ts";

/**
 * Texts that are embedded together, at the least: enough that batches are of one length, and a few seconds of work.
 * What is in the window is all that an ingestion loses when it is killed, and all that it keeps in memory.
 */
const WINDOW_TEXTS = 512;
/**
 * The first window, so that the model does not wait for many files to be read; each next one may hold twice as many. Counts
 * decide and not the clock: the same files always make the same windows, and with them the same vectors.
 */
const FIRST_TEXTS = 64;

/** What is embedded together, and how many parts end with it. */
type Window = { cuts: Cut[]; parts: number };

/**
 * Gathers what is to be embedded into windows. While the model works on one, the next is gathered; when the model has
 * begun with that, the first is written.
 */
export function windowsOf(feed: Feed, run: FeedRun) {
  let window: Window = { cuts: [], parts: 0 };
  let texts = 0;
  let enough = FIRST_TEXTS;
  let under: { embedding: Promise<EmbeddedDocuments>; window: Window } | null = null;

  /** Begins with the window that was gathered, and writes the one before. */
  async function flush() {
    const before = under;
    const known = before && (await before.embedding.catch(() => null))?.known;
    under = null;
    if (!run.signal?.aborted) under = { embedding: embedded(window.cuts, run, known), window };
    [window, texts] = [{ cuts: [], parts: 0 }, 0];
    enough = Math.min(WINDOW_TEXTS, 2 * enough);
    if (before) await write(before.embedding, before.window);
  }

  async function write(embedding: Promise<EmbeddedDocuments>, { cuts, parts }: Window) {
    await writeWindow(feed, cuts, run, embedding);
    tellParts(parts);
  }

  function tellParts(parts: number) {
    for (let part = 0; part < parts; part++) run.onPart();
  }

  return {
    /** Ends when all that was gathered is written; when told to stop meanwhile, without what is left. */
    async flush() {
      await flush();
      if (under && !run.signal?.aborted) await write(under.embedding, under.window);
    },
    /** Resolves when the model has nothing under way any more, however that ended. */
    idle: () => under?.embedding.catch(() => null),
    async add(part: readonly Considered[]) {
      for (const one of part) {
        if (one.outcome !== "cut") settle(feed, one, run);
        else {
          window.cuts.push(one);
          texts += textCount(one.cut);
        }
      }
      window.parts++;
      if (texts >= enough) await flush();
      else if (window.cuts.length === 0 && !under) tellParts(window.parts--);
    },
  };
}

function embedded(
  cuts: readonly Cut[],
  run: FeedRun,
  before?: KnownVectors | null,
): Promise<EmbeddedDocuments> {
  const stored = run.writer.known;
  const known = before ? eitherKnown(before, stored) : stored;
  const embedding = embedDocuments(
    cuts.map(({ cut }) => cut),
    run.embedder,
    known,
  );
  embedding.catch(() => null);
  return embedding;
}

async function writeWindow(
  feed: Feed,
  cuts: readonly Cut[],
  run: FeedRun,
  embedding: Promise<EmbeddedDocuments>,
): Promise<void> {
  try {
    const { indexed } = await embedding;
    cuts.forEach(({ source, origin, notes }, i) => {
      run.writer.replaceDocument(indexed[i]!, origin);
      run.writer.notes.replace(feed.folder, source, notes);
      run.counts.written++;
    });
  } catch (error) {
    if (isNoRoom(error)) throw error;
    await writeAlone(feed, cuts, run, error);
  }
}

/** One document that cannot be embedded keeps none of the others out. */
async function writeAlone(
  feed: Feed,
  cuts: readonly Cut[],
  run: FeedRun,
  error: unknown,
): Promise<void> {
  if (cuts.length !== 1) {
    for (const one of cuts) await writeWindow(feed, [one], run, embedded([one], run));
    return;
  }
  const { source } = cuts[0]!;
  const reason = error instanceof Error ? error.message : String(error);
  const notes: Note[] = [{ source, kind: "failed", reason }];
  settle(feed, { outcome: "failed", source, reason, notes }, run);
}
