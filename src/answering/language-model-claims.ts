import { isStopWord, terms } from "../retrieval/terms.ts";
import { reportsQuestion } from "./answer-type.ts";
import { saidBy, SPEAKING_STEMS } from "./claim-attribution.ts";
import { numbersHold } from "./claim-numbers.ts";
import { hardRuns, isNumber, standsIn } from "./claim-tokens.ts";
import type { Token } from "./claim-tokens.ts";
import type { Quoted } from "./language-model-quotes.ts";

/** A longer sentence is a paragraph, whose parts cannot be told apart. */
const LONGEST = 600;
/** Share of a sentence's content words that must stand in its quotations in the same order. Picked by hand. */
const LEAST_IN_ORDER = 0.7;

const DENIAL =
  /\b(?:no|not|never|none|nor|neither|without|cannot|nobody|nothing|unable|unlikely|lack(?:s|ed)?)\b|n[’']t\b/i;
const OUTCOME =
  /\b(agree|approv|adopt|resolv|endors|reject|refus|defer|withdr|defeat|declin|oppos|cancel|support)/gi;
/** Words that join sentences and add nothing; "according" and the like name a place that the citation shows. */
const GLUE = new Set([
  "also",
  "howev",
  "accord",
  "addit",
  "addition",
  "further",
  "includ",
  "well",
  "follow",
]);
/**
 * Orders to a program, which nobody gives in a meeting. A sentence that rests on one obeys it; the minutes can still be
 * quoted with it, as they stand. Text that orders otherwise is met by the other checks.
 */
const ORDERS =
  /\b(?:ignore|disregard|forget|override)\b[^.]*\b(?:instructions?|rules?|prompts?|above|previous|prior|passages?|minutes)\b|\b(?:system|developer) (?:prompt|message|note)\b|\b(?:language model|AI|assistant|chatbot|LLM)s?\b[^.]*\b(?:must|should|shall|answer|reply|respond|say|tell|output|write)\b|\b(?:answer|reply|respond|output) (?:that|with|only)\b/i;
/** What a sentence may not hold, whatever it cites: addresses, markup, control characters. */
const FOREIGN = /https?:|www\.|[<>[\]{}|`]|[\p{Cc}\p{Cs}]/u;

/**
 * Whether the quotations carry all that a sentence says, as far as words can tell: every name in a cited passage, every
 * number and date in a quotation, every content word in a cited passage and most of them in the quotations' order, denials
 * and outcomes as there, and what somebody says or asks by the same person. Wrong refusals cost a sentence; the quotation
 * is shown instead.
 */
export function isSupported(text: string, quotes: readonly Quoted[]): boolean {
  if (text === "" || text.length > LONGEST || FOREIGN.test(text)) return false;
  const quoted = quotes.map((quote) => quote.text);
  const passages = quotes.map(({ source }) => source.text);
  return (
    !quoted.some((quote) => ORDERS.test(quote)) &&
    hardRuns(text).every((run) => runStands(run, quoted, passages)) &&
    numbersHold(text, quoted) &&
    wordsStand(text, quoted, passages) &&
    DENIAL.test(text) === quoted.some((quote) => DENIAL.test(quote)) &&
    outcomesIn(text).every((outcome) => outcomesIn(quoted.join("\n")).includes(outcome)) &&
    (reportsQuestion(text) || !quoted.every(reportsQuestion)) &&
    saidBy(text, quotes)
  );
}

const outcomesIn = (text: string) =>
  [...text.matchAll(OUTCOME)].map((match) => match[1]!.toLowerCase());

/** Numbers must stand in what is quoted; a name may stand elsewhere in the passage, where "he" is explained. */
function runStands(
  run: readonly Token[],
  quoted: readonly string[],
  passages: readonly string[],
): boolean {
  const within = run.some(isNumber) ? quoted : passages;
  if (within.some((text) => standsIn(run, text))) return true;
  const [first, ...rest] = run;
  if (!first?.opens || !opensPlainly(first, within)) return false;
  return rest.length === 0 || runStands(rest, quoted, passages);
}

/** The first word of a sentence has its capital for that alone. */
function opensPlainly(first: Token, within: readonly string[]): boolean {
  const lower = first.word.toLowerCase();
  if (!isNumber(first) && (isStopWord(lower) || GLUE.has(terms(lower)[0] ?? ""))) return true;
  return within.some((text) => standsIn([{ ...first, word: lower }], text));
}

/** Every content word stands in a passage; most stand in the quotations, in the same order. */
function wordsStand(text: string, quoted: readonly string[], passages: readonly string[]): boolean {
  const told = terms(text).filter((stem) => !GLUE.has(stem) && !SPEAKING_STEMS.has(stem));
  const known = new Set(passages.flatMap(terms));
  if (told.length === 0 || !told.every((stem) => known.has(stem))) return false;
  return inOrder(told, quoted.flatMap(terms)) / told.length >= LEAST_IN_ORDER;
}

/** Length of the longest common subsequence. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const stem of a) {
    const next = [0];
    b.forEach((other, i) =>
      next.push(stem === other ? row[i]! + 1 : Math.max(row[i + 1]!, next[i]!)),
    );
    row = next;
  }
  return row.at(-1)!;
}
