import type { Sentence } from "../minutes/model.ts";
import { contextLine, leadInText } from "../retrieval/embedding-texts.ts";
import { dot } from "../retrieval/ranking.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import type { Ranked } from "../retrieval/ranking.ts";
import type { Judged } from "../retrieval/reading-texts.ts";
import type { Library } from "../retrieval/search.ts";
import { terms } from "../retrieval/terms.ts";
import { reportsQuestion } from "./answer-type.ts";
import type { Wanted } from "./answer-type.ts";
import { timeFit } from "./named-times.ts";
import type { Question } from "./question.ts";

/** A sentence that may answer the question, with what is measured of it. */
export type Candidate = {
  position: number;
  /** Index of the sentence in its passage. */
  index: number;
  sentence: Sentence;
  text: string;
  /** Cosine of question and sentence. */
  cosine: number;
  /** Share of the question's information (inverse document frequency) that the sentence's own words carry, 0 to 1. */
  coverage: number;
  /** The same with the words of its place: council, agenda item, lead-in, speaker. */
  placedCoverage: number;
  /** The passage in the ranking. */
  passage: Ranked;
  /** The plain sum of the above: what the others are measured against. */
  raw: number;
  /** Whether it is of a time that the question names: 1 where it is, -1 where it is of another, else 0. */
  time: -1 | 0 | 1;
  /** It reports a question, not an answer. */
  asks: boolean;
  /** In a conversation: the answer before cited it; it stands in an agenda item that the answer before cited. */
  citedBefore: boolean;
  inCitedItem: boolean;
  /** What a reader judged, as log odds, of the sentence and of the text around it; absent where it did not read it. */
  reading: Judged | undefined;
  /** The sentences right before and behind it in the same agenda item, where they are candidates too. */
  previous: Candidate | undefined;
  next: Candidate | undefined;
};

/** Passages deeper in the ranking hold evidence too seldom to be worth reading. */
const PASSAGES_READ = 20;
/** Of so many of the best passages those beside them are read too, so far on both sides. */
const PASSAGES_WITH_NEIGHBOURS = 5;
const REACH = 3;
/** A shorter sentence is a heading or a scrap and quotes badly. */
const LEAST_WORDS = 2;

/** Gives the share of a query's information that texts, given as their terms, carry together. */
function coverageIn({ ranking }: Library, text: string): (...texts: string[][]) => number {
  const query = [...ranking.queryTerms(text)].map(
    ([term, weight]) =>
      [term, weight * ranking.lexicalIndex.inverseDocumentFrequency(term)] as const,
  );
  const all = query.reduce((sum, [, information]) => sum + information, 0);
  return (...texts) => {
    let carried = 0;
    for (const [term, information] of query)
      if (texts.some((other) => other.includes(term))) carried += information;
    return all === 0 ? 0 : carried / all;
  };
}

/** What is looked for in each passage. */
type Sought = Pick<Question, "periods"> & {
  vector: Float32Array;
  coverage: (...texts: string[][]) => number;
};

function sentencesOf(
  { corpus, store }: Library,
  { vector, periods, coverage }: Sought,
  passage: Ranked,
): Candidate[] {
  const { position, score } = passage;
  const stored = corpus.passages[position]!;
  const document = corpus.documentOf(position);
  const place = contextLine(document, stored.item);
  const context = terms(place);
  const vectors = store.sentenceVectors(stored.row);
  const candidates = stored.sentences.map((sentence, index): Candidate => {
    const text = stored.text.slice(sentence.start - stored.start, sentence.end - stored.start);
    const lead = sentence.leadIn ? leadInText(store.documentText(document.id), sentence) : "";
    const told = terms(`${lead} ${sentence.speaker ?? sentence.voice ?? ""}`);
    const cosine = dot(vector, vectors[index]!);
    const words = terms(text);
    const own = coverage(words);
    const placedCoverage = coverage(words, context, told);
    const raw = cosine + (own + placedCoverage) / 2 + score;
    const asks = reportsQuestion(text);
    const around = `${place} ${document.title} ${lead} ${stored.text}`;
    return {
      position,
      index,
      sentence,
      text,
      cosine,
      coverage: own,
      placedCoverage,
      passage,
      raw,
      time: timeFit(periods, document.date, around),
      asks,
      citedBefore: false,
      inCitedItem: false,
      reading: undefined,
      previous: undefined,
      next: undefined,
    };
  });
  return candidates.filter(
    ({ sentence, text }) => !sentence.heading && text.split(/\s+/).length >= LEAST_WORDS,
  );
}

