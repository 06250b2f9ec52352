import type { Span } from "./model.ts";

const segmenter = new Intl.Segmenter("en-GB", { granularity: "sentence" });

/** Abbreviations that are followed by a capital inside a sentence, as British minutes write them. */
const ABBREVIATION =
  /(?:^|[\s(‘“"'])(?:e\.g|i\.e|cf|vs|viz|approx|nos|para|paras|pp?|sec|ref|cllrs?|mr|mrs|ms|messrs|dr|prof|rev|revd|hon|rt|st|sr|jr|col|capt|lt|sgt|gen|ltd|co|dept|tel|ext|min|max|inc|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|ave?|rd)\.$/i;
/** Abbreviations that are words too: only before a number. */
const BEFORE_NUMBER = /(?:^|[\s(‘“"'])(?:no|fig|art)\.$/i;
/** A person's initial: "J. Smith", "A. B. Jones". */
const INITIAL = /(?:^|[\s(.])\p{Lu}\.$/u;
/** A list number standing alone: "4. Police Report". */
const LIST_NUMBER = /^\s*\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s*$/i;

/** A line break with words on both sides of it: the edge of the page ends no sentence. */
const LINE_BREAK = /(?<=\S[^\S\n]*)\n(?=[^\S\n]*\S)/g;

/** Longer than any abbreviation: a long text is not searched from its start at every break. */
const LONGEST_ENDING = 16;

function continues(before: string, after: string): boolean {
  const ending = before.trimEnd().slice(-LONGEST_ENDING);
  if (ABBREVIATION.test(ending) || INITIAL.test(ending) || LIST_NUMBER.test(before)) return true;
  return BEFORE_NUMBER.test(ending) && /\d/.test(after);
}

/** The span without the white space (NBSP too) at its ends. */
export function trimSpan(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return { start: from, end: to };
}

/**
 * Sentences of `text` inside `span`, trimmed, in order; every character that is not white space is in exactly one.
 * `Intl.Segmenter` (Unicode UAX 29) finds the breaks; those after abbreviations, initials and list numbers are undone.
 */
export function splitSentences(text: string, span: Span): Span[] {
  const sentences: Span[] = [];
  let open = span.start;
  const slice = text.slice(span.start, span.end).replace(LINE_BREAK, " ");
  for (const { segment, index } of segmenter.segment(slice)) {
    const end = span.start + index + segment.length;
    if (end < span.end && continues(text.slice(open, end), text.charAt(end))) continue;
    const sentence = trimSpan(text, { start: open, end });
    if (sentence.start < sentence.end) sentences.push(sentence);
    open = end;
  }
  return sentences;
}
