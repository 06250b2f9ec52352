import { isStopWord, subjectWords } from "../retrieval/terms.ts";
import type { Turn } from "./model.ts";
import { councilsNamed, speakersNamed } from "./question.ts";
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

/** The person whom a question names: a speaker of the minutes, one whose words it asks for, else the last name in it. */
function personAsked(question: string, known: KnownNames): string | undefined {
  return speakersNamed(question, known).at(-1) ?? namesIn(question).at(-1);
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

/** Whom "he" or "she" means: the person named last, by the question, or by the answer where that was asked for. */
export function personMeant(history: readonly Turn[], known: KnownNames): string | undefined {
  for (let at = history.length - 1; at >= 0; at--) {
    const { role, content } = history[at]!;
    const person =
      role === "user"
        ? personAsked(content, known)
        : personAnswered(content, history[at - 1]?.content ?? "", known);
    if (person !== undefined) return person;
  }
  return undefined;
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

/** What only answers of this program have: their names are those of the place, and what they cite is known. */
const MARKER = /\[\d+\]/;

/** Names of two words or more that a short last answer without citations gives: "it" or "they" may be these. */
export function namesAnswered(history: readonly Turn[]): string[] {
  const answer = history.findLast((turn) => turn.role === "assistant")?.content ?? "";
  return answer.length > SHORT_ANSWER || MARKER.test(answer) ? [] : namesIn(answer);
}

const OBJECT = /\b(?:about|regarding|concerning)\s+(.+)/i;

/**
 * What a question is about, in its own words: "gangs in Islington" of "What was said about gangs in Islington?". Empty where
 * it names no matter.
 */
export function matterOf(question: string): string {
  const asked = question.replace(/[()]/g, " ").replace(/\bhow many\b/i, "");
  const object = OBJECT.exec(asked)?.[1] ?? "";
  const text = subjectWords(object).length > 0 ? object : asked;
  const subject = subjectWords(text);
  return text.slice(subject[0]?.start ?? 0, subject.at(-1)?.end ?? 0);
}
