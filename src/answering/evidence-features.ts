import type { Corpus } from "../retrieval/corpus.ts";
import type { Candidate } from "./evidence.ts";
import type { Features } from "./logistic.ts";
import type { Question } from "./question.ts";
import { sentenceSigns } from "./sentence-signs.ts";

const flag = (value: boolean | undefined): number => (value === true ? 1 : 0);

/** 1 where a name of the question fits, -1 where the question names one and it is another, 0 where it names none. */
function fit(named: readonly string[], value: string | null | undefined): number {
  if (named.length === 0) return 0;
  return value != null && named.includes(value) ? 1 : -1;
}

/** How near the best a reported question comes to which this sentence is the reply; 0 where it is none. */
function replyTo({ previous, asks }: Candidate, raw: number): number {
  return previous?.asks && !asks ? previous.raw / raw : 0;
}

/** "He found it insulting": what it is about stands in the sentence before. */
const POINTS_BACK =
  /^(?:[\d.()]+\s*)?(?:He|She|They|It|This|These|That|Those|Such|Her|His|Their)\b/;

/** How many sentences behind a question may still reply to it, and what each further one loses. */
const REPLIES = 4;
const FADING = 0.85;

/** How near the best the question comes to which this sentence replies, with others between them; 0 where there is none. */
function inReply(candidate: Candidate, raw: number): number {
  if (candidate.asks) return 0;
  let before = candidate.previous;
  for (let distance = 0; before && distance < REPLIES; distance++) {
    if (before.asks) return (before.raw / raw) * FADING ** distance;
    before = before.previous;
  }
  return 0;
}

/** What counts for a sentence that the reader was not given: about what it finds of those that do not answer. */
const UNREAD = -5;

/** What the reader judged of the sentence and of the text around it; `most` is the best that it found. */
function readingFeatures({ reading, next }: Candidate, most: number): Features {
  const sentence = reading?.sentence ?? UNREAD;
  return {
    readerRead: flag(reading !== undefined),
    reader: sentence,
    readerChance: 1 / (1 + Math.exp(-sentence)),
    readerBehind: sentence - most,
    readerNextBehind: (next?.reading?.sentence ?? UNREAD) - most,
    readerWhole: reading?.whole ?? UNREAD,
  };
}

/** Where it stands to what the answer before cited: who asks on seldom wants to read the same again. */
function conversationFeatures({ citedBefore, inCitedItem, previous }: Candidate): Features {
  return {
    citedBefore: flag(citedBefore),
    behindCited: flag(previous?.citedBefore && !citedBefore),
    inCitedItem: flag(inCitedItem),
  };
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
  const topic = question.kind === "topic";
  const readBest = Math.max(...candidates.map(({ reading }) => reading?.sentence ?? UNREAD));
  return candidates.map((candidate) => {
    const { previous, next, text } = candidate;
    const signs = sentenceSigns(question, text);
    const document = corpus.documentOf(candidate.position);
    const kind = corpus.passages[candidate.position]!.kind;
    const replies = replyTo(candidate, raw);
    return {
      cosine: candidate.cosine,
      placedCoverage: candidate.placedCoverage,
      passage: candidate.passage.score,
      lexical: candidate.passage.lexical,
      relative: candidate.raw / raw,
      replies,
      repliesToOther: topic ? 0 : replies,
      asks: flag(candidate.asks),
      asksWhereAnswerWanted: flag(candidate.asks && !topic && !question.asksWhoSpoke),
      council: fit(question.councils, document.council),
      time: candidate.time,
      decision: flag(kind === "decision" && question.kind === "decision"),
      length: Math.log(text.length),
      cosineWhereWordsMiss: candidate.cosine * (1 - coverage),
      relativeCosineWhereWordsMiss: (candidate.cosine - cosine) * (1 - coverage),
      topicCosine: topic ? candidate.cosine : 0,
      next: (next?.raw ?? 0) / raw,
      inProcedure: flag(kind === "procedure"),
      inDecision: flag(kind === "decision"),
      inReport: flag(kind === "report"),
      pointsBack: POINTS_BACK.test(text) ? (previous?.raw ?? 0) / raw : 0,
      ...signs,
      reasonInReply: signs["reasonWanted"]! * inReply(candidate, raw),
      allWords: flag(candidate.coverage > 0.999),
      ...conversationFeatures(candidate),
      ...readingFeatures(candidate, readBest),
    };
  });
}
