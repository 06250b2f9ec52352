import { getDocument } from "unpdf/pdfjs";
import type { PDFDocumentProxy, PDFPageProxy } from "unpdf/pdfjs";
import type { FormatLimits } from "./model.ts";

/** Words that a PDF draws in one stroke. Measured in points from the page's top left corner, `y` at the baseline. */
export type Piece = {
  text: string;
  x: number;
  right: number;
  y: number;
  size: number;
  font: string;
};

export type PdfPage = {
  number: number;
  height: number;
  pieces: Piece[];
  /** Words that stand at an angle to the others, such as a "DRAFT" across the page. */
  slanted: string[];
};

type TextItem = { str: string; transform: Matrix; width: number; fontName: string };
type Placed = Piece & { turn: number };

/**
 * The words of each page with their places. Throws the reason when the file is encrypted or broken, or has more
 * pages than the limit.
 */
export async function readPdf(bytes: Uint8Array, limits: FormatLimits): Promise<PdfPage[]> {
  const task = getDocument({
    data: Uint8Array.from(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  try {
    return await pagesOf(await task.promise, limits);
  } catch (cause) {
    throw new Error(reasonOf(cause), { cause });
  } finally {
    await task.destroy();
  }
}

async function pagesOf(pdf: PDFDocumentProxy, limits: FormatLimits): Promise<PdfPage[]> {
  if (pdf.numPages > limits.pages) {
    throw new RangeError(`has ${pdf.numPages} pages; at most ${limits.pages} are read`);
  }
  const pages: PdfPage[] = [];
  let left = limits.textLength;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    pages.push(await pageOf(page, number));
    page.cleanup();
    for (const { text } of pages.at(-1)!.pieces) left -= text.length;
    if (left < 0) throw new RangeError(`holds more than ${limits.textLength} characters of text`);
  }
  return pages;
}

async function pageOf(page: PDFPageProxy, number: number): Promise<PdfPage> {
  const view = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const placed = (items as unknown as TextItem[])
    .filter((item) => item.str !== "" && item.transform.every(Number.isFinite))
    .map((item) => place(item, view.transform as unknown as Matrix));
  const turn = commonest(placed.map((piece) => piece.turn));
  const upright = placed.filter((piece) => piece.turn === turn);
  const slanted = placed.filter((piece) => piece.turn !== turn && piece.text.trim() !== "");
  return {
    number,
    height: view.height,
    pieces: upright.filter((piece) => turn !== 0 || isOnPage(piece, view)),
    slanted: slanted.map(({ text }) => text.trim()),
  };
}

/** Turns a stroke so that its own line is level; strokes of one `turn` (tens of degrees) compare. */
function place({ str, transform, width, fontName }: TextItem, view: Matrix): Placed {
  const [a, b, c, d, e, f] = product(view, transform);
  const angle = Math.atan2(b, a);
  const [cos, sin] = [Math.cos(-angle), Math.sin(-angle)];
  const x = e * cos - f * sin;
  const y = e * sin + f * cos;
  const turn = ((Math.round((angle * 18) / Math.PI) + 36) % 36) * 10;
  const size = Math.hypot(c, d);
  return { text: str, x, right: x + width, y, size, font: fontName, turn };
}

type Matrix = readonly [number, number, number, number, number, number];

/** The product of two transforms as PDF writes them. */
function product([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [
    a * g + c * h,
    b * g + d * h,
    a * i + c * j,
    b * i + d * j,
    a * k + c * l + e,
    b * k + d * l + f,
  ];
}

function isOnPage({ x, right, y }: Piece, view: { width: number; height: number }): boolean {
  return right > 0 && x < view.width && y > 0 && y < view.height + 10;
}

function commonest(values: number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? 0;
}

/** The library's reason, in words that follow the file's name. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `is broken: ${String(error)}`;
  if (error.name === "PasswordException") return "is encrypted";
  if (error instanceof RangeError && /pages|characters/.test(error.message)) return error.message;
  return `is broken: ${error.message.replaceAll(/\s+/g, " ").replace(/\.$/, "")}`;
}
