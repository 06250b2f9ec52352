import type { Span } from "../minutes/model.ts";
import type { CorpusPassage, CorpusQuery } from "./corpus-set.ts";
import { questionFromQuery } from "./corpus-set.ts";
import type { Place } from "./evidence.ts";
import type { LabelledQuestion } from "./question-set.ts";

/** A question on one paragraph. `answers` are the places of its answers in the paragraph's text; none where none does. */
export type ReadingQuestion = {
  question: LabelledQuestion;
  paragraph: string;
  answers: Place[];
};

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Where a text has the words, every time, and not inside longer ones. */
export function everyPlace(text: string, words: string): Span[] {
  const places: Span[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (!isWord(text[at - 1]) && !isWord(text[end])) places.push({ start: at, end });
  }
  return places;
}

/**
 * All places that have the words of an answer: the sets give the first one, which is not always the one
 * that answers. Words that stand only inside longer ones are taken where the set has them.
 */
function answersIn({ id, text }: CorpusPassage, { meta }: CorpusQuery): Place[] {
  return (meta?.spans ?? []).flatMap(({ text: words }) => {
    const whole = everyPlace(text, words);
    const first = text.indexOf(words);
    const places = whole.length > 0 ? whole : [{ start: first, end: first + words.length }];
    return places.map((span) => ({ document: id, ...span }));
  });
}

/**
 * A query with its paragraph and answers; each answer alone is enough. Undefined where the set names no
 * paragraph of it.
 */
export function readingQuestion(
  query: CorpusQuery,
  paragraphs: ReadonlyMap<string, CorpusPassage>,
): ReadingQuestion | undefined {
  const paragraph = paragraphs.get(query.meta?.doc ?? "");
  if (paragraph === undefined) return undefined;
  const question = { ...questionFromQuery(query), mode: "any" as const };
  return { question, paragraph: paragraph.id, answers: answersIn(paragraph, query) };
}

/** Every so many-th, so that about `most` are left, from all parts of the list; all where there are no more. */
export function evenSample<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, list.length / most);
  const count = Math.min(list.length, most);
  return Array.from({ length: count }, (_, i) => list[Math.floor(i * step)]!);
}
