import { afterAll, describe, expect, it, vi } from "vitest";
import { openExtractor } from "../../src/formats/extractor.ts";
import { column, madeDocx, madePdf, madeZip, paragraph } from "./made-files.ts";

vi.setConfig({ testTimeout: 60_000 });

const extractor = openExtractor();
afterAll(() => extractor.close());
const read = (content: string | Uint8Array, name: string) =>
  extractor.extract(Buffer.from(content as string), name);

const docx = madeDocx(
  `${paragraph("Cabinet", "Heading1")}${paragraph("Roads &amp; parks", "Heading2")}${paragraph("It was agreed.")}`,
);

describe("a file is read by what it holds", () => {
  it.each<[string, string | Uint8Array, string, string]>([
    ["a.pdf", docx, "docx", "Cabinet\n\nRoads & parks\n\nIt was agreed."],
    ["a.docx", madePdf([column(["It was agreed."])]), "pdf", "It was agreed."],
    ["a.txt", "<!DOCTYPE html><p>It was agreed.", "html", "It was agreed."],
    ["a.htm", "<p>It was agreed.", "html", "It was agreed."],
    ["a.html", "It was agreed: 1 < 2.", "txt", "It was agreed: 1 < 2."],
    ["a.md", "# Cabinet\nIt was agreed.", "md", "# Cabinet\nIt was agreed."],
    ["a.pdf", "It was agreed.", "txt", "It was agreed."],
  ])("%s %#", async (name, content, format, text) => {
    const extracted = await read(content, name);
    expect([extracted.format, extracted.text]).toEqual([format, text]);
  });

  it("with its headings", async () => {
    const markdown = "# Cabinet #\n\n```\n# no\n```\nRoads\n-----\n- - -\n## **Parks**\n#no";
    for (const [content, expected] of [
      [docx, ["1 Cabinet", "2 Roads & parks"]],
      [markdown, ["1 Cabinet", "2 Roads", "2 **Parks**"]],
    ] as const) {
      const { text, headings } = await read(content, "a.md");
      const found = headings?.map(({ level, start, end }) => `${level} ${text.slice(start, end)}`);
      expect(found).toEqual(expected);
    }
  });
});

describe("a file that cannot be read", () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ["blank.txt", " \n ", /^holds no text$/],
    ["blank.html", "<html><script>1</script>", /^holds no text$/],
    ["old.doc", Buffer.from("d0cf11e0a1b11ae100", "hex"), /^is an old Office file; save it as/],
    [
      "locked.docx",
      Buffer.concat([
        Buffer.from("d0cf11e0a1b11ae1", "hex"),
        Buffer.from("EncryptedPackage", "utf16le"),
      ]),
      /^is encrypted$/,
    ],
    ["a.rtf", String.raw`{\rtf1 text}`, /^is RTF; save it as/],
    ["a.txt", Buffer.from("89504e470d0a1a0a", "hex"), /^is a picture, not text$/],
    ["a.xlsx", madeZip([{ name: "xl/workbook.xml", content: "x" }]), /^is an Excel workbook/],
    ["a.docx", madeZip([{ name: "a.txt", content: "x" }]), /^is a zip archive where a document/],
    ["a.docx", docx.subarray(0, 500), /^is broken: /],
    ["b.docx", madeZip([{ name: "word/document.xml", content: "<w:document>" }]), /^is broken: /],
    [
      "bomb.docx",
      madeZip([{ name: "word/document.xml", content: Buffer.alloc(140_000_000, " ") }]),
      /^unpacks to more than 128 MB$/,
    ],
    ["deep.html", `<html>${"<div>".repeat(100_000)}x`, /^is nested too deep to read$|^takes /],
    ["pages.pdf", madePdf(Array.from({ length: 10_000 }, () => [])), /^has 10000 pages; at most/],
  ])("says why: %s", async (name, content, reason) => {
    await expect(read(content, name)).rejects.toThrow(reason);
  });

  it("is given up when it takes too long, and the next is read", async () => {
    const limited = openExtractor({ timeMs: 2000 });
    const forms = Array.from({ length: 12 }, (_, i) => {
      const next = i < 11 ? `/X ${9001 + i} 0 R` : "";
      const content = i < 11 ? "/X Do ".repeat(10) : "BT /F1 9 Tf (x) Tj ET";
      return `<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >> /XObject << ${next} >> >> /Length ${content.length} >>\nstream\n${content}\nendstream`;
    });
    const endless = madePdf([[]], { raw: "/X Do", objects: forms });
    const good = madePdf([column(["It was agreed."])]);
    const both = [limited.extract(endless, "a.pdf"), limited.extract(good, "b.pdf")] as const;
    await expect(both[0]).rejects.toThrow("takes longer than 2 s to read");
    expect((await both[1]).text).toBe("It was agreed.");
    await limited.close();
  });

  it("is given up when it takes too much memory, and the next is read", async () => {
    const limited = openExtractor({ memoryMb: 120, timeMs: 30_000 });
    const bomb = madePdf([[]], { raw: Buffer.alloc(200_000_000, "q\n") });
    await expect(limited.extract(bomb, "a.pdf")).rejects.toThrow(
      "takes more than 120 MB of memory",
    );
    const good = await limited.extract(madePdf([column(["It was agreed."])]), "b.pdf");
    expect(good.text).toBe("It was agreed.");
    await limited.close();
  });

  it("is refused when its text is too long", async () => {
    const limited = openExtractor({ textLength: 10 });
    await expect(limited.extract(Buffer.from("x".repeat(11)), "a.txt")).rejects.toThrow(
      "more than 10 characters",
    );
  });
});
