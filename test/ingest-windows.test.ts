import { expect, it } from "vitest";
import { openEmbedder } from "../src/adapters/transformers-embedder.ts";
import { meetings } from "./fixtures/meetings.ts";
import { minutesFolder } from "./fixtures/minutes-folder.ts";

it(
  "the model begins with few texts, and goes on with more at a time",
  { timeout: 60_000 },
  async () => {
    const minutes = minutesFolder();
    for (const [source, text] of meetings(24, "noted")) minutes.put(source, text);
    const windows: number[] = [];
    const done: number[] = [];
    let read = 0;
    await minutes.run({
      onProgress: (progress) => void (read = progress.done),
      async openModel(options) {
        const embedder = await openEmbedder(options);
        const embed: typeof embedder.embed = (texts) => {
          windows.push(texts.length);
          done.push(read);
          return embedder.embed(texts);
        };
        return { ...embedder, embed };
      },
    });
    expect(windows[0]).toBeLessThan(150);
    expect(windows[1]).toBeGreaterThan(windows[0]!);
    expect(done.slice(0, 2)).toEqual([0, 0]);
    expect(minutes.content().documents).toHaveLength(24);
    minutes.remove();
  },
);
