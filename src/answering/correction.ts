import { isStopWord, words } from "../retrieval/terms.ts";
import { instead, YEAR } from "./exchange.ts";
import type { KnownNames } from "./question.ts";

/** What of an earlier answer is not meant: the passages it cited, or all of the place that it began with. */
export type LeftOut = "passages" | "item" | "document" | "body" | "council";

/** What a person says who was misunderstood. */
export type Correction = {
  /** The earlier question as it was meant; undefined where the text asks one of its own ("what did the other board say?"). */
  question?: string;
  leaveOut?: LeftOut;
  /** The year that is meant, where one is. */
  year?: string;
};

/** A report is an item of a meeting, as minutes use the word. */
const NOUNS: [LeftOut, string][] = [
  ["item", "report|item|paper|matter|issue|case|topic|discussion|update|one"],
  ["document", "meeting|minutes|document|session"],
  ["body", "committee|board|panel|forum|cabinet"],
  ["council", "council|borough|authority"],
];
const NOUN = NOUNS.map(([, nouns]) => nouns).join("|");

const GAP = "[\\s,.;:!–—-]*";
const OPENING = new RegExp(
  `^(?:(?:and|but|no|nope|sorry|wait|actually|oh|well|wrong(?! (?:${NOUN})\\b))\\b${GAP})+`,
  "i",
);
const DENIES = /^(?:(?:oh|sorry|wait|well)[\s,]+)*(?:no|nope|wrong|actually)\b\s*(?:[,.;:!–—-]|$)/i;
const MEANT =
  /^(?:i (?:actually |really )?(?:mean|meant|was asking (?:about|for)|am asking (?:about|for)|asked (?:about|for))|rather|make (?:that|it))\b[\s,:]*/i;
const OTHER = new RegExp(
  `\\b(?:(?:not|wrong) (?:that|this|the same)(?: (?<no>${NOUN}))?|(?:(?:the|an?) )?(?:other|another|different|wrong) (?<noun>${NOUN})s?|the others?)\\b(?:,? (?:one|please|instead|either))*`,
  "i",
);
const ASKS_OF_OTHER = new RegExp(`\\bthe other (?<noun>${NOUN})(?!\\w)`, "i");
const NOT_IT =
  /^(?:(?:that|it|this)(?:[’']s| is| was) (?:not (?:it|right|what i (?:meant|asked|wanted))|wrong)|not what i (?:meant|asked|wanted))\b/i;
const ASKS =
  /\b(?:who|whom|whose|what|which|why|when|where|how|did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)\b/i;
/** With more words of its own a sentence after "no" says something else. */
const MOST_WORDS = 5;

function says(text: string): number {
  return words(text).filter(({ folded }) => !isStopWord(folded)).length;
}

const saysNothing = (text: string) => says(text) === 0 && !OTHER.test(text);

const kindOf = (noun = "one"): LeftOut =>
  NOUNS.find(([, nouns]) => nouns.split("|").includes(noun.toLowerCase()))?.[0] ?? "item";

/**
 * Reads "no, the other report", "not that one", "I meant Islington", "no, 2014": what was meant by the question before.
 * Undefined where a text corrects nothing.
 */
export function readCorrection(
  text: string,
  before: string,
  known: KnownNames,
): Correction | undefined {
  const rest = text.slice(OPENING.exec(text)?.[0].length ?? 0).trim();
  const denies = DENIES.test(text);
  const meant = MEANT.test(rest);
  if (NOT_IT.test(rest) || (denies && saysNothing(rest)))
    return { question: before, leaveOut: "passages" };
  const left = leavesOut(rest, before, known, denies || meant);
  if (left) return left;
  const corrects = meant || (denies && !ASKS.test(rest) && says(rest) <= MOST_WORDS);
  return corrects ? meantInstead(before, rest.replace(MEANT, ""), known) : undefined;
}

function meantInstead(before: string, meant: string, known: KnownNames): Correction {
  const year = YEAR.exec(meant)?.[0];
  return { question: instead(before, meant, known), ...(year !== undefined && { year }) };
}

/** "the other report", alone or with what it is about; or as part of another question, which then is asked. */
function leavesOut(
  text: string,
  before: string,
  known: KnownNames,
  corrects: boolean,
): Correction | undefined {
  const found = OTHER.exec(text);
  if (!found) return undefined;
  const leaveOut = kindOf(found.groups?.["no"] ?? found.groups?.["noun"]);
  const more = (text.slice(0, found.index) + text.slice(found.index + found[0].length)).replace(
    MEANT,
    "",
  );
  if (!ASKS.test(more.replace(/^(?:what|how) about\b/i, "")) && (corrects || says(more) === 0))
    return { question: says(more) === 0 ? before : instead(before, more, known), leaveOut };
  const asked = ASKS_OF_OTHER.exec(text);
  return asked ? { leaveOut: kindOf(asked.groups?.["noun"]) } : undefined;
}
