import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { sha256OfFileSync } from "./durable-files.ts";
import { readGraph, readGraphAside, type Graph } from "./hnsw-index.ts";

export const GRAPH = "vectors.hnsw";
export const SIDE = "vectors.json";

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

/** What a graph must be of to be used. */
export type Wanted = { revision: string; dimensions: number; count: number };

/** A graph with the labels of its nodes that are marked as deleted. */
export type Held = { graph: Graph; deleted: readonly number[] };

/** What stands against using the file in `folder` as it is wanted, in words; null when nothing does. */
export function faultOf(folder: string, wanted: Wanted): string | null {
  return mismatch(folder, wanted) ?? damage(folder, sha256OfFileSync(join(folder, GRAPH)));
}

/** What stands against the file, but for its bytes. */
export function mismatch(folder: string, wanted: Wanted): string | null {
  if (!existsSync(join(folder, GRAPH))) return "is missing";
  const side = readSide(folder);
  if (!side) return `has no readable ${SIDE} beside it`;
  if (side.revision !== wanted.revision) return "is older than the index";
  if (side.dimensions !== wanted.dimensions) return "has vectors of another length";
  if (side.count !== wanted.count) return "has another number of vectors than the index";
  return null;
}

/** What stands against the file by the hex sha256 of its bytes. */
export function damage(folder: string, sha256: string): string | null {
  return readSide(folder)?.sha256 === sha256 ? null : "is damaged";
}

function readSide(folder: string): Side | null {
  try {
    return Side.parse(JSON.parse(readFileSync(join(folder, SIDE), "utf8")));
  } catch {
    return null;
  }
}

/** The graph in the file, of whatever revision, when the file is what its side file says. */
export function soundGraph(folder: string, dimensions: number): Held | null {
  const side = readSide(folder);
  if (!side || faultOf(folder, { ...side, dimensions }) !== null) return null;
  return readHeld(folder, dimensions);
}

/** Only for files in which no fault was found. */
export function readHeld(folder: string, dimensions: number): Held | null {
  try {
    return heldIn(folder, readGraph(join(folder, GRAPH), dimensions));
  } catch {
    return null;
  }
}

/** The same, in a thread of its own. */
export async function readHeldAside(folder: string, dimensions: number): Promise<Held | null> {
  try {
    return heldIn(folder, await readGraphAside(join(folder, GRAPH), dimensions));
  } catch {
    return null;
  }
}

function heldIn(folder: string, graph: Graph): Held | null {
  const { count, deleted } = readSide(folder)!;
  return graph.getCurrentCount() === count + deleted.length ? { graph, deleted } : null;
}
