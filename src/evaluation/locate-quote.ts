import type { Span } from "../minutes/model.ts";

const escaped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

function foldedSpan(text: string, quote: string): Span | undefined {
  const words = quote.trim().split(/\s+/);
  const match = new RegExp(words.map(escaped).join(String.raw`\s+`)).exec(text);
  return match === null ? undefined : { start: match.index, end: match.index + match[0].length };
}

/** Where a quote stands in a text: exactly, or else with runs of white space counting as one. */
export function locateQuote(text: string, quote: string): Span | undefined {
  const start = text.indexOf(quote);
  return start === -1 ? foldedSpan(text, quote) : { start, end: start + quote.length };
}
