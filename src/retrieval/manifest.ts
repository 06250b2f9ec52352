import { createHash } from "node:crypto";
import type { ModelDescription } from "./ports.ts";

/** Version of the index folder's layout and tables. */
export const INDEX_FORMAT = 2;

/** What decides whether an index can be read and added to. */
export type IndexBuild = { format: number; model: ModelDescription; passageRules: string };

/** One source as it was indexed: hex sha256 of its bytes, and of the facts that were given about it. */
export type SourceRecord = { sha256: string; facts: string };

/** What an index says of itself. */
export type Manifest = IndexBuild & {
  /** Names the content: two indexes of the same sources, built the same way, have the same. Hex. */
  fingerprint: string;
  /** False while an ingestion is under way or after it was broken off. */
  finished: boolean;
  /** The folders that were ingested. */
  folders: string[];
  sources: Record<string, SourceRecord>;
};

export type IndexContent = {
  build: IndexBuild;
  finished: boolean;
  folders: string[];
  sources: Map<string, SourceRecord>;
};

export function manifestOf({ build, finished, folders, sources }: IndexContent): Manifest {
  const sorted = Object.fromEntries([...sources].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const fingerprint = sha256(canonical({ ...build, sources: sorted }));
  return { ...build, fingerprint, finished, folders: folders.toSorted(), sources: sorted };
}

/** Hex sha256 of a value's content; the order of keys does not matter. */
export function contentHash(value: unknown): string {
  return sha256(canonical(value));
}

/** What stands against using an index built as `found` where `wanted` is needed, in words; null when nothing does. Models are the same when all but their names agree. */
export function differenceBetween(found: IndexBuild, wanted: IndexBuild): string | null {
  if (found.format !== wanted.format) {
    return `has format ${found.format}, but this program reads format ${wanted.format}`;
  }
  if (found.passageRules !== wanted.passageRules) {
    return `was cut by passage rules ${found.passageRules}, but this program has rules ${wanted.passageRules}`;
  }
  const ours = wordsFor(wanted.model);
  const theirs = wordsFor(found.model);
  if (contentHash({ ...found.model, name: "" }) === contentHash({ ...wanted.model, name: "" })) {
    return null;
  }
  return `was built with the model ${theirs}, not ${ours}`;
}

function wordsFor(model: ModelDescription): string {
  const { name, checksum, dimensions, pooling, maxTokens, dtype } = model;
  const parts = [checksum.slice(0, 12), dtype, `${dimensions} dimensions`, `${pooling} pooling`];
  return `${name} (${[...parts, `${maxTokens} tokens`].join(", ")})`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sortedKeys(part) : part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortedKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
