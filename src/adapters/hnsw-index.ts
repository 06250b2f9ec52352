// The named export is missing at run time outside bundlers: only the default import works.
import hnswlib from "hnswlib-node";
import type { VectorIndex } from "../retrieval/ports.ts";
import type { Slices } from "../retrieval/slices.ts";

/** Links a node, and candidates looked at while building. */
const M = 16;
const EF_CONSTRUCTION = 100;

/** The least number of candidates looked at in a search: recall@10 0.985 at 100,000 vectors. */
const EF_SEARCH = 80;

export type Graph = InstanceType<typeof hnswlib.HierarchicalNSW>;

export type LabelledVector = { row: number; vector: Float32Array };

/**
 * Builds the graph of `count` unit vectors. Throws on a vector of another length or with a
 * component that is not a finite number, which would poison every search.
 */
export function* graphSlices(
  vectors: Iterable<LabelledVector>,
  count: number,
  dimensions: number,
): Slices<Graph> {
  const graph = new hnswlib.HierarchicalNSW("ip", dimensions);
  graph.initIndex({ maxElements: Math.max(count, 1), m: M, efConstruction: EF_CONSTRUCTION });
  for (const { row, vector } of vectors) {
    graph.addPoint(plainVector(vector, dimensions), row);
    yield;
  }
  return graph;
}

/** Reads a graph into a new object. Only for files whose checksum has been checked: others may crash the process. */
export function readGraph(file: string, dimensions: number): Graph {
  const graph = new hnswlib.HierarchicalNSW("ip", dimensions);
  graph.readIndexSync(file);
  return graph;
}

/** The same, in a thread of its own. */
export async function readGraphAside(file: string, dimensions: number): Promise<Graph> {
  const graph = new hnswlib.HierarchicalNSW("ip", dimensions);
  await graph.readIndex(file);
  return graph;
}

/** What changes in a graph: labels to take out, and vectors to put in under new labels. */
export type GraphChange = {
  removed: readonly number[];
  added: readonly number[];
  vectorOf: (label: number) => Float32Array;
};

/**
 * Changes a graph in place. A removed vector is overwritten before it is marked, so that nothing of it is left in the
 * file; its node stays as a stepping stone and is never found.
 */
export function changeGraph(
  graph: Graph,
  { removed, added, vectorOf }: GraphChange,
  dimensions: number,
): void {
  const nothing = new Array<number>(dimensions).fill(0);
  for (const label of removed) {
    graph.addPoint(nothing, label);
    graph.markDelete(label);
  }
  const needed = graph.getCurrentCount() + added.length;
  if (needed > graph.getMaxElements()) graph.resizeIndex(needed);
  for (const row of added) graph.addPoint(plainVector(vectorOf(row), dimensions), row);
}

/** Nearest neighbours over the `size` live vectors of a graph. Searching throws as building does on what is not a vector. */
export function searchOver(graph: Graph, size: number, dimensions: number): VectorIndex {
  let ef = 0;
  return {
    size,
    search(query, k) {
      const vector = plainVector(query, dimensions);
      const wanted = Math.min(Math.floor(k), size);
      if (!(wanted >= 1)) return [];
      const needed = Math.max(EF_SEARCH, wanted);
      if (ef !== needed) graph.setEf((ef = needed));
      const { neighbors, distances } = graph.searchKnn(vector, wanted);
      return neighbors
        .map((label, i) => ({ label, similarity: 1 - distances[i]! }))
        .toSorted((a, b) => b.similarity - a.similarity || a.label - b.label);
    },
  };
}

/** The library takes plain arrays alone, and takes anything in them. */
function plainVector(vector: Float32Array, dimensions: number): number[] {
  if (vector.length !== dimensions) {
    throw new Error(`a vector has ${vector.length} dimensions, the index has ${dimensions}`);
  }
  const plain = Array.from(vector);
  if (!plain.every(Number.isFinite))
    throw new Error("a vector has a component that is not a number");
  return plain;
}
