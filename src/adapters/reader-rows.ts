import type { Reading } from "../retrieval/ports.ts";
import type { TokenRow, TokenVectors } from "./model-session.ts";

/** Word pieces, without special ones, of a question and of a text. */
export type ReaderPieces = {
  question: readonly number[];
  context: readonly number[];
  sentences: readonly (readonly number[])[];
};

/** A question with a text as the model takes them; `spans` tells where each sentence stands that had room. */
export type ReaderRow = Required<TokenRow> & { spans: [start: number, end: number][] };

/** As the model was trained: so many word pieces of the question, of the context, and of all together. */
const MOST = { question: 96, context: 48, all: 384 };

/** What the model gives for each word piece: whether its sentence answers; and, at the first one, whether the text does. */
const SENTENCE = 0;
const WHOLE = 1;
export const NUMBERS_A_PIECE = 2;

/** Lays out a question and a text: [CLS] question [SEP] context [SEP] sentences [SEP]. */
export function readerRow(
  { question, context, sentences }: ReaderPieces,
  [opening, closing]: readonly [number, number],
): ReaderRow {
  const asked = [opening, ...question.slice(0, MOST.question), closing];
  const placed = context.length > 0 ? [...context.slice(0, MOST.context), closing] : [];
  const ids = [...asked, ...placed];
  const spans: ReaderRow["spans"] = [];
  for (const sentence of sentences) {
    if (ids.length + sentence.length >= MOST.all) break;
    spans.push([ids.length, ids.length + sentence.length]);
    ids.push(...sentence);
  }
  ids.push(closing);
  return { ids, kinds: ids.map((_, i) => (i < asked.length ? 0 : 1)), spans };
}

/** Reads the judgement of one row off what the model gave for its batch: a sentence's is the mean over its word pieces. */
export function readingOf(
  { data, tokens, dimensions }: TokenVectors,
  row: number,
  { spans }: ReaderRow,
  sentences: number,
): Reading {
  const first = row * tokens * dimensions;
  const mean = ([start, end]: [number, number]) => {
    let sum = 0;
    for (let token = start; token < end; token++)
      sum += data[first + token * dimensions + SENTENCE]!;
    return end > start ? sum / (end - start) : undefined;
  };
  const judged = spans.map(mean);
  return {
    whole: data[first + WHOLE]!,
    sentences: Array.from({ length: sentences }, (_, i) => judged[i]),
  };
}
