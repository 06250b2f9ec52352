import { PASSAGE_RULES } from "../minutes/passages.ts";
import {
  INDEX_FORMAT,
  differenceBetween,
  type IndexBuild,
  type Manifest,
} from "../retrieval/manifest.ts";
import type { ModelDescription, PassageStore, VectorIndex } from "../retrieval/ports.ts";
import { openVectors, openVectorsAside } from "./hnsw-file.ts";
import { currentGeneration, databaseIn } from "./index-layout.ts";
import { isDamage, isNoRoom, openForReading } from "./sqlite-schema.ts";
import { openStore, readManifest, type SqliteStore } from "./sqlite-store.ts";

export type OpenIndexOptions = {
  /** The model that questions will be embedded with; an index built with another is refused. */
  expectedModel?: ModelDescription;
  onWarning: (message: string) => void;
};

export type OpenIndex = {
  store: PassageStore;
  vectors: VectorIndex;
  manifest: Manifest;
  /** Names the database: rows of two opened indexes can be compared only where it is the same. */
  generation: string;
  /** False when the index holds another content by now, and must be opened anew to show it. */
  renew(): boolean;
  close(): void;
};

/**
 * Opens the index in a folder for reading; what ingestion does later is not seen. A missing or broken
 * vector file is rebuilt, with a warning. Throws one line, with the command that mends it, when there is
 * no index, when it is damaged, and when another format, model or passage rule built it.
 */
export function openIndex(dir: string, options: OpenIndexOptions): OpenIndex {
  const begun = beginToOpen(dir, options);
  return indexOver(begun, openVectors(begun.generation, begun.store, options.onWarning));
}

/** The same beside other work of the process, which goes on. */
export async function openIndexAside(dir: string, options: OpenIndexOptions): Promise<OpenIndex> {
  const begun = beginToOpen(dir, options);
  try {
    const { generation, store } = begun;
    return indexOver(begun, await openVectorsAside(generation, store, options.onWarning));
  } catch (error) {
    begun.store.close();
    throw error;
  }
}

type Begun = { dir: string; generation: string; store: SqliteStore };

function beginToOpen(dir: string, { expectedModel, onWarning }: OpenIndexOptions): Begun {
  const generation = currentGeneration(dir);
  if (!generation)
    throw new Error(`there is no index in "${dir}"; run: ${command(["--index", dir])}`);
  const store = openOrExplain(dir, generation, expectedModel);
  if (!store.manifest.finished) onWarning(unfinished(dir, store.manifest));
  return { dir, generation, store };
}

function indexOver({ dir, generation, store }: Begun, vectors: VectorIndex): OpenIndex {
  const { manifest } = store;
  const renew = () => currentGeneration(dir) === generation && store.renew();
  return { store, vectors, manifest, generation, renew, close: () => store.close() };
}

/** What an index must have been built by, to be used with a model. */
export function buildWith(model: ModelDescription): IndexBuild {
  return { format: INDEX_FORMAT, model, passageRules: PASSAGE_RULES };
}

/** Throws one line when an index built as `found` cannot be used as `wanted`. */
export function refuseOther(dir: string, found: IndexBuild, wanted: IndexBuild): void {
  const difference = differenceBetween(found, wanted);
  if (difference === null) return;
  const otherModel = found.format === wanted.format && found.passageRules === wanted.passageRules;
  const model = otherModel ? ["--model", wanted.model.name] : [];
  throw new Error(`the index "${dir}" ${difference}; run: ${rebuildCommand(dir, model)}`);
}

/** Gives the error itself, or one line that says the index is damaged, or its disk full, and what mends it. */
export function explained(dir: string, error: unknown): unknown {
  if (isNoRoom(error)) {
    const why = `the index "${dir}" cannot be written (${(error as Error).message})`;
    return new Error(`${why}; make room on its disk and run the same command again`, {
      cause: error,
    });
  }
  if (!isDamage(error)) return error;
  const reason = error instanceof Error ? error.message : "";
  return new Error(`the index "${dir}" is damaged (${reason}); run: ${rebuildCommand(dir, [])}`, {
    cause: error,
  });
}

function openOrExplain(dir: string, generation: string, model: ModelDescription | undefined) {
  try {
    return openStore(databaseIn(generation), (found) =>
      refuseOther(dir, found, buildWith(model ?? found.model)),
    );
  } catch (error) {
    throw explained(dir, error);
  }
}

function unfinished(dir: string, manifest: Manifest): string {
  const again = command(["--index", dir, ...manifest.folders]);
  return `the last ingestion into "${dir}" was broken off; to go on, run: ${again}`;
}

function rebuildCommand(dir: string, model: string[]): string {
  return command(["--rebuild", "--index", dir, ...model, ...foldersOf(dir)]);
}

/** The folders that an index was made of, as far as it can still say. */
function foldersOf(dir: string): string[] {
  try {
    const db = openForReading(databaseIn(currentGeneration(dir)!));
    try {
      return readManifest(db).folders;
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}

function command(args: string[]): string {
  const words = args.map((arg) => (/^[\w./:\\-]+$/.test(arg) ? arg : JSON.stringify(arg)));
  return ["npm run ingest --", ...words].join(" ");
}
