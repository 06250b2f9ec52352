import { contextLine, leadInText } from "../retrieval/embedding-texts.ts";
import type { Library } from "../retrieval/search.ts";
import { queryWords, words } from "../retrieval/terms.ts";
import { holdsAnswerType, particulars } from "./answer-type.ts";
import type { Features } from "./logistic.ts";
import type { Question } from "./question.ts";
import type { Evidence } from "./select.ts";

/** How many of the best sentences are looked at for what the question wants. */
const LOOKED_AT = 3;

const flag = (value: boolean): number => (value ? 1 : 0);

/** Words that name what a body did; a question that gives one asks for minutes that record it. */
const OUTCOME_STEMS = /^(?:reject|refus|dismiss|defer|withdr|veto|oppos|overturn|fail|defeat|block|quash|abolish|scrap|ban)/;
/** "What did X say", "what did X tell": X must be speaking. */
const ASKS_FOR_SPEECH = /\b(?:said|says?|tell|told|claim\w*|comment\w*|views?|position|opinion|suggest\w*|ask(?:ed)?|according to|contribution\w*|report(?:ed)?)\b/i;
/** "the report … say", "findings of": asks what a paper holds. */
const ASKS_FOR_PAPER = /\b(?:report|review|inspection|audit|survey|study|letter|strategy|plan)\b.*\b(?:say|said|find|found|conclude\w*|show\w*|recommend\w*)\b|\b(?:findings?|contents?|conclusions?) of\b/i;
/** Words that try to steer the program instead of asking the minutes. */
const STEERS = /\b(?:ignore|override|disregard|pretend|make up|made[- ]up|fabricate|invent|jailbreak|system (?:prompt|message|override)|reply only|respond only|respond with|answer only|don't bother|disabled for|you are now)\b/i;

/** The words around a sentence that may carry what the question names: its passage, lead-in, place and speaker. */
function surroundings({ corpus, store }: Library, evidence: Evidence): string {
  const passage = corpus.passages[evidence.position]!;
  const document = corpus.documentOf(evidence.position);
  const lead = leadInText(store.documentText(document.id), evidence.sentence);
  const speaker = evidence.sentence.speaker ?? evidence.sentence.voice ?? "";
  return [contextLine(document, passage.item), document.title, lead, passage.text, speaker].join(" ");
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

/** Neighbouring content words of the question that never stand together in the best passages. */
function sharePairsMissing(question: string, text: string): number {
  const pairsOf = (value: string) => {
    const stems = queryWords(value).map(({ stem }) => stem);
    return stems.slice(1).map((stem, i) => `${stems[i]} ${stem}`);
  };
  const wanted = pairsOf(question);
  if (wanted.length === 0) return 0;
  const own = new Set(pairsOf(text));
  return wanted.filter((pair) => !own.has(pair)).length / wanted.length;
}

/** What tells an answered question from one that the minutes do not answer; the inputs of the confidence model. */
export function confidenceFeatures(
  library: Library,
  question: Question,
  scored: readonly Evidence[],
): Features {
  const top = scored.slice(0, LOOKED_AT);
  const best = top[0];
  const around = top.map((evidence) => surroundings(library, evidence)).join(" ");
  const answers = top.filter(({ asks }) => !asks);
  const typed = answers.map(({ text }) => holdsAnswerType(text, question.text, question.kind));
  const speakers = top.flatMap(({ sentence }) => sentence.speaker ?? sentence.voice ?? []);
  const asksSpeech = question.speakers.length > 0 && ASKS_FOR_SPEECH.test(question.text);
  const outcomes = queryWords(question.text).flatMap(({ folded }) => (OUTCOME_STEMS.test(folded) ? [folded.slice(0, 5)] : []));
  const most = (value: (evidence: Evidence) => number) => Math.max(0, ...top.map(value));
  return {
    best: best?.probability ?? 0,
    coverage: most(({ placedCoverage }) => placedCoverage),
    cosine: most(({ cosine }) => cosine),
    passage: most(({ passage }) => passage.score),
    unknownWords: shareUnknown(library, question.text),
    missingParticulars: shareMissing(particulars(question.text), around),
    missingPairs: sharePairsMissing(question.text, around),
    typeMissing: flag(typed.length > 0 ? !typed.includes(true) && typed.includes(false) : true),
    wantsQuantity: flag(question.kind === "quantity" || question.kind === "time"),
    speakerMissing: flag(asksSpeech && !question.speakers.some((speaker) => speakers.includes(speaker))),
    asksForPaper: flag(ASKS_FOR_PAPER.test(question.text)),
    outcomeMissing: flag(outcomes.some((word) => !around.toLowerCase().includes(word))),
    steers: flag(STEERS.test(question.text)),
  };
}
