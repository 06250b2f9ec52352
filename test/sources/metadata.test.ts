import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readMetadata } from "../../src/sources/metadata.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "metadata-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const given = (content: unknown) => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(folder, "metadata.json"), text);
  return readMetadata(folder);
};

const nothing = {
  council: null,
  aliases: [],
  body: null,
  date: null,
  status: "unknown",
  title: null,
};

describe("metadata.json", () => {
  it("may be absent, and then nothing is known", async () => {
    expect((await readMetadata(folder)).factsFor("a.txt")).toEqual(nothing);
  });

  it("gives a document its own facts over the defaults", async () => {
    const metadata = await given({
      defaults: { council: "Islington", status: "draft", aliases: ["LBI"] },
      documents: { "2017/a.txt": { body: "Cabinet", date: "2017-03-04", status: "approved" } },
    });
    expect(metadata.factsFor("b.txt")).toEqual({
      ...nothing,
      council: "Islington",
      aliases: ["LBI"],
      status: "draft",
    });
    expect(metadata.factsFor("2017/a.txt")).toEqual({
      ...nothing,
      council: "Islington",
      aliases: ["LBI"],
      body: "Cabinet",
      date: "2017-03-04",
      status: "approved",
    });
    expect(metadata.factsFor("__proto__")).toMatchObject({ council: "Islington" });
  });

  it.each<[string, unknown, RegExp]>([
    ["what is not JSON", "{,}", /metadata\.json is not JSON: /],
    ["a list", [], /metadata\.json: the file: /],
    ["an unknown key", { document: {} }, /metadata\.json: the file: .*"document"/],
    ["an unknown field", { defaults: { council_: "x" } }, /: defaults: .*"council_"/],
    [
      "a date that is none",
      { documents: { "a.txt": { date: "2017-02-30" } } },
      /: documents\["a\.txt"\]\.date: /,
    ],
    [
      "a wrong status",
      { documents: { a: { status: "final" } } },
      /: documents\.a\.status: .*"draft"/,
    ],
    ["an empty alias", { defaults: { aliases: ["LBHF", " "] } }, /: defaults\.aliases\.1: /],
    [
      "two faults",
      { defaults: { council: 7, body: 8 } },
      /defaults\.council: .*; defaults\.body: /,
    ],
  ])("refuses %s, naming file and field in one line", async (_, content, message) => {
    await expect(given(content)).rejects.toThrow(message);
    await expect(given(content)).rejects.not.toThrow(/\n/);
  });

  it("refuses to describe files that are not there, naming them", async () => {
    const metadata = await given({ documents: { "a.txt": {}, "b.txt": {}, "c d.txt": {} } });
    const isThere = (source: string) => source === "b.txt";
    expect(() => metadata.refuseStrangers(isThere)).toThrow(
      /metadata\.json: "documents" describes files that are not in the folder: "a\.txt", "c d\.txt"$/,
    );
    expect(() => metadata.refuseStrangers(() => true)).not.toThrow();
  });
});

it("the seeds' own metadata names their councils", async () => {
  const metadata = await readMetadata(fileURLToPath(new URL("../../seeds", import.meta.url)));
  expect(metadata.factsFor("004_b1072249b8d37fcb.txt")).toEqual({
    ...nothing,
    council: "Hammersmith and Fulham",
    aliases: ["H&F", "Hammersmith & Fulham", "LBHF"],
  });
  expect(metadata.factsFor("003_f0b0a95ae1cdd7cd.txt").body).toBe("Cabinet");
});
