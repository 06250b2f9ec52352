import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ACCESS_SETTINGS } from "./access-settings.ts";
import { LANGUAGE_MODEL_SETTINGS } from "./language-model-settings.ts";
import { setting } from "./setting.ts";

const text = z.string().min(1);
const port = z.coerce.number().int().min(0).max(65535);
const threads = z.coerce.number().int().min(1).max(256);
const webAddress = z.url({ protocol: /^https?$/ });
const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Every environment variable that the program reads. */
export const SETTINGS = {
  PORT: setting(port.default(3000), "a port number from 0 to 65535", "3000", "Port to serve on."),
  HOST: setting(
    text.default("127.0.0.1"),
    "a host name or address",
    "127.0.0.1",
    "Address to serve on; `0.0.0.0` serves the whole network.",
  ),
  PUBLIC_URL: setting(
    webAddress.optional(),
    "an http or https address",
    "the address that the request came to",
    "Address under which people reach it, for links in chat and MCP answers.",
  ),
  INDEX_DIR: setting(text.default("index"), "a folder", "index", "Folder of the index."),
  MODEL: setting(
    text.default("all-MiniLM-L6-v2"),
    "a bundled model, a folder or a hub id",
    "all-MiniLM-L6-v2",
    "Embedding model: a bundled one, a folder, or a hub id (`owner/name`), which is downloaded once.",
  ),
  RERANKER: setting(
    text.default("minutes-reader"),
    "a bundled reader, a folder, a hub id, or none",
    "minutes-reader",
    "Model that reads the best passages together with the question, in a search and for an answer: a bundled one, a folder, a hub id, or `none`.",
  ),
  MODEL_HUB: setting(
    webAddress.default("https://huggingface.co"),
    "an http or https address",
    "https://huggingface.co",
    "Where models named by a hub id are downloaded from.",
  ),
  MODEL_CACHE: setting(
    text.default(() => join(userCacheDir(), "ask-the-minutes", "models")),
    "a folder",
    "ask-the-minutes/models in the user's cache folder",
    "Folder of downloaded models.",
  ),
  MODEL_THREADS: setting(
    threads.optional(),
    "a whole number from 1 to 256",
    "the machine's cores, at most 8",
    "Threads of one run of the embedding model.",
  ),
  LOG_LEVEL: setting(
    z.enum(LOG_LEVELS).default("info"),
    `one of ${LOG_LEVELS.join(", ")}`,
    "info",
    "The least important log lines to write.",
  ),
  ...ACCESS_SETTINGS,
  ...LANGUAGE_MODEL_SETTINGS,
};

export type SettingName = keyof typeof SETTINGS;
export type Config = { [Name in SettingName]: z.output<(typeof SETTINGS)[Name]["schema"]> };

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * Throws one line that names the variable and what was expected.
 */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const values = Object.entries(SETTINGS).map(([name, { schema, expected, secret }]) => {
    const given = env[name]?.trim() || undefined;
    const result = schema.safeParse(given);
    if (result.success) return [name, result.data];
    if (secret) throw new Error(`${name} (its value is not shown here) must be ${expected}`);
    throw new Error(`${name} is ${JSON.stringify(given)}, but must be ${expected}`);
  });
  return Object.fromEntries(values);
}

/** Where programs keep what they can get again, by the custom of the system. */
function userCacheDir(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32") return LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  return XDG_CACHE_HOME ?? join(homedir(), ".cache");
}
