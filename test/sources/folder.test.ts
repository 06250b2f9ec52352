import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holdingOf, listFolder, type SourceFile } from "../../src/sources/folder.ts";
import { documentId, readTextFile } from "../../src/sources/text-file.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "folder-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, content: string | Uint8Array = "Minutes.") {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe("a folder", () => {
  it("is listed in one order, text files alone", async () => {
    for (const path of ["b.txt", "a/z.md", "a.txt", "B.TXT", "a/y/x.txt", "é.txt"]) put(path);
    for (const path of ["README.md", "a/readme", "metadata.json", ".hidden.txt"]) put(path);
    for (const path of ["c.pdf", "d", "a/metadata.json"]) put(path);
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
      { source: "c.pdf", reason: "is not .txt or .md" },
      { source: "d", reason: "is not .txt or .md" },
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

describe("a text file", () => {
  const read = (content: string | Uint8Array, bytes = content.length) => {
    put("a.txt", content);
    const file: SourceFile = { folder, source: "a.txt", path: join(folder, "a.txt"), bytes };
    return readTextFile(file);
  };

  it("is read as it stands, but for a byte order mark", async () => {
    const text = "A\u00a0“quote”\r\n\r\n· bullet  \t😀\n";
    expect((await read(text)).text).toBe(text);
    const marked = await read(`\ufeff${text}`);
    expect(marked.text).toBe(text);
    expect(marked.sha256).not.toBe((await read(text)).sha256);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["with NUL bytes", "a\0b", /^is not text \(it holds NUL bytes\)$/],
    ["in UTF-16", Buffer.from("\ufeffMinutes", "utf16le"), /^is not text/],
    ["in Windows-1252", Uint8Array.of(0x4d, 0x93, 0x4d), /^is not UTF-8 text; save it as UTF-8$/],
    ["of nothing", "", /^holds no text$/],
    ["of white space", " \n\u00a0\n", /^holds no text$/],
  ])("%s is refused with the reason", async (_, content, reason) => {
    await expect(read(content)).rejects.toThrow(reason);
  });

  it("of huge size, or that is gone, is refused with the reason", async () => {
    await expect(read("a", 2 ** 31)).rejects.toThrow("is larger than 64 MB");
    const gone = { folder, source: "b.txt", path: join(folder, "b.txt"), bytes: 1 };
    await expect(readTextFile(gone)).rejects.toThrow("is no longer there");
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
