import { z } from "zod";
import { parseJsonLines } from "./json-lines.ts";

const Quote = z.object({ doc: z.string(), quote: z.string().min(1) });
const Turn = z.object({ role: z.enum(["user", "assistant"]), content: z.string() });

const Question = z.object({
  id: z.string(),
  type: z.string(),
  subtype: z.string().optional(),
  question: z.string(),
  history: z.array(Turn).default([]),
  standalone: z.string().optional(),
  answerable: z.boolean(),
  evidence: z.array(Quote.extend({ grade: z.union([z.literal(1), z.literal(2)]) })),
  evidence_mode: z.enum(["all", "any"]).nullable(),
  must_include: z.array(z.string()),
  answer: z.string().default(""),
  near_evidence: z.array(Quote).default([]),
});

const Precedent = z.object({
  id: z.string(),
  passage: Quote,
  similar: z.array(Quote).min(1),
  texts: z.array(z.string()).default([]),
});

/** A quote and the file it is from. */
export type LabelledQuote = z.infer<typeof Quote>;

/** A labelled question; `standalone` is the question itself unless it follows others. */
export type LabelledQuestion = {
  id: string;
  type: string;
  subtype: string | undefined;
  question: string;
  history: z.infer<typeof Turn>[];
  standalone: string;
  answerable: boolean;
  evidence: (LabelledQuote & { grade: 1 | 2 })[];
  mode: "all" | "any";
  mustInclude: string[];
  /** Short reference answer, or "". */
  answer: string;
  /** Of an unanswerable question: the nearest quotes, which do not answer it. */
  near: LabelledQuote[];
};

/** A passage and the passages of other documents about the same matter; `texts` are on it, too, but stand in none. */
export type LabelledPrecedent = z.infer<typeof Precedent>;

const fromFile = ({
  evidence_mode,
  must_include,
  near_evidence,
  ...rest
}: z.infer<typeof Question>): LabelledQuestion => ({
  ...rest,
  subtype: rest.subtype,
  standalone: rest.standalone ?? rest.question,
  mode: evidence_mode ?? "all",
  mustInclude: must_include,
  near: near_evidence,
});

/** Reads `questions.jsonl` (form: test/eval/README.md). Throws naming line and field when it is not. */
export const parseQuestions = (text: string): LabelledQuestion[] =>
  parseJsonLines(text, Question, "questions.jsonl").map(fromFile);

/** Reads `precedents.jsonl`. Throws naming line and field when it is not. */
export const parsePrecedents = (text: string): LabelledPrecedent[] =>
  parseJsonLines(text, Precedent, "precedents.jsonl");
