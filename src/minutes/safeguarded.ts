import type { Heading, Page, Span } from "./model.ts";
import { personalNumbersIn } from "./personal-numbers.ts";
import { heldBackIn } from "./safeguards.ts";

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
 * What may be indexed of a text, null when nothing: all before the first mark of an exempt or confidential part.
 * Likely personal numbers in it are told by their places.
 */
export function safeguarded<T extends Parts>(
  source: T,
  includeHeldBack: boolean,
): { kept: T | null; findings: Finding[] } {
  const held = includeHeldBack ? undefined : heldBackIn(source.text);
  const kept = held ? keptOf(source, held.start) : source;
  const flagged = kept ? personalFindings(kept) : [];
  if (!held) return { kept, findings: flagged };
  const all = kept ? "from there on" : "whole";
  const reason = `is held back for review, ${all}: it says “${held.marker}”`;
  const places = [placeAt(source, held.at)];
  return { kept, findings: [{ kind: "held-back", reason, places }, ...flagged] };
}

function keptOf<T extends Parts>(source: T, end: number): T | null {
  const text = source.text.slice(0, end).trimEnd();
  if (text.trim() === "") return null;
  const { pages, headings } = source;
  return {
    ...source,
    text,
    ...(pages && { pages: clipped(pages, text.length) }),
    ...(headings && { headings: clipped(headings, text.length) }),
  };
}

function clipped<S extends Span>(spans: readonly S[], end: number): S[] {
  return spans
    .filter(({ start }) => start < end)
    .map((span) => ({ ...span, end: Math.min(span.end, end) }));
}

function personalFindings(source: Parts): Finding[] {
  const found = personalNumbersIn(source.text);
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
