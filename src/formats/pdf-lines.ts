import type { PdfPage, Piece } from "./pdf-pages.ts";

/** A line of a page as it is read. Measures in points; `size` and `font` are those of most of its letters. */
export type Line = {
  text: string;
  page: number;
  x: number;
  right: number;
  y: number;
  size: number;
  font: string;
  /** Whether all of it is in that font. */
  uniform: boolean;
  /** Width of the first word. */
  firstWord: number;
  /** The column or band it stands in, counted over the page; lines of different regions do not share a margin. */
  region: number;
};

/** Of the type size: baselines closer than this are one line (a raised "th" is), further apart are two. */
const SAME_LINE = 0.45;
/** Gaps in type sizes: from this on a space (words are 0.2 to 0.3 apart, letters under 0.1), a cell of a table. */
const SPACE = 0.15;
const CELL = 2.5;
/** A mark from a symbol font: a character for private use, which means nothing outside that font. */
const SYMBOL_MARK = /^[\ue000-\uf8ff](?=\s)/;

/** The lines of pieces that share one region, from the top. Cells of a table row are a tab apart. */
export function linesOf(pieces: readonly Piece[], page: PdfPage, region: number): Line[] {
  return rowsOf(pieces).flatMap((row) => {
    const line = lineOf(row, page.number, region);
    return line ? [line] : [];
  });
}

/** Pieces grouped by baseline, each row from left to right. */
export function rowsOf(pieces: readonly Piece[]): Piece[][] {
  const rows: { y: number; size: number; pieces: Piece[] }[] = [];
  for (const piece of [...pieces].toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    const near = row && piece.y - row.y <= SAME_LINE * Math.max(piece.size, row.size);
    if (!near) rows.push({ y: piece.y, size: piece.size, pieces: [piece] });
    else {
      row.pieces.push(piece);
      if (piece.size > row.size) Object.assign(row, { y: piece.y, size: piece.size });
    }
  }
  return rows.map((row) => row.pieces.toSorted((a, b) => a.x - b.x || a.right - b.right));
}

function lineOf(row: Piece[], page: number, region: number): Line | null {
  const inked = withoutDoubles(row.filter(({ text }) => text.trim() !== ""));
  const [first] = inked;
  if (!first) return null;
  const text = joined(row.filter((piece) => piece.text.trim() === "" || inked.includes(piece)));
  const main = mainPiece(inked);
  const word = /^\S+/.exec(first.text.trimStart())?.[0].length ?? 0;
  return {
    text,
    page,
    x: first.x,
    right: Math.max(...inked.map(({ right }) => right)),
    y: main.y,
    size: main.size,
    font: main.font,
    uniform: inked.every(({ font }) => font === main.font),
    firstWord: ((first.right - first.x) * word) / first.text.length,
    region,
  };
}

/** Some programs draw bold type by drawing the words twice, a hair apart. */
function withoutDoubles(row: Piece[]): Piece[] {
  return row.filter(
    (piece, i) =>
      !row
        .slice(Math.max(0, i - 3), i)
        .some(({ text, x }) => text === piece.text && piece.x - x < piece.size * 0.1),
  );
}

function joined(row: readonly Piece[]): string {
  let text = "";
  let right: number | null = null;
  let spaced = false;
  for (const piece of row) {
    if (piece.text.trim() === "") {
      spaced = true;
      continue;
    }
    const gap = right === null ? 0 : (piece.x - right) / piece.size;
    const isMark = /^\s*(?:\S|\(?\w{1,4}[.)])\s*$/.test(text);
    if (gap > CELL && !isMark) text = `${text.trimEnd()}\t`;
    else if (right !== null && (spaced || gap > SPACE)) text += " ";
    text += piece.text;
    right = Math.max(right ?? piece.right, piece.right);
    spaced = false;
  }
  return cleaned(text);
}

function cleaned(text: string): string {
  return text
    .replace(SYMBOL_MARK, "•")
    .replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, "")
    .replaceAll(/ *\t */g, "\t")
    .replaceAll(/ {2,}/g, " ")
    .trim();
}

function mainPiece(row: readonly Piece[]): Piece {
  const letters = new Map<string, { count: number; piece: Piece }>();
  for (const piece of row) {
    const key = `${piece.font} ${piece.size}`;
    const known = letters.get(key) ?? { count: 0, piece };
    letters.set(key, { ...known, count: known.count + piece.text.length });
  }
  return [...letters.values()].reduce((most, one) => (one.count > most.count ? one : most)).piece;
}
