import { afterAll, expect, it, vi } from "vitest";
import { openExtractor } from "../../src/formats/extractor.ts";
import { column, madePdf } from "./made-files.ts";

vi.setConfig({ testTimeout: 60_000 });

const extractor = openExtractor({ timeMs: 20_000 });
afterAll(() => extractor.close());

const WORDS = [column(["It was agreed."])];
const stream = (dictionary: string, content: string) =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;
/** A file of these objects, numbered from 1, without a table of them. */
const loose = (...objects: string[]) =>
  Buffer.from(
    `%PDF-1.4\n${objects.map((body, i) => `${i + 1} 0 obj\n${body}\nendobj\n`).join("")}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\nstartxref\n0\n%%EOF`,
  );
const DESCRIBED =
  "/FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 9 9] /ItalicAngle 0 /Ascent 9 /Descent 0 /CapHeight 9 /StemV 1 >> /DW 500";
const DESCENDANT = `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (A) /Ordering (B) /Supplement 0 >> ${DESCRIBED} >>`;
const composite = (rest: string, third: string) =>
  madePdf(WORDS, {
    fonts: "/F1 9000 0 R",
    objects: [
      `<< /Type /Font /Subtype /Type0 /BaseFont /X /DescendantFonts [9001 0 R] ${rest} >>`,
      DESCENDANT,
      third,
    ],
  });
const ENDLESS_MAP =
  "begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <7fffffff> <0041> endbfrange endcmap";
const FONTS = Array.from({ length: 2000 }, (_, i) => i);

it.each<[string, Buffer, RegExp]>([
  [
    "pages that hold themselves",
    loose("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 5 >>"),
    /^is /,
  ],
  [
    "pages that hold each other twice",
    loose(
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 4000 >>",
      "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000 >>",
    ),
    /^is /,
  ],
  [
    "a stream as long as itself",
    loose(
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
      "<< /Length 4 0 R >>\nstream\nx\nendstream",
    ),
    /^is /,
  ],
  [
    "a form that draws itself",
    madePdf([[]], {
      raw: "/X Do",
      objects: [
        stream(
          "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 9000 0 R >> >>",
          "/X Do",
        ),
      ],
    }),
    /^is a scan without text$/,
  ],
  ["a table of objects before itself", madePdf(WORDS, { trailer: "/Prev 0" }), /It was agreed\./],
  [
    "a font inside itself",
    madePdf(WORDS, {
      fonts: "/F1 9000 0 R",
      objects: [
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 9000 0 R /DescendantFonts [9000 0 R] /ToUnicode 9000 0 R >>",
      ],
    }),
    /./,
  ],
  [
    "a font that maps two thousand million characters",
    composite("/Encoding /Identity-H /ToUnicode 9002 0 R", stream("", ENDLESS_MAP)),
    /./,
  ],
  [
    "a map of characters that uses itself",
    composite(
      "/Encoding 9002 0 R",
      stream("/Type /CMap /CMapName /Z /UseCMap 9002 0 R", "begincmap endcmap"),
    ),
    /./,
  ],
  [
    "two thousand fonts on a page",
    madePdf([[]], {
      raw: FONTS.map((i) => `BT /G${i} 9 Tf 1 0 0 1 72 700 Tm (x) Tj ET`).join("\n"),
      fonts: FONTS.map((i) => `/G${i} ${9000 + i} 0 R`).join(" "),
      objects: FONTS.map((i) => `<< /Type /Font /Subtype /Type1 /BaseFont /F${i} >>`),
    }),
    /x/,
  ],
])(
  "%s: is read or refused in one line, and the next file is read",
  async (_name, bytes, expected) => {
    const outcome = await extractor.extract(bytes, "a.pdf").then(
      ({ text }) => text,
      (error: Error) => error.message,
    );
    expect(outcome).toMatch(expected);
    expect(outcome).not.toMatch(/\n|^takes /);
    const good = await extractor.extract(madePdf(WORDS), "b.pdf");
    expect(good.text).toBe("It was agreed.");
  },
);
