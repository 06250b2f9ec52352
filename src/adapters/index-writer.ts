import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { IndexBuild, Manifest } from "../retrieval/manifest.ts";
import { differenceBetween } from "../retrieval/manifest.ts";
import type { ModelDescription } from "../retrieval/ports.ts";
import { writeDurably } from "./durable-files.ts";
import { buildVectors, vectorsAreCurrent } from "./hnsw-file.ts";
import { buildWith, explained, refuseOther } from "./index-folder.ts";
import {
  MANIFEST_FILE,
  currentGeneration,
  databaseIn,
  newGeneration,
  pendingGeneration,
  useGeneration,
} from "./index-layout.ts";
import { lockForIngestion } from "./ingest-lock.ts";
import { openStore } from "./sqlite-store.ts";
import { openStoreWriter, type StoreWriter } from "./sqlite-writer.ts";

export type IndexWriterOptions = {
  model: ModelDescription;
  /** Start from nothing, beside the present index, which stays in use until the new one is whole. */
  rebuild: boolean;
  onWarning: (message: string) => void;
};

export type IndexWriter = Pick<
  StoreWriter,
  "sources" | "source" | "size" | "replaceDocument" | "removeDocument"
> & {
  /** Builds the vectors, writes the manifest and puts the index to use. */
  finish(): Manifest;
  /** Lets the index go. Without `finish` before it, the next ingestion goes on from here. */
  close(): void;
};

/**
 * Opens the index in a folder for ingestion, making it when there is none. A first ingestion that was
 * broken off is gone on with. Throws one line when another ingestion is under way, and when another
 * format, model or passage rule built the index.
 */
export function openIndexWriter(dir: string, options: IndexWriterOptions): IndexWriter {
  mkdirSync(dir, { recursive: true });
  const unlock = lockForIngestion(dir);
  try {
    const build = buildWith(options.model);
    const generation = generationFor(dir, build, options.rebuild);
    const store = openStoreWriter(databaseIn(generation));
    store.begin(build);
    return writerOver({ dir, generation, store, onWarning: options.onWarning, unlock });
  } catch (error) {
    unlock();
    throw explained(dir, error);
  }
}

type Opened = {
  dir: string;
  generation: string;
  store: StoreWriter;
  onWarning: (message: string) => void;
  unlock: () => void;
};

function writerOver({ dir, generation, store, onWarning, unlock }: Opened): IndexWriter {
  return {
    sources: store.sources,
    source: store.source,
    size: store.size,
    replaceDocument: store.replaceDocument,
    removeDocument: store.removeDocument,
    finish() {
      store.finish();
      completeVectors(generation, onWarning);
      const manifest = store.manifest();
      if (currentGeneration(dir) !== generation) useGeneration(dir, generation);
      writeDurably(join(dir, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
      return manifest;
    },
    close() {
      const empty = store.size().documents === 0 && currentGeneration(dir) !== generation;
      store.close();
      if (empty) rmSync(generation, { recursive: true, force: true });
      unlock();
    },
  };
}

function generationFor(dir: string, build: IndexBuild, rebuild: boolean): string {
  const current = currentGeneration(dir);
  if (rebuild) return newGeneration(dir);
  if (current) {
    const found = buildOf(current);
    if (found) refuseOther(dir, found, build);
    return current;
  }
  const pending = pendingGeneration(dir);
  const found = pending && buildOf(pending);
  if (pending && found && differenceBetween(found, build) === null) return pending;
  return newGeneration(dir);
}

function buildOf(generation: string): IndexBuild | undefined {
  const store = openStoreWriter(databaseIn(generation));
  try {
    return store.build();
  } finally {
    store.close();
  }
}

function completeVectors(generation: string, onWarning: (message: string) => void): void {
  const store = openStore(databaseIn(generation), () => undefined);
  try {
    if (!vectorsAreCurrent(generation, store)) buildVectors(generation, store, onWarning);
  } finally {
    store.close();
  }
}
