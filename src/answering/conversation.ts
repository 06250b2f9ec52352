import { overlaps } from "../minutes/overlaps.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import type { Ranked, Ranking, RankRequest } from "../retrieval/ranking.ts";
import type { Library } from "../retrieval/search.ts";
import { citedIn } from "./cited.ts";
import type { Cited } from "./cited.ts";
import type { Candidate } from "./evidence.ts";
import { readCorrection } from "./correction.ts";
import type { Correction, LeftOut } from "./correction.ts";
import { needsHistory, readFollowUp, type FollowUp } from "./follow-up.ts";
import type { Turn } from "./model.ts";
import { itemOf, meantBy } from "./meant.ts";
import type { Meant } from "./meant.ts";
import { councilsNamed } from "./question.ts";
import type { KnownNames } from "./question.ts";

/** What is asked, after the turns before. */
export type Asked = {
  /** The question, made to stand alone. */
  question: string;
  /** Positions of passages that the person said were not meant. */
  leftOut: ReadonlySet<number>;
  /** Positions in minutes of the year that the person meant, where there are such. */
  only?: number[] | undefined;
  /** Whether it takes up the question before, and does not correct it. */
  follows: boolean;
  /** Its own words, where others were added. */
  own?: string | undefined;
  /** What the answer before cited, where the question follows it up; nothing of `leftOut`. */
  cited: Cited[];
  /** Positions in the agenda items that were cited. */
  kept: number[];
  /** The sentences that a question without a matter of its own means ("who asked that?"), where the minutes show them. */
  meant: Meant[];
};

/** The same without what the answer before tells. */
type Read = Omit<Asked, "cited" | "kept" | "meant">;

/**
 * Reads a question after the turns before it: makes it stand alone, and finds what it leaves out of the earlier answers'
 * places and what it keeps of them. A correction holds until a question that stands alone opens another matter.
 */
export function readAsked(
  library: Library,
  known: KnownNames,
  question: string,
  history: readonly Turn[],
): Asked {
  const places = { library, known };
  let before: Read | undefined;
  const read: Turn[] = [];
  for (const turn of history) {
    if (turn.role === "user") before = readNext(places, turn.content, read, before);
    read.push(turn.role === "user" ? asWas(turn, before!) : turn);
  }
  const asked = readNext(places, question, read, before);
  const cited = asked.follows
    ? citedLast(library, read).filter(({ position }) => !asked.leftOut.has(position))
    : [];
  const meant = meantBy(question, library.corpus, cited);
  const near =
    meant.length > 0
      ? meant.map(({ position }) => position)
      : cited.flatMap(({ position }) => itemOf(library.corpus, position));
  const mayKeep = (position: number) => !asked.leftOut.has(position);
  return { ...asked, cited, kept: [...new Set(near)].filter(mayKeep), meant };
}

/** An earlier question as it was understood; as it was asked, where only what it lacked was added. */
function asWas(turn: Turn, { question }: Read): Turn {
  return question.startsWith(turn.content) ? turn : { ...turn, content: question };
}

function readNext(
  { library, known }: { library: Library; known: KnownNames },
  text: string,
  history: readonly Turn[],
  before: Read | undefined,
): Read {
  const correction = before && readCorrection(text, before.question, known);
  if (!before || (!correction && !needsHistory(text))) return readAnew(text);
  const { corpus } = library;
  const { leaveOut, year } = correction ?? {};
  const left = leaveOut ? placesOf(corpus, citedLast(library, history), leaveOut) : [];
  const named = councilsNamed(text, known);
  const isNamed = (position: number) => named.includes(corpus.documentOf(position).council ?? "");
  const read = () =>
    readFollowUp(text, history, known, () => speakersIn(corpus, citedLast(library, history)));
  return {
    ...(correction ? corrected(correction, before, read) : read()),
    leftOut: new Set([...before.leftOut, ...left].filter((position) => !isNamed(position))),
    only: (year && ofYear(corpus, year)) || before.only,
    follows: !correction,
  };
}

/** A correction: the earlier question as it was meant, or one of its own. */
function corrected({ question }: Correction, before: Read, read: () => FollowUp): FollowUp {
  if (question === undefined) return read();
  return { question, own: question === before.question ? before.own : undefined };
}

