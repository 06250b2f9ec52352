import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { column, madeDocx, madePdf, madeZip, paragraph } from "./made-files.ts";
import { outcomesOf } from "./read-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "bad-input-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (files: Record<string, string | Uint8Array>) => {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
};

const pdf = madePdf([column(["It was agreed."])]);
const docx = madeDocx(paragraph("It was agreed."));
const encrypted = madePdf([column(["Secret"])], {
  trailer: `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"00".repeat(32)}> /U <${"00".repeat(32)}> >>`,
});

it("files under the names of others are read by what they hold, text in any Unicode form", async () => {
  const text = "The Chair – Siân – agreed.";
  const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
  put({
    "docx.pdf": docx,
    "docx.txt": docx,
    "pdf.docx": pdf,
    "pdf.txt": pdf,
    "utf16be.txt": Buffer.from(utf16).swap16(),
    "utf16le.md": utf16,
    "utf8.txt": `\ufeff${text}`,
    "zip.pdf": madeZip([{ name: "a.txt", content: "x" }]),
  });
  expect(await outcomesOf(folder)).toEqual([
    "docx.pdf It was agreed.",
    "docx.txt It was agreed.",
    "pdf.docx It was agreed.",
    "pdf.txt It was agreed.",
    `utf16be.txt ${text}`,
    `utf16le.md ${text}`,
    `utf8.txt ${text}`,
    "zip.pdf is a zip archive where a document was expected; unpack it",
  ]);
});

it("what is empty, cut, locked, too large or hostile has one line each, and the rest is read", async () => {
  put({
    "bomb.zip": madeZip([{ name: "a.txt", content: Buffer.alloc(30_000_000, " ") }]),
    "cut.docx": docx.subarray(0, 400),
    "cut.pdf": pdf.subarray(0, 300),
    "cut.zip": madeZip([{ name: "a.txt", content: "x" }]).subarray(0, 30),
    "empty.docx": "",
    "empty.html": "",
    "empty.pdf": "",
    "empty.txt": "",
    "empty.zip": "",
    "good.txt": "It was agreed.",
    "huge.txt": "",
    "locked.pdf": encrypted,
    "nested.zip": madeZip([
      { name: "in.zip", content: madeZip([{ name: "a.txt", content: "x" }]) },
    ]),
    "noise.txt": Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256)),
    "nothing.zip": madeZip([]),
    "out.zip": madeZip([{ name: "../../etc/a.txt", content: "x" }]),
    "utf16.txt": Buffer.from("no mark", "utf16le"),
  });
  truncateSync(join(folder, "huge.txt"), 1024 ** 3);
  symlinkSync(tmpdir(), join(folder, "elsewhere"));
  symlinkSync("/etc/hostname", join(folder, "outside.txt"));
  const found = await outcomesOf(folder);
  expect(found.join("\n").split("\n")).toEqual(found);
  expect(found).toEqual([
    "elsewhere skipped: is a link out of the folder",
    "outside.txt skipped: is a link out of the folder",
    "bomb.zip/a.txt failed: unpacks to more than 200 times its size",
    expect.stringMatching(/^cut\.docx is broken: /),
    expect.stringMatching(/^cut\.pdf is broken: /),
    expect.stringMatching(/^cut\.zip failed: is broken: /),
    "empty.docx holds no text",
    "empty.html holds no text",
    "empty.pdf holds no text",
    "empty.txt holds no text",
    "empty.zip holds no text",
    "good.txt It was agreed.",
    "huge.txt failed: is larger than 64 MB",
    "locked.pdf is encrypted",
    "nested.zip/in.zip failed: is an archive inside an archive; unpack it",
    expect.stringMatching(/^noise\.txt is not text \(it holds NUL bytes\)$/),
    "nothing.zip skipped: is an archive without documents",
    "out.zip/../../etc/a.txt failed: has a path that leads out of the archive",
    "utf16.txt is not text (it holds NUL bytes)",
  ]);
});

it("a text of a gigabyte is refused without being read", async () => {
  put({ "huge.txt": "x" });
  truncateSync(join(folder, "huge.txt"), 1024 ** 3);
  const before = process.memoryUsage.rss();
  expect(await outcomesOf(folder)).toEqual(["huge.txt failed: is larger than 64 MB"]);
  expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 ** 2);
});
