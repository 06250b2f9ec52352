import { linesOf, rowsOf, type Line } from "./pdf-lines.ts";
import type { PdfPage, Piece } from "./pdf-pages.ts";

/** Two columns are read as such only when each has this many lines, of prose rather than of names or sums. */
const LEAST_LINES = 8;
const LEAST_LETTERS = 20;
/** How far the lines of prose fill their column, on average. */
const LEAST_FILL = 0.6;
/** Share of the page's lines that may cross the gutter: titles above the columns. */
const MOST_CROSSING = 0.25;
/** Width of the gutter, in type sizes. */
const GUTTER = 1.2;

/** The lines of a page in reading order: down the left column and then the right where there are two. */
export function readingOrder(page: PdfPage): Line[] {
  const inked = page.pieces.filter(({ text }) => text.trim() !== "");
  const gutter = gutterOf(inked);
  if (gutter === null) return linesOf(page.pieces, page, 0);
  const bands = bandsOf(page.pieces, gutter);
  let region = 0;
  return bands.flatMap((band) => band.flatMap((pieces) => linesOf(pieces, page, region++)));
}

/** The x of the white space between two columns, or null. */
function gutterOf(pieces: Piece[]): number | null {
  if (pieces.length < LEAST_LINES * 2) return null;
  const left = Math.min(...pieces.map(({ x }) => x));
  const right = Math.max(...pieces.map((piece) => piece.right));
  const size = median(pieces.map((piece) => piece.size));
  const rows = rowsOf(pieces);
  let best: { x: number; crossing: number } | null = null;
  for (let x = left + (right - left) * 0.35; x < left + (right - left) * 0.65; x += size / 4) {
    const half = (size * GUTTER) / 2;
    const crosses = (piece: Piece) => piece.x < x + half && piece.right > x - half;
    const crossing = rows.filter((row) => row.some(crosses)).length / rows.length;
    if (!best || crossing < best.crossing) best = { x, crossing };
  }
  if (!best || best.crossing > MOST_CROSSING) return null;
  return areColumns(pieces, best.x, [left, right]) ? best.x : null;
}

function areColumns(pieces: Piece[], x: number, [left, right]: [number, number]): boolean {
  const sides: [Piece[], number][] = [
    [pieces.filter((piece) => piece.right <= x), x - left],
    [pieces.filter((piece) => piece.x >= x), right - x],
  ];
  return sides.every(([side, width]) => {
    const rows = rowsOf(side);
    const letters = side.reduce((sum, { text }) => sum + text.length, 0) / rows.length;
    const fill = rows.reduce((sum, row) => sum + extent(row), 0) / rows.length / width;
    return rows.length >= LEAST_LINES && letters >= LEAST_LETTERS && fill >= LEAST_FILL;
  });
}

/** The page cut, from the top, into rows that cross the gutter and pairs of columns between them. */
function bandsOf(pieces: readonly Piece[], gutter: number): Piece[][][] {
  const bands: Piece[][][] = [];
  let wasCrossing: boolean | null = null;
  for (const row of rowsOf(pieces)) {
    const crossing = row.some(({ x, right }) => x < gutter && right > gutter);
    if (crossing !== wasCrossing) bands.push(crossing ? [[]] : [[], []]);
    wasCrossing = crossing;
    const band = bands.at(-1)!;
    for (const piece of row) band[crossing || piece.x < gutter ? 0 : 1]!.push(piece);
  }
  return bands;
}

function extent(row: Piece[]): number {
  return Math.max(...row.map(({ right }) => right)) - Math.min(...row.map(({ x }) => x));
}

export function median(values: number[]): number {
  return [...values].toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
