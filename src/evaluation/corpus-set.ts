import { z } from "zod";
import { parseJsonLines } from "./json-lines.ts";
import type { LabelledQuestion } from "./question-set.ts";
import type { Gains } from "./ranking-measures.ts";

const Passage = z.object({ id: z.string(), title: z.string().default(""), text: z.string() });

const Exchange = z.union([
  z.object({ q: z.string(), a: z.string().nullish() }),
  z
    .object({ follow_up_question: z.string(), follow_up_answer: z.string() })
    .transform((turn) => ({ q: turn.follow_up_question, a: turn.follow_up_answer })),
]);

const Meta = z.object({
  evidence: z.array(z.object({ doc: z.string(), quote: z.string() })).default([]),
  /** Of reading sets: the paragraph that the question was written for, and the words of it that answer. */
  doc: z.string().optional(),
  spans: z.array(z.object({ text: z.string().min(1) })).default([]),
  scenario: z.string().optional(),
});

const Query = z.object({
  id: z.string(),
  text: z.string(),
  type: z.string().default("question"),
  answerable: z.boolean().optional(),
  history: z.array(Exchange).default([]),
  rewrite: z.string().optional(),
  answers: z.array(z.string()).default([]),
  meta: Meta.optional(),
});

export type CorpusPassage = z.infer<typeof Passage>;
export type CorpusQuery = z.infer<typeof Query>;

/** Reads `corpus.jsonl`: one passage a line. */
export const parseCorpus = (text: string): CorpusPassage[] =>
  parseJsonLines(text, Passage, "corpus.jsonl");

/** Reads `queries.jsonl`: one question a line. */
export const parseQueries = (text: string): CorpusQuery[] =>
  parseJsonLines(text, Query, "queries.jsonl");

/** Reads `qrels.tsv` (header, then query, passage, grade): the gains of each query's passages. */
export function parseQrels(text: string): Map<string, Gains> {
  const qrels = new Map<string, Map<string, number>>();
  for (const line of text.trim().split("\n").slice(1)) {
    const [query = "", passage = "", grade = ""] = line.split("\t");
    const gains = qrels.get(query) ?? new Map<string, number>();
    qrels.set(query, gains.set(passage, Number(grade)));
  }
  return qrels;
}

const turns = (history: CorpusQuery["history"]): LabelledQuestion["history"] =>
  history.flatMap(({ q, a }) => [
    { role: "user" as const, content: q },
    ...(a ? [{ role: "assistant" as const, content: a }] : []),
  ]);

/**
 * A query with evidence quotes as a labelled question: all its quotes are wanted, grade 2. The
 * document named by a quote is part of the id of its file, not the whole.
 */
export const questionFromQuery = (query: CorpusQuery): LabelledQuestion => ({
  id: query.id,
  type: query.type,
  subtype: undefined,
  question: query.text,
  history: turns(query.history),
  standalone: query.rewrite ?? query.text,
  answerable: query.answerable ?? true,
  evidence: (query.meta?.evidence ?? []).map((quote) => ({ ...quote, grade: 2 })),
  mode: "all",
  mustInclude: [],
  answer: query.answers[0] ?? "",
  near: [],
});
