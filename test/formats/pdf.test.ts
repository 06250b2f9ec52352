import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../src/formats/model.ts";
import { pdfText } from "../../src/formats/pdf.ts";
import { column, madePdf, type Drawn } from "./made-files.ts";

const read = (pages: Drawn[][]) => pdfText(madePdf(pages), DEFAULT_LIMITS);

const LEFT = [
  "The Chair opened the meeting and said that",
  "the committee had before it the report on",
  "the winter service and on the gritting of",
  "roads in the north of the county, which it",
  "had asked for in the spring of that year.",
  "Members asked how many lorries there were",
  "and whether the salt would last until the",
  "end of March. The officer thought it would",
  "but promised a written answer about both.",
];
const RIGHT = LEFT.map((line) => line.replace("the ", "this "));

describe("the text of a PDF", () => {
  it("joins the lines that the page's edge broke, and keeps lists and short lines", async () => {
    const lines = [...LEFT.slice(0, 5), "1. Apologies", "2. Minutes", "• Roads", "• Parks"];
    const { text } = await read([column(lines)]);
    expect(text).toBe(`${LEFT.slice(0, 5).join(" ")}\n1. Apologies\n2. Minutes\n• Roads\n• Parks`);
  });

  it("parts paragraphs at wider gaps", async () => {
    const { text } = await read([[...column(LEFT.slice(0, 5)), ...column(LEFT.slice(5), 660)]]);
    expect(text).toBe(`${LEFT.slice(0, 5).join(" ")}\n\n${LEFT.slice(5).join(" ")}`);
  });

  it("puts words together by their places, one word or one letter at a time, in any order", async () => {
    const words = ["The", "road", "was", "closed", "in", "May."];
    const drawn = words.map((text, i) => ({ text, x: 72 + i * 34, y: 700 }));
    const split = [
      { text: "Coun", x: 72, y: 660 },
      { text: "cil", x: 72 + 26.3, y: 660 },
    ];
    const { text } = await read([[...drawn.toReversed(), ...split]]);
    expect(text.split("\n\n")).toEqual(["The road was closed in May.", "Council"]);
  });

  it("keeps cells of a row apart, and a raised suffix in its word", async () => {
    const { text } = await read([
      [
        { text: "Councillor Smith", y: 700 },
        { text: "Present", x: 300, y: 700 },
        { text: "On the 8", y: 660 },
        { text: "th", x: 72 + 41.6, y: 664, size: 7 },
        { text: "of May", x: 125, y: 660 },
      ],
    ]);
    expect(text).toBe("Councillor Smith\tPresent\n\nOn the 8th of May");
  });

  it("reads two columns one after the other", async () => {
    const page = [...column(LEFT, 700, 60), ...column(RIGHT, 700, 320)];
    const title = { text: "Minutes of the Winter Service Committee of the County", x: 150, y: 760 };
    const { text } = await read([[title, ...page.toReversed()]]);
    expect(text).toBe(`${title.text}\n\n${LEFT.join(" ")}\n\n${RIGHT.join(" ")}`);
  });

  it("does not read a table of names as columns", async () => {
    const names = Array.from({ length: 12 }, (_, i) => `Councillor ${i}`);
    const page = [
      ...column(names),
      ...column(
        names.map((name) => `for ${name}`),
        760,
        320,
      ),
    ];
    const { text } = await read([page]);
    expect(text.split("\n")[3]).toBe("Councillor 3\tfor Councillor 3");
  });

  it("leaves out what stands on every page, and page numbers, but keeps the first header", async () => {
    const pages = [1, 2, 3, 4].map((n) => [
      { text: "Cabinet, 8 May 2024", y: 810 },
      ...column([`Item ${n} was agreed without a vote by all.`]),
      { text: "Document classified: Public", y: 50 },
      { text: `Page ${n} of 4`, x: 280, y: 30 },
    ]);
    const { text } = await read(pages);
    const items = [1, 2, 3, 4].map((n) => `Item ${n} was agreed without a vote by all.`);
    expect(text.split("\n\n")).toEqual(["Cabinet, 8 May 2024", ...items]);
  });

  it("keeps numbers that are no page numbers", async () => {
    const { text } = await read([[...column(["Votes for"]), { text: "17", y: 60 }]]);
    expect(text).toBe("Votes for\n\n17");
  });

  it("tells which part of the text is on which page, also where a sentence goes on over pages", async () => {
    const { text, pages } = await read([column(LEFT.slice(0, 3)), [], column(LEFT.slice(3))]);
    expect(text).toBe(LEFT.join(" "));
    expect(pages.map(({ number, start, end }) => [number, text.slice(start, end).trim()])).toEqual([
      [1, LEFT.slice(0, 3).join(" ")],
      [2, ""],
      [3, LEFT.slice(3).join(" ")],
    ]);
  });

  it("records lines in larger or bold type as headings", async () => {
    const { text, headings } = await read([
      [
        { text: "Minutes of the Cabinet", y: 780, size: 20 },
        { text: "Winter Service", y: 740, bold: true },
        ...column(LEFT, 710),
      ],
    ]);
    expect(headings.map(({ level, start, end }) => [level, text.slice(start, end)])).toEqual([
      [1, "Minutes of the Cabinet"],
      [3, "Winter Service"],
    ]);
  });

  it("leaves out words at an angle, and says so", async () => {
    const raw =
      "BT /F1 11 Tf 1 0 0 1 72 700 Tm (The minutes) Tj ET BT /F1 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET";
    const { text, notes } = await pdfText(madePdf([[]], { raw }), DEFAULT_LIMITS);
    expect(text).toBe("The minutes");
    expect(notes).toEqual(['text at an angle is left out: "DRAFT"']);
  });

  it("says which pages have no text", async () => {
    const { notes } = await read([[], column(LEFT), [], [], []]);
    expect(notes).toEqual(["pages 1 and 3 to 5 have no text"]);
  });

  it("is the same each time", async () => {
    const bytes = madePdf([column(LEFT), column(RIGHT)]);
    expect(await pdfText(bytes, DEFAULT_LIMITS)).toEqual(await pdfText(bytes, DEFAULT_LIMITS));
  });
});

describe("a PDF that cannot be read", () => {
  it.each<[string, Buffer, RegExp]>([
    ["a scan", madePdf([[], []]), /^is a scan without text$/],
    ["broken", madePdf([column(LEFT)]).subarray(0, 300), /^is broken: /],
    ["cut before its first object", Buffer.from("%PDF-1.7\n"), /^is broken: /],
    [
      "encrypted",
      madePdf([column(LEFT)], {
        trailer: `/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${"00".repeat(32)}> /U <${"00".repeat(32)}> >>`,
      }),
      /^is encrypted$/,
    ],
    [
      "too long",
      madePdf(Array.from({ length: 30 }, () => [])),
      /^has 30 pages; at most 20 are read$/,
    ],
  ])("says so: %s", async (_name, bytes, reason) => {
    await expect(pdfText(bytes, { ...DEFAULT_LIMITS, pages: 20 })).rejects.toThrow(reason);
  });
});
