import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { DocumentFacts } from "../minutes/model.ts";

/** The file, at the top of an ingested folder, that says what is known of its documents. It is never indexed. */
export const METADATA_FILE = "metadata.json";

/** Facts about a document; `title` replaces the one that its text gives. */
export type GivenFacts = DocumentFacts & { title: string | null };

export type Metadata = {
  /** The facts given about the document at `source`; what is not given is null, empty or unknown. */
  factsFor(source: string): GivenFacts;
  /** Throws, naming them, when documents are described that are not there. */
  refuseStrangers(isThere: (source: string) => boolean): void;
};

const words = z.string().trim().min(1);
const Facts = z.strictObject({
  council: words.nullable().optional(),
  aliases: z.array(words).optional(),
  body: words.nullable().optional(),
  date: z.iso.date().nullable().optional(),
  status: z.enum(["draft", "approved", "superseded", "unknown"]).optional(),
  place: words.transform((text) => ({ text })).optional(),
  title: words.nullable().optional(),
});
const MetadataFile = z.strictObject({
  defaults: Facts.optional(),
  documents: z.record(z.string(), Facts).optional(),
});
type FactsGiven = z.infer<typeof Facts>;

const NOTHING_KNOWN: GivenFacts = {
  council: null,
  aliases: [],
  body: null,
  date: null,
  status: "unknown",
  title: null,
};

/**
 * Reads the metadata file of a folder; a folder without one gives no facts.
 * Throws one line that names the file and the field when something is not as it should be.
 */
export async function readMetadata(folder: string): Promise<Metadata> {
  const path = join(folder, METADATA_FILE);
  const file = existsSync(path) ? parseMetadata(path, await readText(path)) : {};
  const documents = new Map(Object.entries(file.documents ?? {}));
  return {
    factsFor: (source) => merged(file.defaults, documents.get(source)),
    refuseStrangers(isThere) {
      const strangers = [...documents.keys()].filter((source) => !isThere(source));
      if (strangers.length === 0) return;
      const named = strangers.map((source) => JSON.stringify(source)).join(", ");
      throw new Error(`${path}: "documents" describes files that are not in the folder: ${named}`);
    },
  };
}

function merged(...given: (FactsGiven | undefined)[]): GivenFacts {
  const known = given.flatMap((facts) =>
    Object.entries(facts ?? {}).filter(([, value]) => value !== undefined),
  );
  return { ...NOTHING_KNOWN, ...Object.fromEntries(known) };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new Error(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function parseMetadata(path: string, text: string): z.infer<typeof MetadataFile> {
  const result = MetadataFile.safeParse(parseJson(path, text));
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${fieldName(issue.path)}: ${issue.message}`);
  throw new Error(`${path}: ${faults.join("; ")}`, { cause: result.error });
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${messageOf(cause).replaceAll("\n", " ")}`, { cause });
  }
}

/** `documents["a.txt"].date`; the top of the file is `the file`. */
function fieldName(path: PropertyKey[]): string {
  const name = path
    .map((part) => (/^\w+$/.test(String(part)) ? `.${String(part)}` : `[${JSON.stringify(part)}]`))
    .join("");
  return name === "" ? "the file" : name.replace(/^\./, "");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
