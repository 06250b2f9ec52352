import { cites } from "../../src/evaluation/evidence.ts";
import { meanMeasure, type Measures } from "../../src/evaluation/measure.ts";
import type { LabelledPrecedent } from "../../src/evaluation/question-set.ts";
import type { SimilarResult } from "../../src/retrieval/model.ts";
import type { LabelledIndex } from "./labelled-index.ts";

const LIMIT = 5;

type Found = { recall: number; missed: string[] };

/** The labelled quotes among what was found: their share, and those that are not there. */
function found(
  index: LabelledIndex,
  { similar }: LabelledPrecedent,
  results: readonly SimilarResult[],
): Found {
  const places = results.map(({ passage }) => ({ ...passage, document: passage.documentId }));
  const missed = similar.filter((quote) => !places.some((p) => cites(p, index.place(quote))));
  return {
    recall: 1 - missed.length / similar.length,
    missed: missed.map(({ quote }) => quote),
  };
}

/** Looks from the passage that holds the labelled quote. */
async function fromPassage(index: LabelledIndex, precedent: LabelledPrecedent): Promise<Found> {
  const quote = index.place(precedent.passage);
  const start = index.passages.find((passage) => cites(passage, quote));
  const similar = start && (await index.engine.similarToPassage(start.id, { limit: LIMIT }));
  return found(index, precedent, similar?.results ?? []);
}

/** Looks from the quote as pasted text, in the other documents. */
async function fromText(index: LabelledIndex, precedent: LabelledPrecedent): Promise<Found> {
  const own = index.place(precedent.passage).document;
  const document = index.documents.map(({ id }) => id).filter((id) => id !== own);
  const { quote } = precedent.passage;
  const { results } = await index.engine.similarToText(quote, {
    limit: LIMIT,
    filters: { document },
  });
  return found(index, precedent, results);
}

const missedText = (how: string, { id, passage }: LabelledPrecedent, { missed }: Found): string =>
  missed.length === 0
    ? ""
    : `\n${id} precedents of ${how}: ${passage.quote}${missed.map((quote) => `\n  NOT FOUND: ${quote}`).join("")}`;

/** Share of the labelled precedents that stand among the first five given, and those that do not. */
export async function measurePrecedents(
  index: LabelledIndex,
  precedents: readonly LabelledPrecedent[],
): Promise<{ measures: Measures; misses: string }> {
  const passages: number[] = [];
  const texts: number[] = [];
  let misses = "";
  for (const precedent of precedents) {
    const byPassage = await fromPassage(index, precedent);
    const byText = await fromText(index, precedent);
    passages.push(byPassage.recall);
    texts.push(byText.recall);
    misses += missedText("its passage", precedent, byPassage);
    misses += missedText("its text", precedent, byText);
  }
  if (precedents.length === 0) return { measures: {}, misses };
  return {
    measures: {
      "precedents of a passage, recall@5": meanMeasure(passages),
      "precedents of a pasted text, recall@5": meanMeasure(texts),
    },
    misses,
  };
}
