import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AutoModel, AutoTokenizer, env, type ProgressInfo } from "@xenova/transformers";
import { z } from "zod";
import { WEIGHTS_FILE, sha256OfFile } from "./model-folder.ts";

/** How far the download of one file is; bytes. */
export type DownloadProgress = { file: string; loaded: number; total: number };

export type DownloadOptions = {
  /** Hub id, `owner/name`. */
  id: string;
  /** Folder under which `owner/name/` is kept. */
  cacheDir: string;
  /** Where the hub answers; its files are at `<hub>/<id>/resolve/main/<file>`. */
  hub: string;
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
};

/** Files that say how vectors are made; the library does not fetch them. A model may lack any of them. */
const RECIPE_FILES = ["modules.json", "sentence_bert_config.json", "1_Pooling/config.json"];

const RECORD = "download.json";
const Record = z.object({ id: z.string(), hub: z.string(), weights: z.string() });

/**
 * Gives the folder of a hub model in the cache, downloading it first when it is not there whole.
 * The checksum of the weights is recorded and checked from then on. Errors are one line.
 */
export async function downloadedModel(options: DownloadOptions): Promise<string> {
  const folder = join(options.cacheDir, options.id);
  if (existsSync(join(folder, RECORD))) {
    await checkRecord(folder);
    return folder;
  }
  try {
    await withHub(options, () => downloadModel(options));
    await downloadRecipe(options, folder);
  } catch (cause) {
    throw new Error(downloadFailure(options, cause), { cause });
  }
  await writeRecord(options, folder);
  return folder;
}

async function downloadModel({ id, cacheDir, onProgress }: DownloadOptions): Promise<void> {
  const progress_callback = (info: ProgressInfo) => {
    if (info.status === "progress") {
      onProgress?.({ file: info.file, loaded: info.loaded, total: info.total });
    }
  };
  const options = { cache_dir: cacheDir, progress_callback };
  const model = await AutoModel.from_pretrained(id, { ...options, dtype: "q8", device: "cpu" });
  await model.dispose();
  await AutoTokenizer.from_pretrained(id, options);
}

async function downloadRecipe({ hub, id }: DownloadOptions, folder: string): Promise<void> {
  for (const file of RECIPE_FILES) {
    const url = `${withSlash(hub)}${id}/resolve/main/${file}`;
    const response = await fetch(url);
    if (response.status === 404) continue;
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    await writeAside(join(folder, file), await response.text());
  }
}

/**
 * Fetches with the Response that is the global one: the library of the HTTP service puts its own in place of Node's, and
 * the one that downloads keeps only what is an instance of it.
 */
async function fetchOwn(...request: Parameters<typeof fetch>): Promise<Response> {
  const { body, status, statusText, headers } = await fetch(...request);
  return new Response(body, { status, statusText, headers });
}

async function withHub(options: DownloadOptions, work: () => Promise<void>): Promise<void> {
  const { remoteHost, allowRemoteModels, useFSCache, fetch: fetchBefore } = env;
  Object.assign(env, {
    remoteHost: withSlash(options.hub),
    allowRemoteModels: true,
    useFSCache: true,
    fetch: fetchOwn,
  });
  try {
    await work();
  } finally {
    Object.assign(env, { remoteHost, allowRemoteModels, useFSCache, fetch: fetchBefore });
  }
}

async function writeRecord({ id, hub }: DownloadOptions, folder: string): Promise<void> {
  const weights = await sha256OfFile(join(folder, WEIGHTS_FILE));
  await writeAside(join(folder, RECORD), `${JSON.stringify({ id, hub, weights }, null, 2)}\n`);
}

async function checkRecord(folder: string): Promise<void> {
  const weights = join(folder, WEIGHTS_FILE);
  const recorded = await readRecord(folder);
  if (existsSync(weights) && recorded === (await sha256OfFile(weights))) return;
  throw new Error(
    `the downloaded model in "${folder}" is not what was downloaded; delete that folder and run again`,
  );
}

async function readRecord(folder: string): Promise<string | null> {
  try {
    return Record.parse(JSON.parse(await readFile(join(folder, RECORD), "utf8"))).weights;
  } catch {
    return null;
  }
}

async function writeAside(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, text);
  await rename(`${path}.part`, path);
}

function downloadFailure({ hub, id }: DownloadOptions, cause: unknown): string {
  const error = cause instanceof Error ? cause : new Error(String(cause));
  // Where the tokenizer's files are missing, the library trips over them: a TypeError without a cause.
  const missing = error instanceof TypeError && error.cause === undefined;
  if (missing || error.name === "ModelFileNotFoundError") {
    return `the hub at ${hub} has no public model "${id}" with ${WEIGHTS_FILE} and tokenizer.json`;
  }
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  return `cannot download the model "${id}" from ${hub}: ${reason || error.message}`;
}

function withSlash(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}
