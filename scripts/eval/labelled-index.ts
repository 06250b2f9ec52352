import type { DocumentView, Engine } from "../../src/engine.ts";
import type { Evidence, Place } from "../../src/evaluation/evidence.ts";
import { locateQuote } from "../../src/evaluation/locate-quote.ts";
import type { LabelledQuote } from "../../src/evaluation/question-set.ts";

function allDocuments(engine: Engine): DocumentView[] {
  const { total } = engine.documents({ limit: 1 });
  const { documents } = engine.documents({ limit: total });
  return documents.flatMap(({ id }) => engine.document(id) ?? []);
}

/**
 * Where a labelled quote stands in the documents served. A set may name a document by a part of its
 * source; the first such document that has the quote is meant. Throws when none has it.
 */
function placeIn(documents: readonly DocumentView[], { doc, quote }: LabelledQuote): Place {
  for (const { text, id } of documents.filter((d) => d.source.includes(doc))) {
    const span = locateQuote(text, quote);
    if (span !== undefined) return { document: id, ...span };
  }
  throw new Error(`no document "${doc}" has the quote: ${quote}`);
}

/** An open index, read once for many measurements, in which labelled quotes can be found. */
export type LabelledIndex = ReturnType<typeof labelledIndex>;

export function labelledIndex(engine: Engine) {
  const documents = allDocuments(engine);
  const place = (quote: LabelledQuote): Place => placeIn(documents, quote);
  const texts = new Map(documents.map(({ id, text }) => [id, text]));
  return {
    engine,
    documents,
    place,
    passages: documents.flatMap(({ id, passages }) =>
      passages.map((passage) => ({ ...passage, document: id })),
    ),
    /** What the document has at a span; empty for an unknown document. */
    slice: ({ document, start, end }: Place) => (texts.get(document) ?? "").slice(start, end),
    evidence: (quotes: readonly (LabelledQuote & { grade: 1 | 2 })[]): Evidence[] =>
      quotes.map(({ doc, quote, grade }) => ({ ...place({ doc, quote }), quote, grade })),
  };
}
