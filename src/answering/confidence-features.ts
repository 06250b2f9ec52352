import { contextLine, leadInText } from "../retrieval/embedding-texts.ts";
import type { Library } from "../retrieval/search.ts";
import { queryWords, words } from "../retrieval/terms.ts";
import { particulars } from "./answer-type.ts";
import { contradictions, wantedMissing } from "./contradictions.ts";
import type { Features } from "./logistic.ts";
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

function shareMissing(wanted: readonly string[], text: string): number {
  if (wanted.length === 0) return 0;
  const own = new Set(words(text).map(({ folded }) => folded));
  return wanted.filter((word) => !own.has(word)).length / wanted.length;
}

/** Share of the question's words, weighted by how telling they would be, that stand nowhere in the corpus. */
function shareUnknown({ ranking }: Library, text: string): number {
  const { documentFrequency } = ranking.lexicalIndex;
  const asked = queryWords(text);
  const unknown = asked.filter(({ stem }) => documentFrequency(stem) === 0);
  return asked.length === 0 ? 1 : unknown.length / asked.length;
}

/** What tells an answered question from one that the minutes do not answer; the inputs of the confidence model. */
export function confidenceFeatures(
  library: Library,
  question: Question,
  scored: readonly Evidence[],
): Features {
  const top = scored.slice(0, LOOKED_AT);
  const around = top.map((evidence) => surroundings(library, evidence)).join(" ");
  const most = (value: (evidence: Evidence) => number) => Math.max(0, ...top.map(value));
  return {
    best: top[0]?.probability ?? 0,
    cosine: most(({ cosine }) => cosine),
    unknownWords: shareUnknown(library, question.topic),
    missingParticulars: shareMissing(particulars(question.text), around),
    wantedMissing: wantedMissing(question, top),
    contradictions: Math.min(1, contradictions(library.corpus, question, scored, around).length),
  };
}
