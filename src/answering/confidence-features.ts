import { contextLine, leadInText } from "../retrieval/embedding-texts.ts";
import type { Library } from "../retrieval/search.ts";
import { queryWords, words, type Word } from "../retrieval/terms.ts";
import { acronymsIn, asksForName, particulars } from "./answer-type.ts";
import { contradictions, FIGURES, isOfOtherTime, wantedMissing } from "./contradictions.ts";
import type { Features } from "./logistic.ts";
import { withoutTimes } from "./named-times.ts";
import type { Question } from "./question.ts";
import type { Evidence } from "./select.ts";

/** How many of the best sentences are looked at for what the question wants. */
const LOOKED_AT = 3;

/** The words around a sentence that may carry what the question names: its passage, lead-in, place and speaker. */
function surroundings({ corpus, store }: Library, evidence: Evidence): string {
  const passage = corpus.passages[evidence.position]!;
  const document = corpus.documentOf(evidence.position);
  const lead = leadInText(store.documentText(document.id), evidence.sentence);
  const speaker = evidence.sentence.speaker ?? evidence.sentence.voice ?? "";
  return [contextLine(document, passage.item), document.title, lead, passage.text, speaker].join(
    " ",
  );
}

/** Whether words in a row spell an acronym, the first and the last with a capital: "Department for Education", DfE. */
function spell(run: readonly Word[], acronym: string, text: string): boolean {
  const isCapital = (word: Word | undefined) => /\p{Lu}/u.test(text.charAt(word?.start ?? -1));
  const initials = run.map(({ folded }) => folded[0]).join("");
  return initials === acronym && isCapital(run[0]) && isCapital(run.at(-1));
}

/** The share of the wanted words that a text has not; what spells an acronym counts for it. */
function shareMissing(
  wanted: readonly string[],
  text: string,
  acronyms: ReadonlySet<string>,
): number {
  if (wanted.length === 0) return 0;
  const list = words(text);
  const own = new Set(list.map(({ folded }) => folded));
  const spelled = (word: string) =>
    acronyms.has(word) && list.some((_, i) => spell(list.slice(i, i + word.length), word, text));
  return wanted.filter((word) => !own.has(word) && !spelled(word)).length / wanted.length;
}

/** Share of the question's words that stand nowhere in the corpus; 1 where it has none. */
function shareUnknown({ ranking }: Library, text: string): number {
  const { documentFrequency } = ranking.lexicalIndex;
  const asked = queryWords(text);
  const unknown = asked.filter(({ stem }) => documentFrequency(stem) === 0);
  return asked.length === 0 ? 1 : unknown.length / asked.length;
}

/** More names than so many tell no more. Chosen by leaving out each set among 1, 2, 3 and all. */
const PARTICULARS_COUNTED = 2;

const flag = (value: boolean): number => (value ? 1 : 0);

/** Log odds that stand for what the reader was not given. */
const NOTHING_READ = -5;

/**
 * Where a decision is asked for and the best sentence records one: the reader finds little in "The report was noted", which
 * does not say again what was decided on.
 */
function decisionFeatures({ corpus }: Library, { kind }: Question, best?: Evidence): Features {
  const recorded = best && corpus.passages[best.position]!.kind === "decision";
  if (kind !== "decision" || !recorded) return { decisionRecorded: 0, readerOfDecision: 0 };
  return { decisionRecorded: 1, readerOfDecision: best.reading?.sentence ?? NOTHING_READ };
}

/** What tells an answered question from one that the minutes do not answer; the inputs of the confidence model. */
export function confidenceFeatures(
  library: Library,
  question: Question,
  scored: readonly Evidence[],
): Features {
  const top = scored.slice(0, LOOKED_AT);
  const around = top.map((evidence) => surroundings(library, evidence)).join(" ");
  const missing = wantedMissing(question, top);
  const nearest = scored.toSorted((a, b) => b.cosine - a.cosine)[0];
  const named = particulars(withoutTimes(question.text));
  const most = (value: (evidence: Evidence) => number) => Math.max(0, ...top.map(value));
  const read = scored.flatMap(({ reading }) => reading ?? []);
  return {
    best: top[0]?.probability ?? 0,
    mass: scored.reduce((sum, { probability }) => sum + probability, 0),
    bestIsNearest: flag(nearest === top[0]),
    cosine: most(({ cosine }) => cosine),
    unknownWords: shareUnknown(library, question.topic),
    missingParticulars: shareMissing(named, around, acronymsIn(question.text)),
    particulars: Math.min(PARTICULARS_COUNTED, named.length),
    otherTime: flag(isOfOtherTime(scored)),
    length: queryWords(question.text).length,
    wantsOneThing: flag(question.wanted !== undefined),
    asksForFact: flag(question.kind === "fact"),
    asksForReason: flag(question.kind === "reason"),
    asksForName: flag(asksForName(question.text)),
    wantedMissing: missing,
    figureMissing: question.wanted && FIGURES.has(question.wanted) ? missing : 0,
    readerBest: Math.max(NOTHING_READ, ...read.map(({ sentence }) => sentence)),
    readerOfBest: top[0]?.reading?.sentence ?? NOTHING_READ,
    readerWhole: Math.max(NOTHING_READ, ...read.map(({ whole }) => whole)),
    readerWholeOfBest: top[0]?.reading?.whole ?? NOTHING_READ,
    ...decisionFeatures(library, question, top[0]),
    contradictions: Math.min(1, contradictions(library.corpus, question, scored, around).length),
  };
}
