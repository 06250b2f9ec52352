import { openExtractor } from "../../src/formats/extractor.ts";
import { folderFeed } from "../../src/sources/folder-feed.ts";

/** What becomes of each source of a folder, a line each: its text, or why it is skipped or failed. */
export async function outcomesOf(folder: string): Promise<string[]> {
  const extractor = openExtractor();
  const feed = await folderFeed(folder, extractor.extract);
  const found = feed.skipped.map(({ source, reason }) => `${source} skipped: ${reason}`);
  found.push(...feed.failures.map(({ source, reason }) => `${source} failed: ${reason}`));
  for (const part of feed.parts.keys()) {
    const { entries, failures, skipped = [] } = await feed.read(part);
    for (const { source, extract } of entries) {
      const text = await extract().then(
        (extracted) => extracted.text,
        (error: Error) => error.message,
      );
      found.push(`${source} ${text}`);
    }
    for (const { source, reason } of failures) found.push(`${source} failed: ${reason}`);
    for (const { source, reason } of skipped) found.push(`${source} skipped: ${reason}`);
  }
  await extractor.close();
  return found;
}
