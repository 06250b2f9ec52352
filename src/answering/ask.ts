import { allowedByPhrases } from "../retrieval/search.ts";
import type { Library } from "../retrieval/search.ts";
import { answerText, compose } from "./compose.ts";
import { confidenceOf } from "./confidence.ts";
import { gatherCandidates, selectEvidence } from "./evidence.ts";
import { standaloneQuestion } from "./follow-up.ts";
import type { Answer, AskRequest } from "./model.ts";
import { readQuestion } from "./question.ts";
import type { KnownNames, Question } from "./question.ts";

/** The most citations an answer has unless the caller says otherwise. */
const DEFAULT_LIMIT = 8;
const PASSAGES_RANKED = 30;
const RELATED = 5;
/** Below this probability the answer is "not found". */
export const CONFIDENCE_BAR = 0.5;

/** Facts are best first; a topic is read in the order of the meetings and their texts. */
function bestFirst({ kind }: Question): boolean {
  return kind !== "topic";
}

function notFoundText(documents: number): string {
  return `I could not find this in the ${documents} ${documents === 1 ? "document" : "documents"} I searched.`;
}

/** Answers a question with sentences quoted from the minutes, or says that they do not answer it. */
export async function ask(library: Library, known: KnownNames, index: string, request: AskRequest): Promise<Answer> {
  const started = performance.now();
  const { corpus, store, ranking } = library;
  const standalone = standaloneQuestion(request.question, request.history ?? [], known);
  const question = readQuestion(standalone, known);
  const filtered = corpus.allowed(request.filters);
  const allowed = allowedByPhrases(library, standalone, filtered);
  const vector = await library.embedQuestion(standalone);
  const ranked = ranking.rank({ text: standalone, vector, mode: "hybrid", limit: PASSAGES_RANKED, allowed });
  const candidates = gatherCandidates(library, question, vector, ranked);
  const selected = selectEvidence(candidates, request.limit ?? DEFAULT_LIMIT);
  const confidence = confidenceOf(library, question, candidates);
  const answered = selected.length > 0 && confidence >= CONFIDENCE_BAR;
  const { citations, statements } = answered
    ? compose(corpus, selected, { bestFirst: bestFirst(question), textOf: store.documentText })
    : { citations: [], statements: [] };
  const searched = corpus.searched(filtered);
  const cited = new Set(citations.map(({ passageId }) => passageId));
  const related = ranked.map(({ position }) => corpus.place(position)).filter(({ id }) => !cited.has(id));
  return {
    question: request.question,
    standaloneQuestion: standalone,
    status: answered ? "answered" : "not-found",
    confidence,
    answer: answered ? answerText(citations) : notFoundText(searched.documents),
    statements,
    citations,
    related: related.slice(0, RELATED),
    searched,
    answeredBy: "extractive",
    index,
    took: performance.now() - started,
  };
}
