import { queryWords, words } from "../retrieval/terms.ts";

const stems = (list: string): ReadonlySet<string> => new Set(words(list).map(({ stem }) => stem));

/** Words that ask and greet, and name nothing to ask about. */
const ASKING = stems(
  "ask asked question answer answered reply response respond say said tell told talk speak spoke mean happen happened thing things something anything more else please hello hi hey thanks thank yes no ok sorry explain",
);
/** With a pronoun these name nothing either: "what did they decide?", while "what was decided?" asks for decisions. */
const DECIDING = stems("decide decided decision agree agreed resolve resolved conclude concluded");
const PRONOUN = /\b(?:he|she|they|it|him|her|them|that|this|these|those|his|their)\b/i;

/** Whether a question names no matter at all: "who asked that?", "why?", "tell me more". No passage can answer it. */
export function isMatterless(question: string): boolean {
  const points = PRONOUN.test(question);
  return queryWords(question).every(
    ({ stem }) => ASKING.has(stem) || (points && DECIDING.has(stem)),
  );
}
