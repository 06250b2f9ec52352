import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import { openExtractor } from "../../src/formats/extractor.ts";

vi.setConfig({ testTimeout: 120_000 });

// Minutes of real bodies; their licences and where they come from stand in the README beside them.
const MINUTES = fileURLToPath(new URL("../../../shared/minutes", import.meta.url));
const BROOMHILL = join(MINUTES, "broomhill-cc");
const RANCH = join(MINUTES, "fcr-board");

const extractor = openExtractor();
afterAll(() => extractor.close());
const read = (path: string) => extractor.extract(readFileSync(path), basename(path));
// The conversions were made from PDF by another program, which joined two words of one file and cut one.
const wordsOf = (text: string) =>
  text
    .replace("ChairBMcT", "Chair- BMcT")
    .replace("Treasure r", "Treasurer")
    .replaceAll(/[^\p{L}\p{N}£%]+/gu, " ")
    .trim()
    .split(" ");

describe.skipIf(!existsSync(BROOMHILL))(
  "minutes in four formats (skipped without ../shared)",
  () => {
    const dates = ["2023-02-08", "2023-06-14", "2023-11-08", "2024-02-14", "2024-05-08"];

    it.each(dates)("have the same words: %s", async (date) => {
      const derived = (extension: string) =>
        read(join(BROOMHILL, "derived", `${date}-minutes.${extension}`));
      const [txt, html, docx] = await Promise.all([
        derived("txt"),
        derived("html"),
        derived("docx"),
      ]);
      const pdf = await read(join(BROOMHILL, "pdf", `${date}-minutes.pdf`));
      const words = wordsOf(txt.text);
      // Where a conversion begins with a title of its own, the minutes follow it.
      const found = [html, docx, pdf].map(({ text }) => wordsOf(text).slice(-words.length));
      for (const other of found) expect(other.join(" ")).toBe(words.join(" "));
      expect([html, docx, pdf].map(({ format }) => format)).toEqual(["html", "docx", "pdf"]);
    });
  },
);

describe.skipIf(!existsSync(RANCH))("sixty PDFs of a board (skipped without ../shared)", () => {
  it("are read whole, but for the scans", async () => {
    const failures: string[] = [];
    let pages = 0;
    for (const name of readdirSync(RANCH).filter((file) => file.endsWith(".pdf"))) {
      const extracted = await read(join(RANCH, name)).catch((error: Error) => error);
      if (extracted instanceof Error) {
        failures.push(`${name} ${extracted.message}`);
        continue;
      }
      const { text, pages: spans = [], headings = [] } = extracted;
      pages += spans.length;
      expect(spans.map(({ number }) => number)).toEqual(spans.map((_, i) => i + 1));
      expect(spans.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
      for (const { start, end } of headings) expect(text.slice(start, end)).toMatch(/^\S.*\S$/s);
    }
    expect(failures).toEqual([
      "minutes_2024_06_26.pdf is a scan without text",
      "scanned-minutes_2024_06_26.pdf is a scan without text",
    ]);
    expect(pages).toBeGreaterThan(450);
  });

  it("gives sentences whole across lines and pages, and lists line by line", async () => {
    const { text, pages } = await read(join(RANCH, "minutes_2024_01_25.pdf"));
    expect(text).toContain(
      "for a total of $332,856. The balance of accounts receivable of HOA assessments to be billed Feb 1 is ~$85,000.",
    );
    expect(text).toContain(
      "This work is to be completed by this summer for reporting to the State in October 2024.",
    );
    expect(text).toContain(
      "Upcoming Tasks:\n• Repair leak in bathroom sink at ranch house\n• Perform main line flushing (weather permitting)\n",
    );
    const at = text.indexOf("summer for reporting");
    expect(pages?.find(({ start, end }) => start <= at && at < end)?.number).toBe(3);
  });

  it("puts the words of a Google Docs export together, with its headings", async () => {
    const { text, headings = [] } = await read(join(RANCH, "minutes_2026_06_25.pdf"));
    expect(text).toContain(
      "● Guests: Peter Sangas, David McCament, Chris Heine, Barry Bryant, Mary Ann Bryant, Tom Allen",
    );
    expect(text).toContain(
      "Pamela Flowers moved to approve, Pat Fettinger second. Minutes approved.",
    );
    const found = headings.map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual(
      expect.arrayContaining([
        "Attendees",
        "Conflicts of Interest",
        "Committee Reports",
        "Adjournment",
      ]),
    );
  });

  it("is the same each time", async () => {
    const path = join(RANCH, "2017-FCR-Annual-Meeting-minutes.pdf");
    expect(await read(path)).toEqual(await read(path));
  });
});
