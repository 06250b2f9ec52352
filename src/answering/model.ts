import type { Span } from "../minutes/model.ts";
import { CHAT_FAILURES } from "./chat-model.ts";
import type { Filters, PlacedPassage, Searched } from "../retrieval/model.ts";

export type Turn = {
  role: "user" | "assistant";
  content: string;
  /** Ids of the passages that an answer cited; without them they are read from its links or its quotations. */
  cited?: string[];
};

export type AskRequest = {
  question: string;
  history?: Turn[];
  filters?: Filters;
  /** The most citations to give. */
  limit?: number;
  /** Answers from this confidence on, in place of the fitted bar: for measuring what would be answered. */
  leastConfidence?: number;
  /** Aborted when nobody waits for the answer any more; asking then rejects with its reason. */
  signal?: AbortSignal;
};

/** `quote` is `document.text.slice(start, end)`, always. */
export type Citation = Span & {
  n: number;
  passageId: string;
  documentId: string;
  source: string;
  title: string;
  council: string | null;
  body: string | null;
  date: string | null;
  item: string;
  kind: PlacedPassage["kind"];
  speaker?: string;
  page?: number;
  /** The sentence that a quoted bullet completes. */
  leadIn?: Span & { quote: string };
  quote: string;
  url: string;
  /** Address on the web of the source's own page of it, where it has one. */
  sourceUrl?: string;
};

export type Statement = { text: string; citations: number[] };

/**
 * What part a language model had in an answer. Not used: `reason` tells why, and the answer is the extractive one.
 * `dropped` counts its sentences that the minutes do not bear out.
 */
export type LanguageModelUse = {
  model: string;
  used: boolean;
  reason?: LanguageModelReason;
  dropped?: number;
};

/** "nothing-found": it was not asked. "no-answer": it found none. "unsupported": too little of what it wrote stands. */
export const LANGUAGE_MODEL_REASONS = [
  ...CHAT_FAILURES,
  "nothing-found",
  "no-answer",
  "unsupported",
] as const;
export type LanguageModelReason = (typeof LANGUAGE_MODEL_REASONS)[number];

export type Answer = {
  question: string;
  standaloneQuestion: string;
  status: "answered" | "not-found";
  /** Probability that the minutes answer the question. */
  confidence: number;
  /** What a person reads, with `[n]` markers. */
  answer: string;
  statements: Statement[];
  citations: Citation[];
  related: PlacedPassage[];
  searched: Searched;
  /** `extractive`, or the name of the language model that worded it. */
  answeredBy: string;
  /** Only where a language model is set. */
  languageModel?: LanguageModelUse;
  /** Fingerprint of the index, so that an answer can be reproduced. */
  index: string;
  /** Milliseconds. */
  took: number;
};

/** `start` and `end` slice the document's text to `text`; `differences` compares it with the quote, word by word. */
export type QuoteMatch = Span & {
  passage: PlacedPassage;
  text: string;
  differences: { op: "equal" | "missing" | "added"; text: string }[];
};

export type QuoteCheck = { status: "exact" | "altered" | "not-found"; matches: QuoteMatch[] };
