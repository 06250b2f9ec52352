import { isStopWord, terms } from "../retrieval/terms.ts";
import { hardRuns, isNumber, sameWord, tokensOf } from "./claim-tokens.ts";
import type { Token } from "./claim-tokens.ts";

/** Words before a number that change what it says: "more than 15", "nearly half". */
const QUALIFIERS = new Set(
  `more less fewer least most over under above below about around nearly almost approximately up between only another
  further`.split(/\s+/),
);
/** Such a word stands at most so far before its number, and what is counted so far after. */
const BEFORE = 2;
const AFTER = 3;

/** Whether every number of a sentence counts in a quotation what it counts here, and as exactly. */
export function numbersHold(text: string, quotes: readonly string[]): boolean {
  const tokens = tokensOf(text);
  const runs = hardRuns(text).filter((run) => run.some(isNumber));
  return runs.every((run) => {
    const at = tokens.findIndex(({ start }) => start === run[0]!.start);
    const next = tokens[at + run.length];
    const touches = next && /^\s+$/.test(text.slice(run.at(-1)!.end, next.start));
    const counted = touches && !isStopWord(next.word.toLowerCase()) ? stemOf(next) : undefined;
    return quotes.some((quote) => holdsIn(tokensOf(quote), run, counted, isQualified(tokens, at)));
  });
}

function holdsIn(
  quote: readonly Token[],
  run: readonly Token[],
  counted: string | undefined,
  qualified: boolean,
): boolean {
  return quote.some((_, at) => {
    const same = run.every((token, i) => quote[at + i] && sameWord(token, quote[at + i]!));
    if (!same || isQualified(quote, at) !== qualified) return false;
    const after = quote.slice(at + run.length, at + run.length + AFTER).map(stemOf);
    return counted === undefined || after.includes(counted);
  });
}

const stemOf = ({ word }: Token) => terms(word)[0] ?? "";

const isQualified = (tokens: readonly Token[], at: number) =>
  tokens.slice(Math.max(0, at - BEFORE), at).some(({ word }) => QUALIFIERS.has(word.toLowerCase()));
