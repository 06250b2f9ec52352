import type { Corpus } from "../retrieval/corpus.ts";
import { holdsWanted } from "./answer-type.ts";
import type { Candidate } from "./evidence.ts";
import type { Features } from "./logistic.ts";
import type { Question } from "./question.ts";

const flag = (value: boolean | undefined): number => (value === true ? 1 : 0);

/** 1 where a name of the question fits, -1 where the question names one and it is another, 0 where it names none. */
function fit(named: readonly string[], value: string | null | undefined): number {
  if (named.length === 0) return 0;
  return value != null && named.includes(value) ? 1 : -1;
}

/** 1 where the sentence holds the type of thing that the question wants; 0 where it wants none. */
function holds({ wanted, text: asked }: Question, { text, sentence }: Candidate): number {
  return wanted ? holdsWanted(text, asked, wanted, sentence.speaker) : 0;
}

/** How near the best a reported question comes to which this sentence is the reply; 0 where it is none. */
function replyTo({ previous, asks }: Candidate, raw: number): number {
  return previous?.asks && !asks ? previous.raw / raw : 0;
}

/** What is measured of each candidate sentence against the question and the other candidates; the inputs of the evidence model. */
export function evidenceFeatures(
  corpus: Corpus,
  question: Question,
  candidates: readonly Candidate[],
): Features[] {
  const most = (value: (candidate: Candidate) => number) =>
    Math.max(...candidates.map(value), 1e-9);
  const raw = most((candidate) => candidate.raw);
  const coverage = most((candidate) => candidate.coverage);
  const cosine = most((candidate) => candidate.cosine);
  const passage = most((candidate) => candidate.passage.score);
  const topic = question.kind === "topic";
  return candidates.map((candidate) => {
    const { next, sentence, text } = candidate;
    const document = corpus.documentOf(candidate.position);
    const kind = corpus.passages[candidate.position]!.kind;
    const replies = replyTo(candidate, raw);
    return {
      cosine: candidate.cosine,
      coverage: candidate.coverage,
      placedCoverage: candidate.placedCoverage,
      passage: candidate.passage.score,
      lexical: candidate.passage.lexical,
      relative: candidate.raw / raw,
      relativePassage: candidate.passage.score - passage,
      replies,
      repliesToOther: topic ? 0 : replies,
      asks: flag(candidate.asks),
      asksWhereAnswerWanted: flag(candidate.asks && !topic && !question.asksWhoSpoke),
      speaker: fit(question.speakers, sentence.speaker ?? sentence.voice),
      council: fit(question.councils, document.council),
      wanted: holds(question, candidate),
      decision: flag(kind === "decision" && question.kind === "decision"),
      length: Math.log(text.length),
      cosineWhereWordsMiss: candidate.cosine * (1 - coverage),
      relativeCosineWhereWordsMiss: (candidate.cosine - cosine) * (1 - coverage),
      topicCosine: topic ? candidate.cosine : 0,
      bestCoverage: coverage,
      next: (next?.raw ?? 0) / raw,
      allWords: flag(candidate.coverage > 0.999),
    };
  });
}
