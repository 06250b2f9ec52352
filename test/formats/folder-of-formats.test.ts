import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { column, madeDocx, madePdf, madeZip, paragraph } from "./made-files.ts";
import { outcomesOf } from "./read-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "formats-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("a folder gives the text of each file and of the files in its archives, and a reason for every other", async () => {
  const docx = madeDocx(paragraph("Word."));
  const pdf = madePdf([column(["Portable."])]);
  const files: Record<string, string | Uint8Array> = {
    "a.txt": "Plain.",
    "b.htm": "<p>Web.",
    "c.pdf": docx,
    "d (1) é.PDF": pdf,
    "e.zip": docx,
    "f.zip": madeZip([
      { name: "2024/in.pdf", content: pdf },
      { name: "../out.txt", content: "x" },
      { name: "sums.csv", content: "1" },
    ]),
    "g.zip": "PK\u0003\u0004 and no more",
    "h.pdf": madePdf([[]]),
    "i.doc": "old",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  expect(await outcomesOf(folder)).toEqual([
    "i.doc skipped: is not .txt, .md, .html, .pdf, .docx or .zip",
    "a.txt Plain.",
    "b.htm Web.",
    "c.pdf Word.",
    "d (1) é.PDF Portable.",
    "e.zip Word.",
    "f.zip/2024/in.pdf Portable.",
    "f.zip/../out.txt failed: has a path that leads out of the archive",
    "f.zip/sums.csv skipped: is not .txt, .md, .html, .pdf, .docx or .zip",
    expect.stringMatching(/^g\.zip failed: is broken: /),
    "h.pdf is a scan without text",
  ]);
});
