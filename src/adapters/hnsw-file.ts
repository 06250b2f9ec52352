import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { VectorIndex } from "../retrieval/ports.ts";
import { asideOf, replaceDurably, sha256OfFileSync, writeDurably } from "./durable-files.ts";
import { buildGraph, changeGraph, readGraph, searchOver, type Graph } from "./hnsw-index.ts";
import type { SqliteStore } from "./sqlite-store.ts";

const GRAPH = "vectors.hnsw";
const SIDE = "vectors.json";

/**
 * What must agree before the graph's file may be opened: the library itself checks nothing. `count` are the live
 * vectors; `deleted` are the labels of nodes that are marked so.
 */
const Side = z.strictObject({
  revision: z.string(),
  dimensions: z.int(),
  count: z.int(),
  deleted: z.array(z.int()),
  sha256: z.string(),
});
type Side = z.infer<typeof Side>;

type Wanted = { revision: string; dimensions: number; count: number };

/** A graph with the labels of its nodes that are marked as deleted. */
type Held = { graph: Graph; deleted: readonly number[] };

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
  const graph = buildGraph(store.vectors(), wanted.count, wanted.dimensions);
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

function faultOf(folder: string, wanted: Wanted): string | null {
  const path = join(folder, GRAPH);
  if (!existsSync(path)) return "is missing";
  const side = readSide(folder);
  if (!side) return `has no readable ${SIDE} beside it`;
  if (side.revision !== wanted.revision) return "is older than the index";
  if (side.dimensions !== wanted.dimensions) return "has vectors of another length";
  if (side.count !== wanted.count) return "has another number of vectors than the index";
  return side.sha256 === sha256OfFileSync(path) ? null : "is damaged";
}

function readSide(folder: string): Side | null {
  try {
    return Side.parse(JSON.parse(readFileSync(join(folder, SIDE), "utf8")));
  } catch {
    return null;
  }
}

/** The graph in the file, of whatever revision, when the file is what its side file says. */
function soundGraph(folder: string, dimensions: number): Held | null {
  const side = readSide(folder);
  if (!side || faultOf(folder, { ...side, dimensions }) !== null) return null;
  return readHeld(folder, dimensions);
}

/** Only for files in which `faultOf` found no fault. */
function readHeld(folder: string, dimensions: number): Held | null {
  try {
    const { count, deleted } = readSide(folder)!;
    const graph = readGraph(join(folder, GRAPH), dimensions);
    return graph.getCurrentCount() === count + deleted.length ? { graph, deleted } : null;
  } catch {
    return null;
  }
}
