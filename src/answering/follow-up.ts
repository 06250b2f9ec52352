import { isStopWord, words } from "../retrieval/terms.ts";
import { lastNamed, matterOf, namesAnswered, personMeant } from "./antecedents.ts";
import { instead, nameIn, withName } from "./exchange.ts";
import type { Turn } from "./model.ts";
import { councilsNamed, speakersNamed } from "./question.ts";
import type { KnownNames } from "./question.ts";

/** Words that point back to something said before. */
const POINTS_BACK =
  /\b(?:it|its|them|they|their|he|him|his|she|her|hers|instead|the (?:former|latter|same|others?))\b|\b(?:that|this|those|these)(?=\s*(?:[?.,;]|$)|\s+(?:one|ones|case|cases|issue|matter|item|report|meeting|idea|plan|decision|question|group|council|borough)\b)|\b(?:too|also|else|there|then)\s*\?*$/i;
const OPENS_AS_FOLLOW_UP = /^(?:and|but|so|or|what about|how about|also|then)\b/i;
/** With fewer words of its own than this a question is read together with the one before. */
const FEW_WORDS = 3;

/** "What was said about gangs?" is short and whole; "about the cost" may be the cost of what went before. */
const NAMES_MATTER =
  /\b(?:about|regarding|concerning) (?!(?:the|this|that|these|those|its|their)\b)[\p{L}\p{N}‘'“"]/iu;

/** "and knives?", "what about the budget?": all else of the question is the one before. */
const OPENS_ELLIPSIS = /^(?:and|or|but)? ?(?:(?:what|how) about\b)?/i;
const ASKS =
  /\b(?:who|whom|whose|what|which|why|when|where|how|did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)\b/i;

const PERSON = /\b(?:(?<whole>he|she|him)|(?<owner>his|her(?= +\w))|her)\b/i;
const POINTS_TO_THING =
  /\b(?:it|its|them|they|their)\b|\b(?:that|this|those|these)(?=\s*(?:[?.,;]|$))/i;

function contentWords(text: string): string[] {
  return words(text).flatMap((word) => (isStopWord(word.folded) ? [] : [word.folded]));
}

/** Whether a question asks for something said before, or says too little itself. */
export function needsHistory(question: string): boolean {
  const own = contentWords(question).length;
  if (POINTS_BACK.test(question)) return true;
  if (OPENS_AS_FOLLOW_UP.test(question)) return own < 2 * FEW_WORDS;
  return own < FEW_WORDS && !NAMES_MATTER.test(question);
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

/** The last user question that stood on its own, and those after it; oldest first. */
function subjectOf(history: readonly Turn[]): string[] {
  const asked = history.filter((turn) => turn.role === "user").map((turn) => turn.content.trim());
  const start = asked.findLastIndex((text) => !needsHistory(text));
  return asked.slice(Math.max(0, start));
}

/** The turns before, and of them the questions from the last that stood alone. */
type Conversation = { subject: readonly string[]; history: readonly Turn[]; known: KnownNames };

/** "And secretary?", "what about Islington?": what it puts in the place of something; undefined where it asks by itself. */
function ellipsisIn(question: string): string | undefined {
  const opening = OPENS_ELLIPSIS.exec(question)?.[0] ?? "";
  const rest = question.slice(opening.length).trim();
  return opening.trim() === "" || rest === "" || ASKS.test(rest) ? undefined : rest;
}

/** The earlier question about something else; "the cost" is a part of what it was about, and is added to it. */
function completed(before: string, rest: string, known: KnownNames): string {
  const isPart = /^(?:the|its|their|his|her|this|that)\b/i.test(rest);
  const named = councilsNamed(rest, known).length > 0;
  return isPart && !named
    ? `${before} (${rest.replace(/[\s?.!]+$/, "")})`
    : instead(before, rest, known);
}

/** Whether "he" or "she" is somebody of an earlier turn: nobody is named in the question itself. */
function meansPerson(question: string, known: KnownNames): boolean {
  const names = /(?<!^)\b\p{Lu}[\p{L}’'-]*\p{Ll}/u.exec(question);
  const at = PERSON.exec(question)?.index ?? -1;
  return (
    at >= 0 &&
    (names === null || names.index > at) &&
    speakersNamed(question.slice(0, at), known).length === 0
  );
}

/** "He" and "she" by the name that they mean, the first time. */
function withPerson(question: string, person: string): string {
  return question.replace(PERSON, (...found) => {
    const groups = found.at(-1) as Record<string, string | undefined>;
    return groups["owner"] === undefined ? person : `${person}’s`;
  });
}

/**
 * What the question lacks: the matter of the question that stood alone, and of those after it where it says nothing itself;
 * who or what was named last; names that a short answer gave, where it points to a thing.
 */
function lacked(question: string, { subject, history, known }: Conversation): string[] {
  const [first = "", ...later] = subject;
  const since = contentWords(question).length === 0 ? later : [];
  const told = POINTS_TO_THING.test(question) ? namesAnswered(history) : [];
  const said = [matterOf(first), ...since, lastNamed(history, subject, known) ?? "", ...told];
  return said.filter(
    (part, i) => part !== "" && !said.slice(0, i).some((before) => before.includes(part)),
  );
}

function withBracket(question: string, added: readonly string[]): string {
  return added.length === 0 ? question : `${question} (${added.join("; ")})`;
}

/** A follow-up that was read. */
export type FollowUp = {
  /** The question, made to stand alone. */
  question: string;
  /** Its own words, where others were added. */
  own?: string | undefined;
};

/**
 * Makes a follow-up stand alone. "What about X?" becomes the earlier question with the council exchanged; "he" and "she"
 * become the person named last; and what the question points to is added in brackets: the matter of the earlier question
 * and names that a short answer gave. Questions that stand alone come back as they are.
 *
 * @param spoke gives who speaks in what the last answer cites
 */
export function readFollowUp(
  question: string,
  history: readonly Turn[],
  known: KnownNames,
  spoke: () => readonly string[] = () => [],
): FollowUp {
  const subject = subjectOf(history);
  if (subject.length === 0 || !needsHistory(question)) return { question };
  for (const before of subject.toReversed()) {
    const exchanged = exchangeCouncil(question, before, known);
    if (exchanged !== undefined) return { question: exchanged };
  }
  const rest = ellipsisIn(question);
  if (rest !== undefined) return { question: completed(subject[0]!, rest, known) };
  const conversation = { subject, history, known };
  const person = meansPerson(question, known)
    ? personMeant(question, history, known, spoke)
    : undefined;
  const own = person === undefined ? question : withPerson(question, person);
  const isWhole =
    person !== undefined && contentWords(question).length >= 2 && !POINTS_TO_THING.test(question);
  const added = isWhole ? [] : lacked(question, conversation);
  return { question: withBracket(own, added), own };
}

/** The question of {@link readFollowUp}: what the evaluation of rewriting compares. */
export const standaloneQuestion = (...given: Parameters<typeof readFollowUp>): string =>
  readFollowUp(...given).question;
