import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import { openEngine, type Engine } from "../../src/engine.ts";
import { minutesFolder } from "../fixtures/minutes-folder.ts";

const minutes = minutesFolder();
let engine: Engine;
let closeEmbedder: () => Promise<void>;

beforeAll(async () => {
  const opening = (day: string) =>
    `Minutes of a meeting of the Paths Committee held in the Village Hall on ${day}\n\nPresent: Ann Kew and Ben Lam\n\n`;
  minutes.put(
    "may.txt",
    `${opening("4 May 2023")}The path behind the church was overgrown. ACTION: Clerk to ask the landowner to cut the path behind the church.\n\nAction – Ben Lam: buy salt for the winter.\n`,
  );
  minutes.put(
    "june.txt",
    `${opening("1 June 2023")}The Clerk had asked the landowner to cut the path behind the church, and the path behind the church had been cut.\n`,
  );
  minutes.put(
    "metadata.json",
    JSON.stringify({ documents: { "june.txt": { place: "Town Hall" } } }),
  );
  await minutes.run();
  const embedder = await openEmbedder({ model: "all-MiniLM-L6-v2", cacheDir: tmpdir() });
  closeEmbedder = () => embedder.close();
  const onWarning = (message: string) => {
    throw new Error(message);
  };
  engine = await openEngine({ indexDir: minutes.indexDir, embedder, onWarning });
});

afterAll(async () => {
  await engine.close();
  await closeEmbedder();
  minutes.remove();
});

describe("Actions of an index", () => {
  it("are decisions that ask something of somebody", () => {
    const { decisions } = engine.decisions({ filters: { outcome: ["requested"] } });
    expect(decisions.map(({ owner, text }) => [owner, text])).toEqual([
      ["Clerk", "ACTION: Clerk to ask the landowner to cut the path behind the church."],
      ["Ben Lam", "Action – Ben Lam: buy salt for the winter."],
    ]);
  });

  it.each([1, 2])("are open until a later meeting takes them up (asked time %i)", () => {
    const { total, decisions } = engine.decisions({ view: "open-actions" });
    expect(total).toBe(1);
    expect(decisions[0]).toMatchObject({ owner: "Ben Lam", date: "2023-05-04" });
  });
});

describe("The place of a meeting", () => {
  it("is given with its document, from the text or from metadata", () => {
    const { documents } = engine.documents({});
    expect(documents.map(({ source, place }) => [source, place?.text])).toEqual([
      ["june.txt", "Town Hall"],
      ["may.txt", "the Village Hall"],
    ]);
    const { text } = engine.document(documents[1]!.id)!;
    const { start, end } = documents[1]!.place!;
    expect(text.slice(start, end)).toBe("the Village Hall");
    expect(documents[0]!.place).toEqual({ text: "Town Hall" });
  });
});
