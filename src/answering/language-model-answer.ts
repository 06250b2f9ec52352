import type { Corpus } from "../retrieval/corpus.ts";
import { citationAt, lineOf } from "./compose.ts";
import { isSupported } from "./language-model-claims.ts";
import { quotesOf } from "./language-model-quotes.ts";
import type { Quoted } from "./language-model-quotes.ts";
import type { Proposed } from "./language-model-reply.ts";
import type { Answer, Citation, Statement } from "./model.ts";

/** A sentence that stood the check. `verbatim` ones are their only quotation. */
export type Checked = { text: string; quotes: Quoted[]; verbatim: boolean };

type Texts = { corpus: Corpus; textOf: (documentId: string) => string };

/** Share of what the model proposed that must stand the check; one that is mostly wrong is not believed in the rest. */
const LEAST_KEPT = 0.5;

/** The sentences that stand, and how many were dropped. */
export function checkProposed(
  proposed: readonly Proposed[],
  keys: ReadonlyMap<string, string>,
  corpus: Corpus,
): { kept: Checked[]; dropped: number } {
  const sourceOf = (key: string) => {
    const position = corpus.positionOf(keys.get(key) ?? "");
    return position === undefined ? undefined : corpus.passages[position];
  };
  const checked = proposed.map((sentence) => {
    const quotes = quotesOf(sentence, sourceOf);
    return quotes && checkSentence(withoutMarkers(sentence.text), quotes);
  });
  return {
    kept: checked.flatMap((each) => each ?? []),
    dropped: checked.filter((each) => each === null).length,
  };
}

/** Whether what stands is enough to answer with. */
export function isEnough(kept: number, proposed: number): boolean {
  return kept > 0 && kept / proposed >= LEAST_KEPT;
}

/** A decision is never told in other words: its quotation takes the sentence's place. */
function checkSentence(text: string, quotes: Quoted[]): Checked[] | null {
  const decisions = quotes.filter(({ decision }) => decision);
  if (decisions.length > 0)
    return decisions.map((quote) => ({ text: quote.text, quotes: [quote], verbatim: true }));
  return isSupported(text, quotes) ? [{ text, quotes, verbatim: false }] : null;
}

const withoutMarkers = (text: string) => text.replace(/\s*\[\d+\]/g, "");

/**
 * The answer made of checked sentences. Decisions that the extractive answer quotes stay, in front; every citation slices
 * to its quote, as always.
 */
export function answerOf(extractive: Answer, kept: readonly Checked[], texts: Texts): Answer {
  const citations = citationsOf(extractive.citations, kept, texts);
  const numberOf = (quote: Quoted) => citations.find((citation) => covers(citation, quote))!.n;
  const told = kept.map(({ text, quotes }): Statement => ({
    text,
    citations: [...new Set(quotes.map(numberOf))],
  }));
  const decided = citations.slice(0, decisionsIn(extractive.citations).length);
  const statements = unique([
    ...decided.map(({ n, quote }) => ({ text: quote, citations: [n] })),
    ...told,
  ]);
  const cited = new Set(citations.map(({ passageId }) => passageId));
  return {
    ...extractive,
    answer: statements.map((statement) => line(statement, citations)).join("\n"),
    statements,
    citations,
    related: extractive.related.filter(({ id }) => !cited.has(id)),
  };
}

const decisionsIn = (citations: readonly Citation[]) =>
  citations.filter(({ kind }) => kind === "decision");

const covers = ({ passageId, start, end }: Citation, { source, span }: Quoted) =>
  passageId === source.id && start <= span.start && end >= span.end;

/** Citations of the decisions first, then of each quotation once, numbered from 1. */
function citationsOf(
  extractive: readonly Citation[],
  kept: readonly Checked[],
  { corpus, textOf }: Texts,
): Citation[] {
  const citations = decisionsIn(extractive).map((citation, i) => ({ ...citation, n: i + 1 }));
  for (const quote of kept.flatMap(({ quotes }) => quotes)) {
    if (citations.some((citation) => covers(citation, quote))) continue;
    const position = corpus.positionOf(quote.source.id)!;
    const opening = quote.source.sentences.find(({ start }) => start === quote.span.start);
    const sentence = opening ?? quote.span;
    citations.push(
      citationAt(
        corpus,
        { position, sentence, end: quote.span.end, n: citations.length + 1 },
        textOf,
      ),
    );
  }
  return citations;
}

/** The same decision may be quoted by both. */
function unique(statements: readonly Statement[]): Statement[] {
  const seen = new Set<string>();
  return statements.filter(({ text, citations }) => {
    const key = JSON.stringify([text, citations]);
    return !seen.has(key) && seen.add(key);
  });
}

function line({ text, citations: numbers }: Statement, citations: readonly Citation[]): string {
  const quoted = citations.find(({ n, quote }) => numbers.includes(n) && quote === text);
  return quoted ? lineOf(quoted) : `${text} ${numbers.map((n) => `[${n}]`).join("")}`;
}
