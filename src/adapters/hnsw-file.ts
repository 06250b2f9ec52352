import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { VectorIndex } from "../retrieval/ports.ts";
import { asideOf, replaceDurably, sha256OfFileSync, writeDurably } from "./durable-files.ts";
import { buildGraph, readGraph, searchOver, type Graph } from "./hnsw-index.ts";
import type { SqliteStore } from "./sqlite-store.ts";

const GRAPH = "vectors.hnsw";
const SIDE = "vectors.json";

/** What must agree before the graph's file may be opened: the library itself checks nothing. */
const Side = z.strictObject({
  revision: z.string(),
  dimensions: z.int(),
  count: z.int(),
  sha256: z.string(),
});

type Wanted = { revision: string; dimensions: number; count: number };

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
    const graph = tryRead(folder, wanted);
    if (graph) return searchOver(graph, wanted.dimensions);
  }
  onWarning(`${join(folder, GRAPH)} ${fault ?? "cannot be read"}; building it again`);
  return buildVectors(folder, store, onWarning);
}

/** Builds the vectors of a store and writes their file. That it cannot be written is a warning: it is a cache. */
export function buildVectors(
  folder: string,
  store: SqliteStore,
  onWarning: (message: string) => void,
): VectorIndex {
  const wanted = wantedBy(store);
  const graph = buildGraph(store.vectors(), wanted.count, wanted.dimensions);
  try {
    writeGraph(folder, graph, wanted);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    onWarning(
      `${join(folder, GRAPH)} cannot be written (${reason}); it will be built at every start`,
    );
  }
  return searchOver(graph, wanted.dimensions);
}

/** True when the file in `folder` is the store's, whole. */
export function vectorsAreCurrent(folder: string, store: SqliteStore): boolean {
  return faultOf(folder, wantedBy(store)) === null;
}

function wantedBy(store: SqliteStore): Wanted {
  const { revision, manifest, vectorCount } = store;
  return { revision, dimensions: manifest.model.dimensions, count: vectorCount };
}

function writeGraph(folder: string, graph: Graph, wanted: Wanted): void {
  const path = join(folder, GRAPH);
  const aside = asideOf(path);
  graph.writeIndexSync(aside);
  refuseShort(aside, wanted);
  const sha256 = sha256OfFileSync(aside);
  replaceDurably(aside, path);
  writeDurably(join(folder, SIDE), `${JSON.stringify({ ...wanted, sha256 })}\n`);
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

function readSide(folder: string): z.infer<typeof Side> | null {
  try {
    return Side.parse(JSON.parse(readFileSync(join(folder, SIDE), "utf8")));
  } catch {
    return null;
  }
}

function tryRead(folder: string, wanted: Wanted): Graph | null {
  try {
    const graph = readGraph(join(folder, GRAPH), wanted.dimensions);
    return graph.getCurrentCount() === wanted.count ? graph : null;
  } catch {
    return null;
  }
}
