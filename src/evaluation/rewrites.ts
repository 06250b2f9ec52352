import { z } from "zod";
import { terms } from "../retrieval/terms.ts";
import { parseJsonLines } from "./json-lines.ts";
import { meanMeasure, shareMeasure, type Measures } from "./measure.ts";

type Turn = { role: "user" | "assistant"; content: string };

/** A follow-up with the turns before it, and how a person made it stand alone. */
export type Rewrite = { question: string; history: Turn[]; byHand: string };

const Row = z.object({
  id: z.string(),
  text: z.string(),
  /** What the conversation is about (two texts), then questions and answers in turn. */
  history: z.array(z.string()).min(2),
  rewrite: z.string(),
});

/** What the conversation is about counts as the user's first words: whoever rewrote the questions had it before them. */
function turnsOf([title = "", part = "", ...said]: readonly string[]): Turn[] {
  const rest = said.map((content, i): Turn => ({ role: i % 2 ? "assistant" : "user", content }));
  return [{ role: "user", content: `${title}, ${part}` }, ...rest];
}

/** Reads the `queries.jsonl` of a set of rewritten follow-ups (CANARD). Throws naming line and field when it is none. */
export const parseRewrites = (text: string): Rewrite[] =>
  parseJsonLines(text, Row, "queries.jsonl").map(({ text: question, history, rewrite }) => ({
    question,
    history: turnsOf(history),
    byHand: rewrite,
  }));

const Pairs = z.array(z.tuple([z.string(), z.string()]));

/** Reads `multiple_refs.json`: rewrites of the same question by two people. */
export const parsePairs = (text: string): [string, string][] => Pairs.parse(JSON.parse(text));

const without = (words: ReadonlySet<string>, others: ReadonlySet<string>) =>
  [...words].filter((word) => !others.has(word));

/** Harmonic mean of precision and recall of content words; 1 where neither has any. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = one.size + other.size;
  return both === 0 ? 1 : (2 * (one.size - without(one, other).length)) / both;
}

const stems = (text: string) => new Set(terms(text));

/** A question as asked, made to stand alone, and rewritten by hand: their content words as stems. */
type Compared = { asked: Set<string>; made: Set<string>; byHand: Set<string> };

/** Share of the words that the hand added which were added too; undefined where it added none. */
function recall({ asked, made, byHand }: Compared): number[] {
  const wanted = without(byHand, asked);
  const missed = wanted.filter((word) => !made.has(word)).length;
  return wanted.length === 0 ? [] : [1 - missed / wanted.length];
}

/** Share of the words added that the hand added too; undefined where none was added. */
function precision({ asked, made, byHand }: Compared): number[] {
  const added = without(made, asked);
  const wrong = added.filter((word) => !byHand.has(word)).length;
  return added.length === 0 ? [] : [1 - wrong / added.length];
}

/** How well follow-ups are made to stand alone, by their content words, against people's rewrites. */
export function rewriteMeasures(
  rewrites: readonly Rewrite[],
  standalone: (question: string, history: Turn[]) => string,
  pairs: readonly [string, string][],
): Measures {
  const compared = rewrites.map(({ question, history, byHand }): Compared => ({
    asked: stems(question),
    made: stems(standalone(question, history)),
    byHand: stems(byHand),
  }));
  const complete = compared.filter(({ asked, byHand }) => without(byHand, asked).length === 0);
  return {
    "words added, recall": meanMeasure(compared.flatMap(recall)),
    "words added, precision": meanMeasure(compared.flatMap(precision)),
    "likeness to the rewrite, as asked": meanMeasure(
      compared.map(({ asked, byHand }) => likeness(asked, byHand)),
    ),
    "likeness to the rewrite, made to stand alone": meanMeasure(
      compared.map(({ made, byHand }) => likeness(made, byHand)),
    ),
    "likeness of two people's rewrites": meanMeasure(
      pairs.map(([one, other]) => likeness(stems(one), stems(other))),
    ),
    "complete questions, nothing added": shareMeasure(
      complete.map(({ asked, made }) => without(made, asked).length === 0),
    ),
  };
}
