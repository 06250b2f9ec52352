import { isStopWord, subjectWords } from "../retrieval/terms.ts";
import type { Turn } from "./model.ts";
import { hasMarker } from "./cited.ts";
import { isGroup } from "../minutes/attribute.ts";
import { canMean, isTitled } from "../minutes/speakers.ts";
import { askedSpeaker, councilsNamed, speakersNamed } from "./question.ts";
import type { KnownNames } from "./question.ts";

/** Only a short answer names what the next question is about; a long one names everything. */
const SHORT_ANSWER = 200;
const NAME = /\p{Lu}[\p{L}’'-]+(?: (?:of |and |the )?\p{Lu}[\p{L}’'-]+)+/gu;
const ASKS_WHO = /^(?:and |so |but )?(?:who|whom|which (?:councillor|officer|member|person))\b/i;

/** Names of two words or more, in order; the word that opens a sentence has its capital for that alone. */
function namesIn(text: string): string[] {
  return [...text.matchAll(NAME)].flatMap((match) => {
    const name = match[0].replace(/[’']s?$/, "").split(" ");
    while (name.length > 0 && isStopWord(name[0]!.toLowerCase())) name.shift();
    return name.length > 1 ? [name.join(" ")] : [];
  });
}

/** The person whom a question names for sure: a speaker of the minutes, or whose words it asks for, or with a title or an ’s. */
function personAsked(question: string, known: KnownNames): string | undefined {
  const asked = askedSpeaker(question) ?? "";
  const isPerson = (name: string) =>
    asked.includes(name) || isTitled(name) || /^[’']s?\b/.test(question.split(name)[1] ?? "");
  return speakersNamed(question, known).at(-1) ?? namesIn(question).findLast(isPerson);
}

/** The person whom an answer names: its first speaker where it was asked who, else its only one. */
function personAnswered(answer: string, asked: string, known: KnownNames): string | undefined {
  const speakers = speakersNamed(answer, known).toSorted(
    (a, b) => answer.indexOf(a) - answer.indexOf(b),
  );
  const short = answer.length > SHORT_ANSWER ? [] : namesIn(answer);
  if (ASKS_WHO.test(asked)) return speakers[0] ?? short[0];
  return speakers.length === 1 ? speakers[0] : undefined;
}

/** Whom "he" or "she" may mean, as a word of the question says. */
const pronounIn = (question: string): "he" | "she" =>
  /\b(?:she|hers?)\b/i.test(question) ? "she" : "he";

/**
 * Whom "he" or "she" of a question means: the person named last, by an earlier question, or by an answer where that was
 * asked for; the only one who speaks in what the last answer cites, where the question before it names nobody. Undefined
 * where that is not plain.
 *
 * @param spoke gives who speaks in what the last answer cites
 */
export function personMeant(
  question: string,
  history: readonly Turn[],
  known: KnownNames,
  spoke: () => readonly string[],
): string | undefined {
  const can = (name: string | undefined) =>
    name !== undefined && canMean(pronounIn(question), name) ? name : undefined;
  const last = history.findLastIndex(({ role }) => role === "user");
  for (let at = history.length - 1; at >= 0; at--) {
    const { role, content } = history[at]!;
    const person =
      role === "user"
        ? (can(personAsked(content, known)) ?? (at === last ? can(onlyOne(spoke())) : undefined))
        : can(personAnswered(content, history[at - 1]?.content ?? "", known));
    if (person !== undefined) return person;
  }
  return undefined;
}

/** The speaker, where there is one only, and no group. */
function onlyOne(speakers: readonly string[]): string | undefined {
  return speakers.length === 1 && !isGroup(speakers[0]!) ? speakers[0] : undefined;
}

/**
 * The council, person or other name of two words or more that the user named last; a speaker of the minutes only where the
 * matter in hand has them, because their name narrows what is quoted to their words.
 */
export function lastNamed(
  history: readonly Turn[],
  matter: readonly string[],
  known: KnownNames,
): string | undefined {
  const asked = history.filter(({ role }) => role === "user").toReversed();
  return asked
    .map(({ content }) => councilsNamed(content, known).at(-1) ?? namesIn(content).at(-1))
    .find((name) => name !== undefined && carries(name, matter, known));
}

const carries = (name: string, matter: readonly string[], known: KnownNames) =>
  speakersNamed(name, known).length === 0 || matter.some((question) => question.includes(name));

/**
 * Names of two words or more that a short last answer without citations gives: "it" or "they" may be these. Where an answer
 * cites, its names are those of the place.
 */
export function namesAnswered(history: readonly Turn[]): string[] {
  const answer = history.findLast((turn) => turn.role === "assistant")?.content ?? "";
  return answer.length > SHORT_ANSWER || hasMarker(answer) ? [] : namesIn(answer);
}

const OBJECT = /\b(?:about|regarding|concerning)\s+(.+)/i;

/**
 * What a question is about, in its own words: "gangs in Islington" of "What was said about gangs in Islington?". Empty where
 * it names no matter.
 */
export function matterOf(question: string): string {
  const asked = question
    .replace(/[()]/g, " ")
    .replace(/\bhow (?:many|much|long|often|far|old|big)\b/i, "");
  const object = OBJECT.exec(asked)?.[1] ?? "";
  const text = subjectWords(object).length > 0 ? object : asked;
  const subject = subjectWords(text);
  return text.slice(subject[0]?.start ?? 0, subject.at(-1)?.end ?? 0);
}
