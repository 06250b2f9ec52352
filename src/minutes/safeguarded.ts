import type { Heading, Page, Span } from "./model.ts";
import { personalNumbersIn } from "./personal-numbers.ts";
import { heldBackParts } from "./safeguards.ts";
import { trimSpan } from "./sentences.ts";

/** Where something stands: line of the text, and page where there are pages; from 1. */
export type Place = { line: number; page?: number };

export type Finding = {
  kind: "held-back" | "flagged";
  /** Worded to follow the source's name; holds nothing of what was found. */
  reason: string;
  /** The first ones, where there are many. */
  places: Place[];
};

type Parts = { text: string; pages?: readonly Page[]; headings?: readonly Heading[] };

/** Most places told of one finding. */
const MOST_PLACES = 20;

/**
 * What may be indexed of a text, null when nothing: all but its exempt or confidential parts.
 * Likely personal numbers in it are told by their places.
 */
export function safeguarded<T extends Parts>(
  source: T,
  includeHeldBack: boolean,
): { kept: T | null; findings: Finding[] } {
  const held = includeHeldBack ? [] : heldBackParts(source.text);
  const kept = held.length > 0 ? keptOf(source, piecesBetween(held, source.text)) : source;
  const flagged = kept ? personalFindings(source, held) : [];
  const findings = held.map((part): Finding => {
    const reason = `is held back for review, ${extentOf(part, source.text, kept !== null)}: it says “${part.marker}”`;
    return { kind: "held-back", reason, places: [placeAt(source, part.at)] };
  });
  return { kept, findings: [...findings, ...flagged] };
}

function extentOf({ end }: Span, text: string, isPart: boolean): string {
  if (!isPart) return "whole";
  return end === text.length ? "from there on" : "up to where the public came back";
}

/** What stands around the parts that are held back, without white space at the ends. */
function piecesBetween(held: readonly Span[], text: string): Span[] {
  const starts = [0, ...held.map(({ end }) => end)];
  return starts
    .map((start, i) => trimSpan(text, { start, end: held[i]?.start ?? text.length }))
    .map((piece, i) => (i === 0 ? { ...piece, start: 0 } : piece))
    .filter(({ start, end }) => text.slice(start, end).trim() !== "");
}

/** Between pieces of text that did not stand together. */
const GAP = "\n\n";

function keptOf<T extends Parts>(source: T, pieces: readonly Span[]): T | null {
  if (pieces.length === 0) return null;
  const { text, pages, headings } = source;
  return {
    ...source,
    text: pieces.map(({ start, end }) => text.slice(start, end)).join(GAP),
    ...(pages && { pages: moved(pages, pieces) }),
    ...(headings && { headings: moved(headings, pieces) }),
  };
}

/** Spans of the whole text as spans of its pieces; what is in none of them goes. */
function moved<S extends Span>(spans: readonly S[], pieces: readonly Span[]): S[] {
  return spans.flatMap((span) => {
    let offset = 0;
    const parts: Span[] = [];
    for (const piece of pieces) {
      const start = Math.max(span.start, piece.start);
      const end = Math.min(span.end, piece.end);
      if (start < end)
        parts.push({ start: start - piece.start + offset, end: end - piece.start + offset });
      offset += piece.end - piece.start + GAP.length;
    }
    const [first] = parts;
    return first ? [{ ...span, start: first.start, end: parts.at(-1)!.end }] : [];
  });
}

function personalFindings(source: Parts, held: readonly Span[]): Finding[] {
  const found = personalNumbersIn(source.text).filter(
    ({ start }) => !held.some((part) => part.start <= start && start < part.end),
  );
  return [...new Set(found.map(({ kind }) => kind))].map((kind) => {
    const all = found.filter((one) => one.kind === kind);
    const count = all.length === 1 ? `a likely ${kind}` : `${all.length} likely ${pluralOf(kind)}`;
    const places = all.slice(0, MOST_PLACES).map(({ start }) => placeAt(source, start));
    return { kind: "flagged", reason: `has ${count} of a private person`, places };
  });
}

function pluralOf(kind: string): string {
  return kind.endsWith("s") ? `${kind}es` : `${kind}s`;
}

function placeAt({ text, pages = [] }: Parts, at: number): Place {
  const line = (text.slice(0, at).match(/\n/g)?.length ?? 0) + 1;
  const page = pages.find(({ start, end }) => start <= at && at < end)?.number;
  return { line, ...(page !== undefined && { page }) };
}
