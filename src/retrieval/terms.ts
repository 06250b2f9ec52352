import { stemmer } from "stemmer";
import { commonSpelling, inFigures } from "./common-spelling.ts";

/** A word of a text: its folded form, its stem, and where it stands. */
export type Word = { folded: string; stem: string; start: number; end: number };

/** Letters and digits, with what may stand inside a word: "H&F", "De’Ath", "11,766", "2.4". Hyphens part words. */
const WORD = /[\p{L}\p{N}]+(?:[’'&][\p{L}\p{N}]+|[.,](?=\p{N})\p{N}+)*/gu;

/**
 * Words that say nothing of what a text is about: the closed classes of English, and the words that questions are made
 * with. Taken from the Snowball English list and cut to what occurs.
 */
const STOP_WORDS = new Set(
  `a about above after again against all also am an and any are aren't as at be because been before being below between
  both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each few for from
  further had hadn't has hasn't have haven't having he her here hers herself him himself his how i if in into is isn't it
  its itself just let's me more most my myself no nor not of off on once only or other ought our ours ourselves out over
  own please same shan't she should shouldn't so some such than that the their theirs them themselves then there these
  they this those through to too under until up upon us very was wasn't we were weren't what what's when where which
  while who who's whom whose why will with won't would wouldn't you your yours yourself yourselves anything everything
  something tell give know want find show s t re ve ll`.split(/\s+/),
);

/** Words by which people ask about minutes, whatever the matter; left out of a query that has other words. */
const ASKING_WORDS = new Set(
  `said say says saying discuss discussed discussion mention mentions mentioned talk talked talking minutes meeting
  meetings feature features happen happens happened hear heard people think thought exactly actually currently according
  need check summarise summarize summary compare contrast contribution contributions`.split(/\s+/),
);

/** The words of a query that name a matter; none in "what was said?". */
export function subjectWords(text: string): Word[] {
  return words(text).filter(({ folded }) => !STOP_WORDS.has(folded) && !ASKING_WORDS.has(folded));
}

/** The words of a query that say what is looked for; all content words where it names no matter. */
export function queryWords(text: string): Word[] {
  const subject = subjectWords(text);
  return subject.length > 0 ? subject : words(text).filter(({ folded }) => !STOP_WORDS.has(folded));
}

/** Lower case, accents and the possessive dropped, typographic quotes straightened, thousands commas taken out. */
export function foldWord(word: string): string {
  return word
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/'s$|'$/, "")
    .replace(/(?<=\d),(?=\d)/g, "");
}

export function isStopWord(folded: string): boolean {
  return STOP_WORDS.has(folded);
}

/** All in capitals: "TEN" is a temporary event notice, and no number. */
const ACRONYM = /^\p{Lu}{2,}$/u;

/**
 * Porter's stem (1980) of a word, British and American spelling alike, numbers in words as figures; words with digits or "&"
 * stay as they are.
 */
function stemOf(written: string, folded: string): string {
  if (/[\d&]/.test(folded)) return folded;
  const figures = ACRONYM.test(written) ? undefined : inFigures(folded);
  return figures ?? stemmer(commonSpelling(folded));
}

type Form = { folded: string; stem: string; isStop: boolean };
const forms = new Map<string, Form>();
/** Enough for the vocabulary of a large archive; then the memory starts anew. */
const FORMS_KEPT = 200_000;

/** A word as it is compared; folding and stemming cost far more than finding it here again. */
function formOf(written: string): Form {
  const known = forms.get(written);
  if (known !== undefined) return known;
  if (forms.size >= FORMS_KEPT) forms.clear();
  const folded = foldWord(written);
  const form = { folded, stem: stemOf(written, folded), isStop: isStopWord(folded) };
  forms.set(written, form);
  return form;
}

/** The words of a text in order, stop words too. Offsets are UTF-16 code units of `text`. */
export function words(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const { folded, stem } = formOf(match[0]);
    found.push({ folded, stem, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** The stems of a text's words, stop words left out, in order, repeats kept. */
export function terms(text: string): string[] {
  const found: string[] = [];
  for (const [written] of text.matchAll(WORD)) {
    const { isStop, stem } = formOf(written);
    if (!isStop) found.push(stem);
  }
  return found;
}
