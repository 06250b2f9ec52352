import { describe, expect, it } from "vitest";
import { listZip, readZipEntry } from "../../src/formats/zip.ts";
import { listArchive } from "../../src/sources/archive.ts";
import { madeZip } from "./made-files.ts";

describe("a zip archive", () => {
  it("gives its documents one by one", async () => {
    const bytes = madeZip([
      { name: "2024/", content: "" },
      { name: "2024/may.txt", content: "May" },
      { name: "2024/april.md", content: "April" },
      { name: "2024/sums.xlsx", content: "1" },
      { name: "README.md", content: "About" },
      { name: "__MACOSX/._may.txt", content: "?" },
    ]);
    const { files, skipped, failures } = await listArchive("a.zip", bytes);
    const texts = await Promise.all(
      files.map(async (file) => [file.source, (await file.read()).toString()]),
    );
    expect(texts).toEqual([
      ["a.zip/2024/april.md", "April"],
      ["a.zip/2024/may.txt", "May"],
    ]);
    expect(skipped).toEqual([
      { source: "a.zip/2024/sums.xlsx", reason: "is not .txt, .md, .html, .pdf, .docx or .zip" },
    ]);
    expect(failures).toEqual([]);
  });

  it("refuses what would harm, and gives the rest", async () => {
    const bytes = madeZip([
      { name: "good.txt", content: "Good" },
      { name: "../out.txt", content: "x" },
      { name: "/root.txt", content: "x" },
      { name: "a\\..\\..\\b.txt", content: "x" },
      { name: "line\nbreak.txt", content: "x" },
      { name: "locked.txt", content: "x", encrypted: true },
      { name: "bomb.txt", content: " ".repeat(5_000_000) },
      { name: "inner.zip", content: madeZip([{ name: "a.txt", content: "x" }]) },
      { name: "good.txt", content: "Bad" },
      { name: "liar.txt", content: "x".repeat(5000), statedSize: 10 },
    ]);
    const { files, failures } = await listArchive("a.zip", bytes);
    expect(files.map(({ source }) => source)).toEqual(["a.zip/good.txt"]);
    expect(failures.map(({ source, reason }) => `${source} ${reason}`)).toEqual([
      "a.zip/../out.txt has a path that leads out of the archive",
      "a.zip//root.txt has a path that leads out of the archive",
      "a.zip/a/../../b.txt has a path that leads out of the archive",
      "a.zip/line\ufffdbreak.txt has control characters in its name; rename it",
      "a.zip/locked.txt is encrypted",
      "a.zip/bomb.txt unpacks to more than 200 times its size",
      "a.zip/inner.zip is an archive inside an archive; unpack it",
      "a.zip/good.txt stands twice in the archive",
      expect.stringMatching(/^a\.zip\/liar\.txt is broken: too many bytes/),
    ]);
  });

  it("is refused whole when it is too much, or broken", async () => {
    const many = Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}.txt`, content: "" }));
    await expect(listZip(madeZip(many))).rejects.toThrow("holds more than 10,000 files");
    const huge = { content: "x", statedSize: 2_000_000_000 };
    const two = madeZip([
      { name: "a.txt", ...huge },
      { name: "b.txt", ...huge },
    ]);
    await expect(listZip(two)).rejects.toThrow("unpacks to more than 2 GB");
    await expect(
      listZip(madeZip([{ name: "a.txt", content: "x" }]).subarray(0, 40)),
    ).rejects.toThrow(/^is broken: /);
  });

  it("gives no file that it does not list", async () => {
    const bytes = madeZip([{ name: "../a.txt", content: "x" }]);
    await expect(readZipEntry(bytes, "../a.txt")).rejects.toThrow(/leads out/);
    await expect(readZipEntry(bytes, "b.txt")).rejects.toThrow("is not in the archive");
  });
});
