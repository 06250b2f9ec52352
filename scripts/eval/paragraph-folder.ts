import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CorpusPassage } from "../../src/evaluation/corpus-set.ts";

const fileOf = (at: number): string => `${String(at).padStart(5, "0")}.txt`;

/**
 * Writes each paragraph as a document of its own, with its title given beside it, and tells the file of
 * every paragraph.
 */
export function writeParagraphs(
  folder: string,
  paragraphs: readonly CorpusPassage[],
): Map<string, string> {
  paragraphs.forEach(({ text }, at) => writeFileSync(join(folder, fileOf(at)), text));
  const documents = paragraphs.map(({ title }, at) => [fileOf(at), { title }]);
  writeFileSync(
    join(folder, "metadata.json"),
    JSON.stringify({ documents: Object.fromEntries(documents) }),
  );
  return new Map(paragraphs.map(({ id }, at) => [id, fileOf(at)]));
}
