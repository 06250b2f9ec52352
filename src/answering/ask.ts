import type { Corpus } from "../retrieval/corpus.ts";
import { allowedByPhrases } from "../retrieval/search.ts";
import type { Filters } from "../retrieval/model.ts";
import type { Ranked } from "../retrieval/ranking.ts";
import { respelled } from "../retrieval/respelled.ts";
import type { Library } from "../retrieval/search.ts";
import { answerText, compose, type ReadingOrder } from "./compose.ts";
import { confidenceFeatures } from "./confidence-features.ts";
import { noteCited, ofMeant, range, readAsked, within, withKept } from "./conversation.ts";
import type { Asked } from "./conversation.ts";
import { distinctEvidence } from "./distinct.ts";
import { gatherCandidates } from "./evidence.ts";
import type { Candidate } from "./evidence.ts";
import type { Answer, AskRequest } from "./model.ts";
import { probability } from "./logistic.ts";
import { isInstruction } from "./instruction.ts";
import { isMatterless } from "./matterless.ts";
import { asksOfQuotations } from "./meant.ts";
import { modelsFor } from "./models.ts";
import { isOfPeriods } from "./named-times.ts";
import { readQuestion } from "./question.ts";
import { readCandidates } from "./reading.ts";
import { withRemarks } from "./remarks.ts";
import type { KnownNames, Question } from "./question.ts";
import { scoreCandidates, selectEvidence, selectQuoted } from "./select.ts";
import { answerSurvey } from "./survey.ts";
import type { Evidence } from "./select.ts";

/** The most citations an answer has unless the caller says otherwise. */
const DEFAULT_LIMIT = 12;
const PASSAGES_RANKED = 30;
const RELATED = 5;

/** Facts are best first, what holds now newest first; a topic is read in the order of the meetings and their texts. */
function orderFor({ kind, asksOfNow }: Question): ReadingOrder {
  if (kind === "topic") return "by-document";
  if (asksOfNow) return "newest-first";
  return kind === "decision" ? "decisions-first" : "best-first";
}

function notFoundText(documents: number): string {
  return `I could not find this in the ${documents} ${documents === 1 ? "document" : "documents"} I searched.`;
}

/** A question read and looked up: all that answering and fitting stand on. */
export type LookUp = {
  question: Question;
  ranked: Ranked[];
  candidates: Candidate[];
  filtered: number[] | undefined;
};

/** The positions in minutes of the times that a question names. */
function positionsOf({ documents }: Corpus, { periods }: Question): number[] {
  return documents
    .filter(({ date }) => isOfPeriods(periods, date))
    .flatMap(({ first, end }) => range(first, end));
}

/** Finds the sentences that may answer a question that stands alone, where the conversation leaves it to look. */
export async function lookUp(
  library: Library,
  known: KnownNames,
  typed: string,
  { filters, asked }: { filters?: Filters | undefined; asked?: Asked } = {},
): Promise<LookUp> {
  const { corpus, ranking } = library;
  const text = respelled(library, typed);
  const own = asked?.own === undefined ? text : respelled(library, asked.own);
  const question = readQuestion(text, known, own);
  const filtered = within(corpus, corpus.allowed(filters), asked);
  const allowed = allowedByPhrases(library, typed, filtered);
  const vector = await library.embedQuestion(text);
  const request = { text, vector, mode: "hybrid", limit: PASSAGES_RANKED, allowed } as const;
  const kept = [...(asked?.kept ?? []), ...positionsOf(corpus, question)];
  const ranked = withKept(ranking, request, [...new Set(kept)]);
  const candidates = gatherCandidates(library, question, vector, ranked);
  if (asked) noteCited(candidates, asked);
  await readCandidates(library, question, candidates);
  return { question, ranked, candidates, filtered };
}

/**
 * Whether there is something to look for, a matter, a person, a council, or what an earlier answer cited, and the message
 * does not instruct to answer otherwise than from the minutes.
 */
function asksForSomething(
  message: string,
  { text, speakers, councils }: Question,
  { kept }: Asked,
): boolean {
  if (isInstruction(message)) return false;
  return kept.length + speakers.length + councils.length > 0 || !isMatterless(text);
}

/**
 * Probability that the scored sentences answer the question, and what it must be at least: nothing for what the place of
 * an earlier answer tells is meant.
 */
function judge(
  library: Library,
  { question: typed, leastConfidence }: AskRequest,
  { question, asked, isMeant }: { question: Question; asked: Asked; isMeant: boolean },
  scored: readonly Evidence[],
): { confidence: number; least: number } {
  const { confidence: model } = modelsFor(library, asked);
  const least = leastConfidence ?? (isMeant ? 0 : model.bar);
  if (scored.length === 0 || !asksForSomething(typed, question, asked))
    return { confidence: 0, least };
  return { confidence: probability(model, confidenceFeatures(library, question, scored)), least };
}

/** The sentences to quote, where they answer: all that were quoted before, where just these are asked of. */
function choose(
  corpus: Corpus,
  { question: typed, limit = DEFAULT_LIMIT }: AskRequest,
  { question, isMeant }: { question: Question; isMeant: boolean },
  scored: readonly Evidence[],
): Evidence[] {
  const chosen =
    isMeant && asksOfQuotations(typed)
      ? selectQuoted(question, scored, limit)
      : selectEvidence(corpus, question, scored, limit);
  return distinctEvidence(corpus, chosen);
}

/** Answers a question with sentences quoted from the minutes, or says that they do not answer it. */
export async function ask(
  library: Library,
  known: KnownNames,
  index: string,
  request: AskRequest,
): Promise<Answer> {
  const started = performance.now();
  const { corpus, store } = library;
  const asked = readAsked(library, known, request.question, request.history ?? []);
  const standalone = asked.question;
  // A survey tells of all meetings; where some were said not to be meant, the rest is quoted instead.
  const surveyed =
    asked.leftOut.size > 0 ? null : await answerSurvey(library, known, standalone, request);
  if (surveyed)
    return {
      question: request.question,
      standaloneQuestion: standalone,
      ...surveyed,
      searched: corpus.searched(corpus.allowed(request.filters)),
      answeredBy: "extractive",
      index,
      took: performance.now() - started,
    };
  const { question, ranked, candidates, filtered } = await lookUp(library, known, standalone, {
    filters: request.filters,
    asked,
  });
  request.signal?.throwIfAborted();
  request.onProgress?.({ stage: "choosing" });
  const scored = scoreCandidates(corpus, question, candidates, modelsFor(library, asked).evidence);
  const places = ofMeant(scored, asked);
  const isMeant = places !== scored;
  const meant = question.asksWhoSpoke ? withRemarks(corpus, places) : places;
  const selected = choose(corpus, request, { question, isMeant }, meant);
  const { confidence, least } = judge(library, request, { question, asked, isMeant }, meant);
  const answered = selected.length > 0 && confidence >= least;
  const { citations, statements } = answered
    ? compose(corpus, selected, { order: orderFor(question), textOf: store.documentText })
    : { citations: [], statements: [] };
  const searched = corpus.searched(filtered);
  const cited = new Set(citations.map(({ passageId }) => passageId));
  const related = ranked
    .filter(({ position }) => !cited.has(corpus.passages[position]!.id))
    .slice(0, RELATED);
  return {
    question: request.question,
    standaloneQuestion: standalone,
    status: answered ? "answered" : "not-found",
    confidence,
    answer: answered ? answerText(citations) : notFoundText(searched.documents),
    statements,
    citations,
    related: related.map(({ position }) => corpus.place(position)),
    searched,
    answeredBy: "extractive",
    index,
    took: performance.now() - started,
  };
}
