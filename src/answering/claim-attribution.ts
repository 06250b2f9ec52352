import { foldWord, isStopWord, terms } from "../retrieval/terms.ts";
import { isName, tokensOf } from "./claim-tokens.ts";
import type { Token } from "./claim-tokens.ts";
import type { Quoted } from "./language-model-quotes.ts";

const ASKS = new Set(
  "ask asks asked query queried question questioned enquire enquired inquire inquired wondered".split(
    " ",
  ),
);
const SAYS = new Set(
  `say says said state states stated explain explains explained respond responded reply replied answer answered advise
  advised report reported note noted tell told add added remark remarked comment commented confirm confirmed clarify
  clarified`.split(/\s+/),
);
/** Words that may stand between a name and its verb. */
const BETWEEN = new Set("had has have also then further later".split(" "));
/** A name and its verb may have so many words between them in the minutes: "Miley (Director of Services) said". */
const REACH = 6;

/** Stems of the verbs of saying and asking; who said what is checked by `saidBy`, not by the verb's own letters. */
export const SPEAKING_STEMS: ReadonlySet<string> = new Set(
  [...ASKS, ...SAYS].flatMap((verb) => terms(verb)),
);

/** "asks", "says", or the stem of another verb. */
function manner(word: string): string {
  if (ASKS.has(word)) return "asks";
  return SAYS.has(word) ? "says" : (terms(word)[0] ?? "");
}

type Deed = { name: string; manner: string };

/** Who does what in a sentence, where a verb follows a name at once. A plain word that opens a sentence is no name. */
function deedsIn(text: string, isPlain: (word: string) => boolean): Deed[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, i) => {
    if (!isName(token) || (token.opens && isPlain(token.word.toLowerCase()))) return [];
    const next = tokens.slice(i + 1).find(({ word }) => !BETWEEN.has(word));
    const touches = next && !/[^\s\p{L}]/u.test(text.slice(token.end, next.start));
    if (!touches || isName(next) || manner(next.word) === "") return [];
    return [{ name: token.word, manner: manner(next.word) }];
  });
}

/** Whether the quotations have each deed of a sentence done by the same name. */
export function saidBy(text: string, quotes: readonly Quoted[]): boolean {
  const written = new Set(quotes.flatMap((quote) => tokensOf(quote.text).map(({ word }) => word)));
  const isPlain = (word: string) => isStopWord(word) || written.has(word);
  return deedsIn(text, isPlain).every((deed) => quotes.some((quote) => does(deed, quote)));
}

function does(deed: Deed, { text, speakers }: Quoted): boolean {
  const tokens = tokensOf(text);
  const acts = (token: Token) => manner(token.word.toLowerCase()) === deed.manner;
  const spoken = speakers.some((speaker) =>
    tokensOf(speaker).some(({ word }) => foldWord(word) === foldWord(deed.name)),
  );
  if (spoken && tokens.some(acts)) return true;
  return tokens.some(({ word }, i) => {
    if (word !== deed.name) return false;
    const reach = tokens.slice(i + 1, i + 1 + REACH);
    const verb = reach.findIndex(acts);
    const stop = reach.findIndex((token) =>
      ["asks", "says"].includes(manner(token.word.toLowerCase())),
    );
    return verb >= 0 && (stop < 0 || verb <= stop);
  });
}
