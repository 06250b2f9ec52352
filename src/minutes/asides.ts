import type { Span } from "./model.ts";
import { isPersonName, SUBJECT } from "./speakers.ts";

/**
 * Words that a sentence gives to somebody in passing: "Officers would copy the model – which, as the Chair noted, had been
 * successful – elsewhere".
 */
export type Aside = {
  /** As the text has it, with a capital: "The Chair". */
  speaker: string;
  /** The words that are the speaker's, and who says so. */
  span: Span;
  /** What the words speak of, where they are a relative clause: the sentence before them. */
  leadIn?: Span;
};

const SAID =
  "(?:said|noted|mentioned|pointed out|explained|suggested|stated|observed|remarked|commented|argued|acknowledged|stressed|emphasi[sz]ed|warned|recalled|put it)";
const ASIDE = new RegExp(
  `(?<before>^|[,(–—] ?| - )[Aa]s (?:${SUBJECT}) (?:(?:had|has|have|rightly|also|already|previously|earlier) )*${SAID}(?=,|\\)| [–—-] )`,
  "u",
);
/** The relative pronoun in front of the aside, with the mark that opens its clause. */
const RELATIVE = /(?<open>\s*(?:[–—(,]| -)\s*)(?:which|who),?\s*$/;
/** What ends a clause that a mark opened. */
const CLOSING: Record<string, RegExp> = { "(": /\)/, ",": /[,;]/ };
const DASH = /\s*(?:[–—]| - )/;
const END = /[.!?]?\s*$/;

/** The clause of a sentence that somebody named in passing has said, or undefined where there is none. */
export function asideIn(sentence: string): Aside | undefined {
  const text = sentence.replaceAll(/\s/g, " ");
  const found = ASIDE.exec(text);
  const name = found?.groups?.["name"] ?? found?.groups?.["role"];
  if (!found || name === undefined || !isPersonName(name)) return undefined;
  const speaker = name[0]!.toUpperCase() + name.slice(1);
  const start = found.index + found.groups!["before"]!.length;
  const relative = RELATIVE.exec(text.slice(0, start));
  if (!relative) return { speaker, span: { start: 0, end: text.length } };
  const open = relative.groups!["open"]!;
  const behind = found.index + found[0].length + 1;
  const length = text.slice(behind).search(CLOSING[open.trim()] ?? DASH);
  return {
    speaker,
    span: {
      start: relative.index + open.length,
      end: length < 0 ? text.search(END) : behind + length,
    },
    leadIn: { start: 0, end: relative.index },
  };
}
