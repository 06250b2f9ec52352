import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { VectorIndex } from "../retrieval/ports.ts";
import { atOnce, inSlices } from "../retrieval/slices.ts";
import { asideOf, replaceDurably, sha256OfFileSync, writeDurably } from "./durable-files.ts";
import {
  GRAPH,
  SIDE,
  damage,
  faultOf,
  mismatch,
  readHeld,
  readHeldAside,
  soundGraph,
  type Held,
  type Wanted,
} from "./hnsw-held.ts";
import { changeGraph, graphSlices, searchOver } from "./hnsw-index.ts";
import { sha256OfFile } from "./model-folder.ts";
import type { SqliteStore } from "./sqlite-store.ts";

/** Part of the vectors that may change before a new graph is better than a changed one. */
const MOST_CHANGED = 0.2;

/**
 * Opens the vectors of a store from their file in `folder`. When that is missing, stale, cut short or
 * damaged, `onWarning` hears of it, and it is built anew from the store.
 */
export function openVectors(
  folder: string,
  store: SqliteStore,
  onWarning: (message: string) => void,
): VectorIndex {
  const wanted = wantedBy(store);
  const fault = faultOf(folder, wanted);
  if (fault === null) {
    const held = readHeld(folder, wanted.dimensions);
    if (held) return searchOver(held.graph, wanted.count, wanted.dimensions);
  }
  onWarning(`${join(folder, GRAPH)} ${fault ?? "cannot be read"}; building it again`);
  return buildVectors(folder, store, onWarning);
}

/**
 * The same beside other work of the process: reading goes on in threads, building in slices. What had to be built is not
 * written: the next ingestion does that, or the next start.
 */
export async function openVectorsAside(
  folder: string,
  store: SqliteStore,
  onWarning: (message: string) => void,
): Promise<VectorIndex> {
  const wanted = wantedBy(store);
  const { count, dimensions } = wanted;
  const path = join(folder, GRAPH);
  const sound = mismatch(folder, wanted) ?? damage(folder, await sha256OfFile(path));
  const held = sound === null ? await readHeldAside(folder, dimensions) : null;
  const fault = sound ?? mismatch(folder, wanted);
  if (held && fault === null) return searchOver(held.graph, count, dimensions);
  onWarning(`${path} ${fault ?? "cannot be read"}; building it again`);
  const graph = await inSlices(graphSlices(store.vectors(), count, dimensions));
  return searchOver(graph, count, dimensions);
}

/**
 * Brings the file in `folder` up to date with the store: with little to change the graph is changed, else it is built
 * anew. That it cannot be written is a warning: it is a cache.
 */
export function bringUpToDate(
  folder: string,
  store: SqliteStore,
  onWarning: (message: string) => void,
): void {
  const wanted = wantedBy(store);
  if (faultOf(folder, wanted) === null) return;
  const held = soundGraph(folder, wanted.dimensions);
  const changed = held && changedFor(held, store, wanted);
  if (changed) writeOrWarn(folder, changed, wanted, onWarning);
  else buildVectors(folder, store, onWarning);
}

/** Removes the file, so that the next to open the index builds it again. */
export function forgetVectors(folder: string): void {
  for (const name of [SIDE, GRAPH]) rmSync(join(folder, name), { force: true });
}

function buildVectors(
  folder: string,
  store: SqliteStore,
  onWarning: (message: string) => void,
): VectorIndex {
  const wanted = wantedBy(store);
  const graph = atOnce(graphSlices(store.vectors(), wanted.count, wanted.dimensions));
  writeOrWarn(folder, { graph, deleted: [] }, wanted, onWarning);
  return searchOver(graph, wanted.count, wanted.dimensions);
}

/** The graph with what is new in the store put in and what is gone taken out; null when that would be much. */
function changedFor({ graph, deleted }: Held, store: SqliteStore, wanted: Wanted): Held | null {
  const dead = new Set(deleted);
  const live = new Set(graph.getIdsList().filter((label) => !dead.has(label)));
  const rows = store.vectorRows();
  const added = rows.filter((row) => !live.delete(row));
  const removed = [...live];
  const most = wanted.count * MOST_CHANGED;
  if (added.length > most || removed.length + dead.size > most) return null;
  changeGraph(graph, { removed, added, vectorOf: store.passageVector }, wanted.dimensions);
  return { graph, deleted: [...deleted, ...removed] };
}

function wantedBy(store: SqliteStore): Wanted {
  const { revision, manifest, vectorCount } = store;
  return { revision, dimensions: manifest.model.dimensions, count: vectorCount };
}

function writeOrWarn(
  folder: string,
  held: Held,
  wanted: Wanted,
  onWarning: (message: string) => void,
): void {
  try {
    writeGraph(folder, held, wanted);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    onWarning(
      `${join(folder, GRAPH)} cannot be written (${reason}); it will be built at every start`,
    );
  }
}

function writeGraph(folder: string, { graph, deleted }: Held, wanted: Wanted): void {
  const path = join(folder, GRAPH);
  const aside = asideOf(path);
  try {
    graph.writeIndexSync(aside);
    refuseShort(aside, wanted);
    const sha256 = sha256OfFileSync(aside);
    replaceDurably(aside, path);
    writeDurably(join(folder, SIDE), `${JSON.stringify({ ...wanted, deleted, sha256 })}\n`);
  } finally {
    rmSync(aside, { force: true });
  }
}

/** The library reports success on a full disk. */
function refuseShort(file: string, { count, dimensions }: Wanted): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const least = count * dimensions * Float32Array.BYTES_PER_ELEMENT;
  if (size <= least) throw new Error(`only ${size} bytes arrived on the disk`);
}
