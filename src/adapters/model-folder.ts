import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

/** The weights that are loaded: 8-bit quantised, in the place where hubs keep them. */
export const WEIGHTS_FILE = "onnx/model_quantized.onnx";

const BUNDLED = fileURLToPath(new URL("../../models", import.meta.url));
const NEEDED = ["config.json", "tokenizer.json", "tokenizer_config.json", WEIGHTS_FILE];

/** BERT-like encoders whose files state no limit of their own take this many word pieces. */
const DEFAULT_MAX_TOKENS = 512;

export type ModelPlace =
  | { kind: "folder"; name: string; folder: string }
  | { kind: "hub"; name: string };

/** How a model folder says its vectors are made. */
export type ModelRecipe = { maxTokens: number; pooling: "mean" | "cls" };

/**
 * Where the model called `model` is: the name of a bundled one, a folder, or a hub id (`owner/name`), in that order.
 * Throws when it is none of these.
 */
export function placeOf(model: string): ModelPlace {
  if (bundledModels().includes(model)) {
    return { kind: "folder", name: model, folder: join(BUNDLED, model) };
  }
  if (isFolder(model))
    return { kind: "folder", name: basename(resolve(model)), folder: resolve(model) };
  if (/^[\w.-]+\/[\w.-]+$/.test(model) && !model.startsWith("."))
    return { kind: "hub", name: model };
  const known = bundledModels().join(", ");
  throw new Error(
    `model "${model}" is not a folder, not a bundled model (${known}) and not a hub id such as owner/name`,
  );
}

/** Throws, naming the file, when the folder lacks one that loading needs. */
export function checkModelFolder(folder: string): void {
  const missing = NEEDED.filter((file) => !existsSync(join(folder, file)));
  if (missing.length === 0) return;
  throw new Error(`model folder "${folder}" lacks ${missing.join(", ")}`);
}

/**
 * Reads the limit and the pooling that the model's own files state. `tokenizer.json` and
 * `tokenizer_config.json` carry other limits, which are not the model's.
 */
export async function readRecipe(folder: string): Promise<ModelRecipe> {
  await refuseUnknownModules(folder);
  const [sentence, pooling, config] = await Promise.all([
    readJson(folder, "sentence_bert_config.json", SentenceConfig),
    readJson(folder, "1_Pooling/config.json", PoolingConfig),
    readJson(folder, "config.json", ModelConfig),
  ]);
  const positions = Math.min(config?.max_position_embeddings ?? Infinity, DEFAULT_MAX_TOKENS);
  return {
    maxTokens: sentence?.max_seq_length ?? positions,
    pooling: pooling ? poolingOf(pooling, folder) : "mean",
  };
}

/** Hex sha256 of a file, read in pieces. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

const SentenceConfig = z.object({ max_seq_length: z.int().positive().optional() });
const ModelConfig = z.object({ max_position_embeddings: z.int().positive().optional() });
const PoolingConfig = z.object({
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
});
const Modules = z.array(z.object({ type: z.string() }));
const KNOWN_MODULES = ["Transformer", "Pooling", "Normalize"];

function bundledModels(): string[] {
  return existsSync(BUNDLED) ? readdirSync(BUNDLED) : [];
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function poolingOf(config: z.infer<typeof PoolingConfig>, folder: string): "mean" | "cls" {
  if (config.pooling_mode_mean_tokens) return "mean";
  if (config.pooling_mode_cls_token) return "cls";
  throw new Error(`model folder "${folder}" asks for a pooling other than mean or cls`);
}

async function refuseUnknownModules(folder: string): Promise<void> {
  const modules = (await readJson(folder, "modules.json", Modules)) ?? [];
  const unknown = modules.find(({ type }) => !KNOWN_MODULES.some((known) => type.endsWith(known)));
  if (unknown)
    throw new Error(`model folder "${folder}" needs ${unknown.type}, which is not supported`);
}

async function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): Promise<T | null> {
  const path = join(folder, file);
  if (!existsSync(path)) return null;
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    throw new Error(`model file "${path}" is not what it should be`, { cause });
  }
}