/** These may be told in the words of the question. */
const TOLD_IN_WORDS: ReadonlySet<Wanted> = new Set<Wanted>(["decision", "reason"]);
/** "She described this as shameful": who she is stands elsewhere. */
const PRONOUN = /\b(?:I|we|he|she|they|it|this|that|these|those|him|her|them)\b/i;

/** Whether a sentence has only words of the question: a heading, which holds no name, time or figure that is asked for. */
function repeats(question: Question): (candidate: Candidate) => boolean {
  const asked = new Set(terms(question.text));
  const isThing = question.wanted !== undefined && !TOLD_IN_WORDS.has(question.wanted);
  return ({ text, sentence }) =>
    isThing &&
    sentence.speaker === undefined &&
    !PRONOUN.test(text) &&
    terms(text).every((term) => asked.has(term));
}

/** Sentences further apart have something between them that is not read. */
const ADJOINING = 40;

/** Tells each candidate which one stands before it and which behind it in the same agenda item, over passages too. */
function linkNeighbours(corpus: Corpus, candidates: readonly Candidate[]): void {
  const inOrder = candidates.toSorted(
    (a, b) => a.position - b.position || a.sentence.start - b.sentence.start,
  );
  for (const [i, candidate] of inOrder.entries()) {
    const next = inOrder[i + 1];
    if (!next || !adjoin(corpus, candidate, next)) continue;
    candidate.next = next;
    next.previous = candidate;
  }
}

function adjoin(corpus: Corpus, before: Candidate, after: Candidate): boolean {
  const a = corpus.passages[before.position]!;
  const b = corpus.passages[after.position]!;
  const gap = after.sentence.start - before.sentence.end;
  return a.documentId === b.documentId && a.item === b.item && gap >= 0 && gap < ADJOINING;
}

/** Passages beside the best ones, of the same agenda item, that are not among those read: the reply, the vote. */
function beside({ corpus }: Library, read: readonly Ranked[]): number[] {
  const known = new Set(read.map(({ position }) => position));
  const found = new Set<number>();
  for (const { position } of read.slice(0, PASSAGES_WITH_NEIGHBOURS)) {
    const { documentId, item } = corpus.passages[position]!;
    for (let other = position - REACH; other <= position + REACH; other++) {
      const passage = corpus.passages[other];
      if (passage?.documentId === documentId && passage.item === item)
        if (!known.has(other)) found.add(other);
    }
  }
  return [...found].toSorted((a, b) => a - b);
}

/** Sentences of the best passages, and of those beside the very best, that may answer, in the order of the ranking. */
export function gatherCandidates(
  library: Library,
  question: Question,
  vector: Float32Array,
  ranked: readonly Ranked[],
): Candidate[] {
  const sought = {
    vector,
    periods: question.periods,
    coverage: coverageIn(library, question.topic),
  };
  const read = ranked.slice(0, PASSAGES_READ);
  const allowed = beside(library, read);
  const request = { text: question.text, vector, mode: "hybrid", limit: allowed.length } as const;
  const neighbours = library.ranking.rank({ ...request, allowed });
  const repeatsQuestion = repeats(question);
  const candidates = [...read, ...neighbours]
    .flatMap((passage) => sentencesOf(library, sought, passage))
    .filter((candidate) => !repeatsQuestion(candidate));
  linkNeighbours(library.corpus, candidates);
  return candidates;
}
