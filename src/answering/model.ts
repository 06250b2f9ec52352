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
  /** Told how far the work is, and each statement that is ready before the answer is. */
  onProgress?: (progress: Progress) => void;
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
  /** What the quote completes: the sentence before a bullet, or the part of a sentence before the clause that is quoted. */
  leadIn?: Span & { quote: string };
  quote: string;
  url: string;
  /** Address on the web of the source's own page of it, where it has one. */
  sourceUrl?: string;
};

export type Statement = { text: string; citations: number[] };

/**
 * "choosing": passages are found, sentences are chosen. "wording": a language model words them. A statement that is ready
 * early has the number and the citations that it has in the answer, unless the answer is then made without the model.
 */
export type Progress =
  | { stage: "choosing" | "wording" }
  | { statement: Statement; cited: Citation[] };

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

/**
 * "nothing-found": it was not asked. "no-answer": it found none. "unsupported": too little of what it wrote
 * stands. "survey": the answer goes over meetings or councils, and its order and limits are part of it.
 */
export const LANGUAGE_MODEL_REASONS = [
  ...CHAT_FAILURES,
  "nothing-found",
  "no-answer",
  "unsupported",
  "survey",
] as const;
export type LanguageModelReason = (typeof LANGUAGE_MODEL_REASONS)[number];

/** Questions that are put to many meetings or councils at once. */
export const SURVEY_FORMS = ["first", "last", "timeline", "comparison"] as const;
export type SurveyForm = (typeof SURVEY_FORMS)[number];

/** A question over many meetings or councils: what it asks to be looked up in each of them. */
export type SurveyQuestion = {
  form: SurveyForm;
  /** The question without the words that ask for the survey, and without the councils' names. */
  matter: string;
  /** Councils of the corpus that it is about; all where none are given. */
  councils: string[];
  /** Councils that it leaves out: "any other council than…". */
  except: string[];
  /** Names that stand where a council's name should, of which there are no minutes. */
  unknown: string[];
};

/**
 * How an answer over many meetings or councils came about. A meeting is what has one council, body and day, in however
 * many documents.
 */
export type Survey = {
  form: SurveyForm;
  /** What was looked for. */
  matter: string;
  /** Meetings looked at; in a comparison also those without a date. */
  meetings: number;
  /** First and last day of these, as far as they are known. */
  from: string | null;
  to: string | null;
  /** Documents left out because the day of the meeting is not known. */
  undated: number;
  /** Meetings that deal with the matter; the answer may not quote all. */
  found: number;
  /** In a comparison: councils that were asked about and whose minutes, where there are any, do not say. */
  silent: string[];
  /** The above in plain sentences, as they end the answer. */
  notes: string[];
};

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
  /** Only where the question asks for a first or last time, a development, or a comparison of councils. */
  survey?: Survey;
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
