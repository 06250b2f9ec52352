import { cites } from "../../src/evaluation/evidence.ts";
import { meanMeasure, type Measures } from "../../src/evaluation/measure.ts";
import type { LabelledPrecedent } from "../../src/evaluation/question-set.ts";
import type { SimilarResult } from "../../src/retrieval/model.ts";
import type { LabelledIndex } from "./labelled-index.ts";

const LIMIT = 5;

function recall(
  index: LabelledIndex,
  { similar }: LabelledPrecedent,
  results: readonly SimilarResult[],
): number {
  const found = results.map(({ passage }) => ({ ...passage, document: passage.documentId }));
  const wanted = similar.map(index.place);
  return wanted.filter((quote) => found.some((p) => cites(p, quote))).length / wanted.length;
}

/** Looks from the passage that holds the labelled quote. */
async function fromPassage(index: LabelledIndex, precedent: LabelledPrecedent): Promise<number> {
  const quote = index.place(precedent.passage);
  const start = index.passages.find((passage) => cites(passage, quote));
  const similar = start && (await index.engine.similarToPassage(start.id, { limit: LIMIT }));
  return recall(index, precedent, similar?.results ?? []);
}

/** Looks from the quote as pasted text, in the other documents. */
async function fromText(index: LabelledIndex, precedent: LabelledPrecedent): Promise<number> {
  const own = index.place(precedent.passage).document;
  const document = index.documents.map(({ id }) => id).filter((id) => id !== own);
  const { quote } = precedent.passage;
  const { results } = await index.engine.similarToText(quote, {
    limit: LIMIT,
    filters: { document },
  });
  return recall(index, precedent, results);
}

/** Share of the labelled precedents that stand among the first five given. */
export async function measurePrecedents(
  index: LabelledIndex,
  precedents: readonly LabelledPrecedent[],
): Promise<Measures> {
  const passages: number[] = [];
  const texts: number[] = [];
  for (const precedent of precedents) {
    passages.push(await fromPassage(index, precedent));
    texts.push(await fromText(index, precedent));
  }
  if (precedents.length === 0) return {};
  return {
    "precedents of a passage, recall@5": meanMeasure(passages),
    "precedents of a pasted text, recall@5": meanMeasure(texts),
  };
}
