import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NOT_READ, holdingOf, listFolder } from "../../src/sources/folder.ts";
import { documentId } from "../../src/sources/document-id.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "folder-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array = "Minutes.") {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe("a folder", () => {
  it("is listed in one order, documents alone", async () => {
    for (const path of ["b.txt", "a/z.md", "a.txt", "B.TXT", "a/y/x.txt", "é.txt"]) put(path);
    for (const path of ["README.md", "a/readme", "metadata.json", ".hidden.txt"]) put(path);
    for (const path of ["c.exe", "d", "a/metadata.json"]) put(path);
    const { files, skipped, failures } = await listFolder(folder);
    expect(files.map(({ source }) => source)).toEqual([
      "B.TXT",
      "a.txt",
      "a/y/x.txt",
      "a/z.md",
      "b.txt",
      "é.txt",
    ]);
    expect(skipped).toEqual([
      {
        source: "a/metadata.json",
        reason: "describes documents only at the top of an ingested folder",
      },
      { source: "c.exe", reason: NOT_READ },
      { source: "d", reason: NOT_READ },
    ]);
    expect(failures).toEqual([]);
  });

  it("does not follow links, and says where they lead", async () => {
    put("a.txt");
    symlinkSync(tmpdir(), join(folder, "out"));
    symlinkSync(join(folder, "a.txt"), join(folder, "in.txt"));
    symlinkSync(folder, join(folder, "loop"));
    symlinkSync(join(folder, "nothing"), join(folder, "broken.txt"));
    const { files, skipped } = await listFolder(folder);
    expect(files.map(({ source }) => source)).toEqual(["a.txt"]);
    expect(Object.fromEntries(skipped.map(({ source, reason }) => [source, reason]))).toEqual({
      "broken.txt": "is a link to nothing",
      "in.txt": "is a link; what it leads to is read where it stands",
      loop: "is a link; what it leads to is read where it stands",
      out: "is a link out of the folder",
    });
  });

  it("reads odd names, and reports those that cannot be written in a line, each alone", async () => {
    const odd = [
      "a b (1) & 'c' #%?.txt",
      "-rf.txt",
      `${"x".repeat(251)}.txt`,
      "e\u0301.txt",
      "日本.txt",
      "$(id).txt",
    ];
    for (const name of odd) put(name);
    put("deep/line\nbreak.txt");
    put("deep/\u001b[2Jred.txt");
    put("bell\u0007/in.txt");
    writeFileSync(Buffer.from(`${folder}/no\xff.txt`, "latin1"), "x");
    put("deep/good.txt");
    const { files, skipped, failures } = await listFolder(folder);
    expect(files.map(({ source }) => source)).toEqual([...odd, "deep/good.txt"].toSorted());
    expect(skipped).toEqual([]);
    expect(failures).toEqual([
      { source: "bell\ufffd/", reason: "has control characters in its name; rename it" },
      {
        source: "deep/line\ufffdbreak.txt",
        reason: "has control characters in its name; rename it",
      },
      { source: "deep/\ufffd[2Jred.txt", reason: "has control characters in its name; rename it" },
      { source: "no\ufffd.txt", reason: "has a name that is not UTF-8; rename it" },
    ]);
  });

  it("holds what it lists, and may hold what it could not look at", async () => {
    put("a.txt");
    put("b.pdf");
    const listing = await listFolder(folder);
    const holds = holdingOf({ ...listing, failures: [{ source: "shut/", reason: "" }] });
    expect(["a.txt", "b.pdf", "shut/c.txt", "c.txt", "shut.txt"].map(holds)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("must be there and be a folder", async () => {
    put("a.txt");
    await expect(listFolder(join(folder, "none"))).rejects.toThrow(/^there is no folder ".*none"$/);
    await expect(listFolder(join(folder, "a.txt"))).rejects.toThrow(/a\.txt" is not a folder/);
  });
});

describe("a document's id", () => {
  it("is readable, fit for a URL, and depends on the path alone", () => {
    expect(documentId("000_8c12.txt")).toMatch(/^000-8c12-[0-9a-f]{10}$/);
    expect(documentId("2017/Cabinet – 4 März.txt")).toMatch(/^cabinet-4-ma-rz-[0-9a-f]{10}$/);
    expect(documentId("議事録.txt")).toMatch(/^[0-9a-f]{10}$/);
    const ids = ["a.txt", "a.md", "b/a.txt", "A.txt", `${"x".repeat(300)}.txt`].map(documentId);
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9-]{1,60}$/);
  });
});
