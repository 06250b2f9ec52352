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
const RELATIVE = /(?<open>[–—(,]| - ) ?(?=(?:which|who),? $)/;
/** What ends a clause that a mark opened: another dash where it was one. */
const CLOSING: Record<string, RegExp> = { "(": /\)/, ",": /[,;]/ };
const DASH = /[–—]| - /;

const lengthWithout = (text: string, end: RegExp): number =>
  text.trimEnd().replace(end, "").trimEnd().length;

/** The clause of a sentence that somebody named in passing has said, or undefined where there is none. */
export function asideIn(sentence: string): Aside | undefined {
  const text = sentence.replaceAll(/\s/g, " ");
  const found = ASIDE.exec(text);
  const { before = "", name, role } = found?.groups ?? {};
  const named = name !== undefined && isPersonName(name) ? name : role;
  if (!found || named === undefined) return undefined;
  const speaker = named[0]!.toUpperCase() + named.slice(1);
  const relative = RELATIVE.exec(text.slice(0, found.index + before.length));
  if (!relative) return { speaker, span: { start: 0, end: text.length } };
  const start = relative.index + relative[0].length;
  const behind = found.index + found[0].length + 1;
  const closing = text.slice(behind).search(CLOSING[relative.groups!["open"]!] ?? DASH);
  const end =
    closing < 0 ? lengthWithout(text, /[.!?]$/) : text.slice(0, behind + closing).trimEnd().length;
  return {
    speaker,
    span: { start, end },
    leadIn: { start: 0, end: text.slice(0, relative.index).trimEnd().length },
  };
}
