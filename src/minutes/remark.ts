import type { Span } from "./model.ts";
import { isPersonName, NAME, ROLE, roleName } from "./speakers.ts";

/** "…, as the Chair noted, …": what somebody else's sentence, or nobody's, says by the way of who said it, too. */
const ASIDE = new RegExp(
  `(?<=[,(;:–—]\\s?| - |\\b(?:which|but|and),? )as (?:(?<name>${NAME})|(?<role>${ROLE}))(?: (?:had|has|also|rightly|already|then))* ` +
    "(?:noted|said|observed|remarked|mentioned|commented|explained|reported|stated|argued|suggested|confirmed|acknowledged|stressed|emphasi[sz]ed|highlighted|pointed out|put it)(?=[,.;:)]|\\s[–—-]\\s|$)",
  "u",
);
/** Where the clause ends that the words stand in. */
const BOUNDARY = /\s[–—-]\s|[;:]\s/gu;
/** A clause that begins with the aside: "…, which, as the Chair noted, …", "… although, as the Chair noted, …". */
const OPENS_WITH_ASIDE =
  /\b(?:which|who|although|though|but|and|because|since|while|whereas),?\s$/iu;

/** A part of a sentence, in offsets of the sentence, with who said it. */
type Remark = Span & { speaker: string };

function clauseAround(sentence: string, aside: Span): Span {
  const bounds = [...sentence.matchAll(BOUNDARY)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
  const open = bounds.findLast(({ end }) => end <= aside.start)?.end ?? 0;
  const word = OPENS_WITH_ASIDE.exec(sentence.slice(open, aside.start));
  const start = open + (word?.index ?? 0);
  return { start, end: bounds.find((bound) => bound.start >= aside.end)?.start ?? sentence.length };
}

/**
 * What a sentence says that somebody noted, by the way: of "Officers looked at the scheme – which, as the Chair noted, had
 * been successful – for the new service." the words between the dashes, the Chair's. The whole sentence where nothing
 * marks off a clause; undefined where there is no such aside.
 */
export function remarkIn(sentence: string): Remark | undefined {
  const match = ASIDE.exec(sentence);
  const { name, role } = match?.groups ?? {};
  const speaker = name ?? (role && roleName(role));
  if (!match || speaker === undefined || (name !== undefined && !isPersonName(name)))
    return undefined;
  const aside = { start: match.index, end: match.index + match[0].length };
  return { ...clauseAround(sentence, aside), speaker };
}
