import type { CorpusPassage, CorpusQuery } from "./corpus-set.ts";
import { questionFromQuery } from "./corpus-set.ts";
import type { Place } from "./evidence.ts";
import type { LabelledQuestion } from "./question-set.ts";

/** A question on one paragraph. `answers` are the places in the paragraph's text that answer it; none where none does. */
export type ReadingQuestion = {
  question: LabelledQuestion;
  paragraph: string;
  answers: Place[];
};

/** UTF-16 offset of a code point of a text. */
export function codeUnitOffset(text: string, codePoints: number): number {
  let offset = 0;
  for (let i = 0; i < codePoints && offset < text.length; i++)
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  return offset;
}

function answersIn(paragraph: CorpusPassage, { meta }: CorpusQuery): Place[] {
  return (meta?.spans ?? []).map(({ text, start }) => {
    const from = codeUnitOffset(paragraph.text, start);
    return { document: paragraph.id, start: from, end: from + text.length };
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
