import type { Votes } from "./model.ts";
import { NAME } from "./speakers.ts";
import { namedVotes } from "./vote-names.ts";

/** A first name alone is enough beside "moved" or "seconded". */
const PERSON = `(?:${NAME}|\\p{Lu}\\p{Ll}+|\\p{Lu}{2,3})`;
const NOT_A_PERSON =
  /^(?:By|On|This|That|His|Her|Their|Main|Motion|Moved|Seconded|Proposed|Board|Council|Committee|The|It|All|Carried|Approved|Vote|Members?|A)\b/;

const MOVER = [
  new RegExp(
    `\\b(?:[Mm]oved|[Pp]roposed|MOVED|PROPOSED|[Mm]otion(?:,? duly)?(?: was)?(?: duly)?(?: made)?|[Oo]n a motion)(?: was made)? by:? (?<name>${PERSON})`,
    "u",
  ),
  new RegExp(`\\b(?:[Mm]over|[Pp]roposer|[Pp]roposed|[Mm]oved): ?(?<name>${PERSON})`, "u"),
  new RegExp(
    `(?<name>${PERSON}) (?:then )?(?:motioned|moved|proposed|made (?:a|the) motion|motion\\b)`,
    "u",
  ),
];
const SECONDER = [
  new RegExp(`\\b(?:[Ss]econded|SECONDED|[Ss]econd)(?: was made)? by:? (?<name>${PERSON})`, "u"),
  new RegExp(`\\b[Ss]econd(?:er|ed): ?(?<name>${PERSON})`, "u"),
  new RegExp(`(?<name>${PERSON}) (?:then )?seconded\\b`, "u"),
];

function personIn(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const name = pattern.exec(text)?.groups?.["name"];
    if (name !== undefined && !NOT_A_PERSON.test(name)) return name;
  }
  return undefined;
}

/** Who moved and who seconded, where the text states it. */
export function moversIn(text: string): { mover?: string; seconder?: string } {
  const folded = text.replace(/\s+/g, " ");
  const mover = personIn(folded, MOVER);
  const seconder = personIn(folded, SECONDER);
  return { ...(mover !== undefined && { mover }), ...(seconder !== undefined && { seconder }) };
}

const FOR = "(?:in favou?r|for|yes|ayes?|yeas?)";
const AGAINST = "(?:against|opposed|no(?:es)?|nays?)";
const COUNTS = [
  /\bby (?<for>\d+) votes? to (?<against>\d+)/i,
  new RegExp(
    `\\b(?<for>\\d+)(?: votes?)? ${FOR}\\b[^.;]{0,40}?\\b(?<against>\\d+|none|nil)(?: votes?)? ${AGAINST}\\b`,
    "i",
  ),
  new RegExp(
    `\\b${FOR}\\s*[:(-]+\\s*(?<for>\\d+)\\b[^.]{0,40}?\\b${AGAINST}\\s*[:(-]+\\s*(?<against>\\d+)`,
    "i",
  ),
  /\b(?:vote[ds]?(?: of| was| is)?|carried|passed|approved|lost|failed)[\s:]*\(?(?<for>\d{1,3})\s?[-–]\s?(?<against>\d{1,3})\b(?!\s?[-–/]\d)/i,
];
const ABSTENTIONS =
  /\b(?<count>\d+|no|one|two|three) abst(?:ention|ain)\w*|\babst(?:entions?|ain\w*)\s*[:(-]+\s*(?<after>\d+)/i;
const UNANIMOUS =
  /\bunanimous(?:ly)?\b|\bnem\.? con\b|\ball (?:in favou?r|voted (?:in favou?r|yes|aye))\b/i;
const WORDS: Record<string, number> = { no: 0, none: 0, nil: 0, one: 1, two: 2, three: 3 };

function numberOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  return WORDS[word.toLowerCase()] ?? Number(word);
}

/** Counts and names of a vote; undefined where the text states none. */
export function votesIn(text: string): Votes | undefined {
  const folded = text.replace(/\s+/g, " ");
  const counts = COUNTS.map((pattern) => pattern.exec(folded)?.groups).find(
    (groups) => groups !== undefined,
  );
  const abstained = ABSTENTIONS.exec(folded)?.groups;
  const stated: { [Key in keyof Votes]: Votes[Key] | undefined } = {
    for: numberOf(counts?.["for"]),
    against: numberOf(counts?.["against"]),
    abstentions: numberOf(abstained?.["count"] ?? abstained?.["after"]),
    unanimous: UNANIMOUS.test(folded) ? true : undefined,
  };
  const votes = {
    ...namedVotes(text),
    ...Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined)),
  };
  return Object.keys(votes).length > 0 ? votes : undefined;
}
