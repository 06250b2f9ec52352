import type { Corpus } from "../retrieval/corpus.ts";
import { positionsAbout } from "../retrieval/matter.ts";
import { meetingsOf, positionsIn } from "../retrieval/meetings.ts";
import type { Meeting } from "../retrieval/meetings.ts";
import type { Library } from "../retrieval/search.ts";
import type { SurveyForm } from "./model.ts";
import type { Evidence } from "./select.ts";
import { evidenceIn, quotable, rankAt } from "./survey-evidence.ts";
import type { Inquiry } from "./survey-evidence.ts";

/** Meetings with a passage on the matter whose sentences are read; more are too many to be told. */
const MEETINGS_READ = 40;
/** Of a meeting's passages on the matter so many are read, the best. */
const PASSAGES_READ = 4;
/** With less of the matter's words than this part of what another sentence has, one is about something else. */
const LEAST_OF_WORDS = 0.6;
/** The best passages of all meetings: what the others are measured against. */
const BEST_READ = 10;

/** A meeting with its most telling sentence on the matter. */
export type Told = { meeting: Meeting; evidence: Evidence };

type Dated = { meeting: Meeting; positions: number[] };

/** The meetings of which sentences are read: nearest the end that is asked for, or the best ones. */
function toRead(library: Library, inquiry: Inquiry, dated: Dated[], form: SurveyForm): Dated[] {
  if (dated.length <= MEETINGS_READ) return dated;
  if (form === "first") return dated.slice(0, MEETINGS_READ);
  if (form === "last") return dated.slice(-MEETINGS_READ);
  const best = rankAt(
    library,
    inquiry,
    dated.flatMap(({ positions }) => positions),
  );
  const order = new Map(best.map(({ position }, i) => [position, i]));
  const rank = ({ positions }: Dated) => Math.min(...positions.map((at) => order.get(at)!));
  const kept = new Set(dated.toSorted((a, b) => rank(a) - rank(b)).slice(0, MEETINGS_READ));
  return dated.filter((each) => kept.has(each));
}

/** A decision tells what became of a matter when it carries most of its words; "noted" tells nothing. */
const DECISION_COVERED = 0.6;

function decides(corpus: Corpus, { position, sentence, placedCoverage }: Evidence): boolean {
  if (placedCoverage < DECISION_COVERED) return false;
  return corpus.passages[position]!.decisions.some(
    ({ start, end, outcome }) =>
      outcome !== "noted" && start < sentence.end && sentence.start < end,
  );
}

/** "See Roundabout above": it points to what tells. */
const POINTS_ELSEWHERE = /^\W*see\b.{0,60}\b(?:above|below|item|minute)\b/i;

/** What was decided goes before what was said, what has words of the matter before the rest, and what only points elsewhere last. */
function mostTelling(corpus: Corpus, evidence: readonly Evidence[]): Evidence | undefined {
  return (
    evidence.find((each) => decides(corpus, each)) ??
    evidence.find(({ text, coverage }) => coverage > 0 && !POINTS_ELSEWHERE.test(text)) ??
    evidence.find(({ text }) => !POINTS_ELSEWHERE.test(text)) ??
    evidence[0]
  );
}

/**
 * What each dated meeting that deals with the matter says of it, in the order of the days, and all that was scored,
 * best first.
 */
export function toldOverTime(
  library: Library,
  inquiry: Inquiry,
  { form, allowed }: { form: SurveyForm; allowed: readonly number[] | undefined },
): { told: Told[]; scored: Evidence[]; found: number } {
  const { corpus } = library;
  const positions = positionsAbout(library, inquiry.matter, inquiry.vector, allowed);
  const dated = meetingsOf(corpus, positions)
    .filter(({ date }) => date !== null)
    .map((meeting) => ({ meeting, positions: positionsIn(meeting, positions) }));
  const read = toRead(library, inquiry, dated, form).map(({ meeting, positions: own }) => ({
    meeting,
    ranked: rankAt(library, inquiry, own, PASSAGES_READ),
  }));
  const best = rankAt(library, inquiry, positions, BEST_READ);
  const ranked = new Map(
    [...best, ...read.flatMap((each) => each.ranked)].map((each) => [each.position, each]),
  );
  const scored = evidenceIn(library, inquiry, [...ranked.values()]);
  const usable = quotable(scored, LEAST_OF_WORDS);
  const told = read.flatMap(({ meeting, ranked: own }) => {
    const places = new Set(own.map(({ position }) => position));
    const evidence = mostTelling(
      corpus,
      usable.filter(({ position }) => places.has(position)),
    );
    return evidence ? [{ meeting, evidence }] : [];
  });
  return { told, scored, found: dated.length - read.length + told.length };
}

/** The most meetings that a timeline tells of. */
const MOST_TOLD = 8;

/** Of a first or last time one meeting; of a timeline the first, the last and the most telling ones between. */
export function pickTold(told: readonly Told[], form: SurveyForm, limit: number): Told[] {
  if (form === "first") return told.slice(0, 1);
  if (form === "last") return told.slice(-1);
  const most = Math.min(MOST_TOLD, limit);
  if (told.length <= most) return [...told];
  const between = told
    .slice(1, -1)
    .toSorted((a, b) => b.evidence.probability - a.evidence.probability)
    .slice(0, Math.max(0, most - 2));
  const kept = new Set([told[0], ...between, told.at(-1)].slice(0, most));
  return told.filter((each) => kept.has(each));
}
