import { isStopWord, words } from "../retrieval/terms.ts";
import type { Turn } from "./model.ts";
import { councilsNamed } from "./question.ts";
import type { KnownNames } from "./question.ts";

/** Words that point back to something said before. */
const POINTS_BACK =
  /\b(?:it|its|them|they|their|he|him|his|she|her|hers|instead|the (?:former|latter|same|others?))\b|\b(?:that|this|those|these)(?=\s*(?:[?.,;]|$)|\s+(?:one|ones|case|cases|issue|matter|item|report|meeting|idea|plan|decision|question|group|council|borough)\b)|\b(?:too|also|else|there|then)\s*\?*$/i;
const OPENS_AS_FOLLOW_UP =
  /^(?:and|but|so|or|what about|how about|also|then|why|who|when|where)\b/i;
/** With fewer words of its own than this a question is read together with the one before. */
const FEW_WORDS = 3;

function contentWords(text: string): string[] {
  return words(text).flatMap((word) => (isStopWord(word.folded) ? [] : [word.folded]));
}

function needsHistory(question: string): boolean {
  const own = contentWords(question);
  return (
    own.length < FEW_WORDS ||
    POINTS_BACK.test(question) ||
    (OPENS_AS_FOLLOW_UP.test(question) && own.length < 2 * FEW_WORDS)
  );
}

/** The council's name or alias as the text writes it. */
function nameIn(text: string, council: string, known: KnownNames): string | undefined {
  const names = [council, ...(known.councils.get(council) ?? [])];
  return names
    .toSorted((a, b) => b.length - a.length)
    .find((name) => text.toLowerCase().includes(name.toLowerCase()));
}

/** "what about Islington?" after a question that names another council: that question with the name exchanged. */
function exchangeCouncil(question: string, before: string, known: KnownNames): string | undefined {
  const [council, ...others] = councilsNamed(question, known);
  const [old, ...more] = councilsNamed(before, known);
  if (!council || !old || others.length > 0 || more.length > 0 || council === old) return undefined;
  if (!/^(?:and |but )?(?:what|how) about\b|^(?:and|or|but)\b/i.test(question)) return undefined;
  const name = nameIn(question, council, known) ?? "";
  const rest = contentWords(withName(question, name, "")).length;
  const written = nameIn(before, old, known);
  return written && rest === 0 ? withName(before, written, council) : undefined;
}

/** The text with the first `written`, in whatever case, exchanged. */
function withName(text: string, written: string, name: string): string {
  const at = text.toLowerCase().indexOf(written.toLowerCase());
  return text.slice(0, at) + name + text.slice(at + written.length);
}

/** The last user question that stood on its own, and those after it, joined; oldest first. */
function subjectOf(history: readonly Turn[]): string[] {
  const asked = history.filter((turn) => turn.role === "user").map((turn) => turn.content.trim());
  const start = asked.findLastIndex((text) => !needsHistory(text));
  return asked.slice(Math.max(0, start));
}

/** Only a short answer names what the next question is about; a long one names everything. */
const SHORT_ANSWER = 200;
const PROPER_NAME = /\p{Lu}[\p{L}’'-]+(?: (?:of |and |the )?\p{Lu}[\p{L}’'-]+)+/gu;

/** Names of two words or more in the last answer, when it is short: "it" may be about them. */
function namesAnswered(history: readonly Turn[]): string[] {
  const answer = history.findLast((turn) => turn.role === "assistant")?.content ?? "";
  return answer.length > SHORT_ANSWER
    ? []
    : [...answer.matchAll(PROPER_NAME)].map((match) => match[0]);
}

/**
 * Makes a follow-up stand alone. A question that points back ("it", "they", "and…") is given the earlier questions that
 * it follows, and names that a short answer gave, in brackets; "what about X?" becomes the earlier question with the council exchanged. Questions that stand
 * alone come back as they are.
 */
export function standaloneQuestion(
  question: string,
  history: readonly Turn[],
  known: KnownNames,
): string {
  const subject = subjectOf(history);
  if (subject.length === 0 || !needsHistory(question)) return question;
  for (const before of subject.toReversed()) {
    const exchanged = exchangeCouncil(question, before, known);
    if (exchanged !== undefined) return exchanged;
  }
  const told = namesAnswered(history).filter((name) => !subject.join(" ").includes(name));
  return `${question} (${[...subject, ...told].join(" ")})`;
}