/** A question that takes nothing from what was left out before. */
function readAnew(text: string): Read {
  return { question: text, leftOut: new Set(), follows: false };
}

/** Positions in the documents of which date or title has the year; undefined where none has. */
function ofYear({ documents }: Corpus, year: string): number[] | undefined {
  const meant = documents.filter(
    ({ date, title }) => (date ?? "").startsWith(year) || title.includes(year),
  );
  return meant.length === 0 ? undefined : meant.flatMap(({ first, end }) => range(first, end));
}

/** What the last answer cited. */
function citedLast(library: Library, history: readonly Turn[]): Cited[] {
  const answer = history.findLast(({ role }) => role === "assistant");
  return answer ? citedIn(library, answer) : [];
}

/** Who speaks in what was cited, where the text says so. */
function speakersIn({ passages }: Corpus, cited: readonly Cited[]): string[] {
  const speakers = cited.flatMap(({ position, span }) =>
    passages[position]!.sentences.filter((sentence) => overlaps(sentence, span)).flatMap(
      ({ speaker }) => speaker ?? [],
    ),
  );
  return [...new Set(speakers)];
}

/** All positions of the place that the first of the cited passages stands in; the cited ones themselves with "passages". */
function placesOf(corpus: Corpus, cited: readonly Cited[], place: LeftOut): number[] {
  const first = cited[0]?.position;
  if (first === undefined || place === "passages") return cited.map(({ position }) => position);
  if (place === "item") return itemOf(corpus, first);
  const at = corpus.documentOf(first);
  return corpus.documents
    .filter((document) => {
      if (place === "document") return document.id === at.id;
      const same = document.council === at.council;
      return place === "council" ? same : same && document.body === at.body;
    })
    .flatMap((document) => range(document.first, document.end));
}

/** The positions from the first one to before the end. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

/** The positions that filters and the conversation leave; undefined where both leave all. */
export function within(
  corpus: Corpus,
  allowed: number[] | undefined,
  asked: Asked | undefined,
): number[] | undefined {
  if (!asked || (asked.leftOut.size === 0 && asked.only === undefined)) return allowed;
  const only = asked.only && new Set(asked.only);
  const all = allowed ?? range(0, corpus.passages.length);
  return all.filter((each) => !asked.leftOut.has(each) && (only === undefined || only.has(each)));
}

/** Passages of which sentences are read; what is kept stands among them. */
const KEPT_AMONG = 20;
const MOST_KEPT = 8;

/** The best passages, and among them the best of some that are to be read in any case: what was cited before. */
export function withKept(
  ranking: Ranking,
  request: RankRequest,
  positions: readonly number[],
): Ranked[] {
  const ranked = ranking.rank(request);
  if (positions.length === 0) return ranked;
  const allowed = request.allowed && new Set(request.allowed);
  const mayKeep = positions.filter((position) => !allowed || allowed.has(position));
  const kept = ranking.rank({
    ...request,
    limit: MOST_KEPT,
    allowed: mayKeep.toSorted((a, b) => a - b),
  });
  const own = new Set(kept.map(({ position }) => position));
  const others = ranked.filter(({ position }) => !own.has(position));
  const room = KEPT_AMONG - kept.length;
  const first = [...kept, ...others.slice(0, room)].toSorted((a, b) => b.score - a.score);
  return [...first, ...others.slice(room)];
}

/**
 * Notes on each candidate whether the answer before cited it, or something of its agenda item: who asks on seldom wants to
 * read the same again, but where just that is meant.
 */
export function noteCited(candidates: readonly Candidate[], { cited, kept, meant }: Asked): void {
  if (meant.length > 0) return;
  const near = new Set(kept);
  for (const candidate of candidates) {
    const { position, sentence } = candidate;
    const isCited = (one: Cited) =>
      one.position === position && !one.whole && overlaps(sentence, one.span);
    candidate.citedBefore = cited.some(isCited);
    candidate.inCitedItem = near.has(position);
  }
}

/** Only the sentences that are meant, where any of them is here; all where none is. */
export function ofMeant<T extends Meant>(sentences: readonly T[], { meant }: Asked): readonly T[] {
  const own = sentences.filter(({ position, index }) =>
    meant.some((each) => each.position === position && each.index === index),
  );
  return own.length > 0 ? own : sentences;
}
