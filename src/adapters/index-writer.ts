import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { IndexBuild, Manifest } from "../retrieval/manifest.ts";
import { differenceBetween } from "../retrieval/manifest.ts";
import type { ModelDescription } from "../retrieval/ports.ts";
import { writeDurably } from "./durable-files.ts";
import { bringUpToDate } from "./hnsw-file.ts";
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
import { openForReading } from "./sqlite-schema.ts";
import { openStore } from "./sqlite-store.ts";
import { readWithdrawn, type Withdrawn } from "./sqlite-withdrawn.ts";
import { openStoreWriter, type StoreWriter } from "./sqlite-writer.ts";

export type IndexWriterOptions = {
  model: ModelDescription;
  /** Start from nothing, beside the present index, which stays in use until the new one is whole. */
  rebuild: boolean;
  onWarning: (message: string) => void;
};

export type IndexWriter = Omit<
  StoreWriter,
  "build" | "begin" | "manifest" | "finish" | "inherit"
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
    const current = currentGeneration(dir);
    if (current && current !== generation) store.inherit(withdrawnIn(current, options.onWarning));
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
  const { build: _build, begin: _begin, manifest, inherit: _inherit, ...rest } = store;
  return {
    ...rest,
    finish() {
      store.finish();
      completeVectors(generation, onWarning);
      if (currentGeneration(dir) !== generation) useGeneration(dir, generation);
      return exportManifest(dir, manifest());
    },
    close() {
      try {
        const empty = store.size().documents === 0 && currentGeneration(dir) !== generation;
        store.close();
        if (empty) rmSync(generation, { recursive: true, force: true });
      } finally {
        unlock();
      }
    },
  };
}

/** Writes the readable manifest; that it is new is how a running server learns of new content. */
export function exportManifest(dir: string, manifest: Manifest): Manifest {
  writeDurably(join(dir, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The tombstones of another generation; none where it is damaged or of another format, which is what it is left for. */
function withdrawnIn(generation: string, onWarning: (message: string) => void): Withdrawn[] {
  try {
    const db = openForReading(databaseIn(generation));
    try {
      return readWithdrawn(db);
    } finally {
      db.close();
    }
  } catch {
    onWarning(`${generation} cannot say which documents were withdrawn; withdraw them again`);
    return [];
  }
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

/** Brings the vector file of a generation up to date with its database. */
export function completeVectors(generation: string, onWarning: (message: string) => void): void {
  const store = openStore(databaseIn(generation), () => undefined);
  try {
    bringUpToDate(generation, store, onWarning);
  } finally {
    store.close();
  }
}
