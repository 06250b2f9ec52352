import type { Place } from "../minutes/safeguarded.ts";
import type { Note, NoteKind } from "./coverage-notes.ts";
import { gapsBetween, type Gap } from "./gaps.ts";

/** One document as the index has it. `pages` is 0 where the source has none. */
export type CoveredDocument = {
  source: string;
  council: string | null;
  body: string | null;
  date: string | null;
  pages: number;
  /** A paper put before a meeting; of its minutes it says nothing. */
  paper?: boolean;
};

/** What an ingestion did with the sources that it found. */
export type RunCounts = {
  written: number;
  unchanged: number;
  removed: number;
  gone: number;
  skipped: number;
  failed: number;
  heldBack: number;
  withdrawn: number;
};

/** One ingestion; times are ISO 8601. `finished` is null while it is under way, and when it was broken off. */
export type Run = { started: string; finished: string | null; counts: RunCounts | null };

export type CoverageFacts = {
  documents: readonly CoveredDocument[];
  notes: readonly (Note & { folder: string })[];
  withdrawn: number;
  /** The last one first. */
  runs: readonly Run[];
};

/**
 * What the index has of one body. Counts of what it lacks only where the body was told with the source; no gaps where
 * nothing is known of whose meetings they are.
 */
export type BodyCoverage = {
  council: string | null;
  body: string | null;
  documents: number;
  /** How many of them were put before meetings and are no minutes; absent where none are. Gaps are between minutes. */
  papers?: number;
  pages: number;
  /** Documents whose date is not known; gaps say nothing of them. */
  undated: number;
  from: string | null;
  to: string | null;
  gaps: Gap[];
  failures: number;
  heldBack: number;
};

export type Reason = { folder: string; source: string; reason: string; places?: Place[] };

/** What the index has and what it lacks, so that silence can be explained. */
export type Coverage = {
  documents: number;
  pages: number;
  from: string | null;
  to: string | null;
  bodies: BodyCoverage[];
  failures: Reason[];
  /** Read, but for a part. */
  incomplete: Reason[];
  skipped: Reason[];
  /** In the index, but no longer where they came from. */
  gone: Reason[];
  heldBack: Reason[];
  flagged: Reason[];
  withdrawn: number;
  lastSuccess: string | null;
  runs: Run[];
};

/** Most ingestions that are shown. */
const RUNS_SHOWN = 10;

export function coverageOf({ documents, notes, withdrawn, runs }: CoverageFacts): Coverage {
  const reasons = (kind: NoteKind) => notes.filter((note) => note.kind === kind).map(reasonOf);
  return {
    documents: documents.length,
    pages: pagesOf(documents),
    ...extentOf(documents),
    bodies: bodiesOf(documents, notes),
    failures: reasons("failed"),
    incomplete: reasons("incomplete"),
    skipped: reasons("skipped"),
    gone: reasons("gone"),
    heldBack: reasons("held-back"),
    flagged: reasons("flagged"),
    withdrawn,
    lastSuccess: runs.find(({ finished }) => finished !== null)?.finished ?? null,
    runs: runs.slice(0, RUNS_SHOWN),
  };
}

type OfBody = { council?: string | null; body?: string | null };

const keyOf = ({ council, body }: OfBody): string =>
  JSON.stringify([council ?? null, body ?? null]);

/** In order of council and body, the unknown ones last. */
function bodiesOf(
  documents: readonly CoveredDocument[],
  notes: CoverageFacts["notes"],
): BodyCoverage[] {
  const missing = notes.filter(({ kind }) => kind === "failed" || kind === "held-back");
  const named = missing.filter(({ council, body }) => council != null || body != null);
  const keys = new Set([...documents, ...named].map(keyOf));
  const bodies = [...keys].map((key) => {
    const mine = (one: OfBody) => keyOf(one) === key;
    return bodyCoverage(key, documents.filter(mine), named.filter(mine));
  });
  const name = (one: BodyCoverage) => `${one.council ?? "\uffff"}\n${one.body ?? "\uffff"}`;
  return bodies.toSorted((a, b) => (name(a) < name(b) ? -1 : 1));
}

function bodyCoverage(
  key: string,
  documents: readonly CoveredDocument[],
  missing: readonly Note[],
): BodyCoverage {
  const [council, body] = JSON.parse(key) as [string | null, string | null];
  const dates = documents.flatMap(({ date }) => date ?? []);
  const minutes = documents.filter(({ paper }) => !paper);
  const papers = documents.length - minutes.length;
  return {
    council,
    body,
    documents: documents.length,
    ...(papers > 0 && { papers }),
    pages: pagesOf(documents),
    undated: documents.length - dates.length,
    ...extentOf(documents),
    gaps:
      council === null && body === null
        ? []
        : gapsBetween(minutes.flatMap(({ date }) => date ?? [])),
    failures: missing.filter(({ kind }) => kind === "failed").length,
    heldBack: missing.filter(({ kind }) => kind === "held-back").length,
  };
}

function reasonOf({ folder, source, reason, places }: Note & { folder: string }): Reason {
  return { folder, source, reason, ...(places && { places }) };
}

function pagesOf(documents: readonly CoveredDocument[]): number {
  return documents.reduce((sum, { pages }) => sum + pages, 0);
}

function extentOf(documents: readonly CoveredDocument[]): {
  from: string | null;
  to: string | null;
} {
  const dates = documents.flatMap(({ date }) => date ?? []).toSorted();
  return { from: dates[0] ?? null, to: dates.at(-1) ?? null };
}
