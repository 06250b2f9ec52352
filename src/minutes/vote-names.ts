import type { Votes } from "./model.ts";
import { HONORIFIC } from "./speakers.ts";

type SideName = "for" | "against" | "abstained" | "absent";
/** How one side voted: by count, by name, or both. */
type Side = { count: number; names?: string[] };

/** "Those voting …", "The following councillors voted …". */
const WHO =
  "(?:(?:There|Those|The following (?:[Cc]ouncillors|[Mm]embers|[Tt]rustees))(?: who)? )?";
const VOTED = "(?:[Vv]ot(?:ed|ing|es)|VOT(?:ED|ING|ES)) ";
const MOTION = "(?:(?: of)? (?:the|this|that|The|THE) [^:;.|\\n\\t]{1,60})?";
const BEHIND = "(?: ?\\((?<count>\\d{1,3})\\))?(?:\\s*[:|\\t]| [–—-](?= )|\\s*(?:…|\\.{3,}))";
const SIDES: [SideName, RegExp][] = (
  [
    ["for", "[Ff]or|FOR|[Ii]n favou?r|IN FAVOU?R|Ayes?|AYES?|Yeas?|YEAS?|Yes|YES"],
    ["against", "[Aa]gainst|AGAINST|Opposed|OPPOSED|Nays?|NAYS?|Noes|NOES|No|NO"],
    [
      "abstained",
      "[Aa]bstain(?:ed|ing)?(?: from voting)?|ABSTAIN(?:ED|ING)?|Abstentions?|ABSTENTIONS?",
    ],
    [
      "absent",
      "Absent|ABSENT|Excused|EXCUSED|Not voting|NOT VOTING|Recused|RECUSED|Conflicts? [Oo]f [Ii]nterests?",
    ],
  ] as const
).map(([side, words]) => [
  side,
  new RegExp(`(?<![\\p{L}’'])${WHO}(?:${VOTED})?(?:${words})${MOTION}${BEHIND}`, "gu"),
]);
/** Labels that speak of votes wherever they stand; "For:" does so only beside its counterpart. */
const SURE = new RegExp(
  `^${WHO}(?:${VOTED}|Ayes?\\b|AYES?\\b|Yeas?\\b|YEAS?\\b|Nays?\\b|NAYS?\\b|Noes\\b|NOES\\b)`,
  "u",
);

const BODY_MEMBERS =
  "(?:Councill?ors|COUNCILL?ORS|Cllrs\\.?|(?:City |Town )?Council ?[Mm]embers|Council(?:wo)?men|Commissioners|Trustees|Directors|Supervisors|Alderm[ae]n)";
const ONE_OF_BODY =
  "(?:(?:Vice[- ])?Chair(?:man|woman|person)?|(?:Vice[- ])?President|Mayor(?: Pro Tem)?|Council ?(?:[Mm]ember|man|woman)|Commissioner|Trustee|Director|Supervisor)";
const WORD = "\\p{Lu}[\\p{L}’'-]*\\.?";
const PERSON = `(?:(?:${HONORIFIC}|${ONE_OF_BODY}) )?(?:(?:${WORD}|de|der|den|di|da|van|von|al|el|bin|la|le) ){0,3}${WORD}`;
const IS_PERSON = new RegExp(`^${PERSON}(?: \\([^)]{1,40}\\))?$`, "u");
const NOBODY =
  /^(?:Motion|Votes?|Carried|Lost|Passed|Approved|Resolved|RESOLVED|CARRIED|LOST|The|This|It|In|All|Members|Total|Present|Unanimous)\b/;
const NONE = /^(?:none|nil|nobody|no one|0)\b/i;
const SENTENCE_END = /(?<!(?:^|[\s(])(?:\p{Lu}|Cllrs?|Mrs?|Ms|Dr|Jr|Sr))\.(?=\s|$)/u;

const VOTE =
  "(?<vote>[Aa]yes?|AYE|[Yy]es|YES|[Yy]ea|YEA|[Nn]o|NO|[Nn]ay|NAY|[Aa]bstain(?:ed|s)?|ABSTAIN(?:ED)?)(?![\\p{L}’'])";
/** "Smith – Aye", "Councilmember Kew: Yes", "Lam, no". */
const PAIRS = new RegExp(
  `(?<![\\p{L}’'])(?<name>${PERSON})(?:\\s*[:,|\\t]\\s*|\\s[–—-]\\s|\\s)${VOTE}`,
  "gu",
);
const BETWEEN_PAIRS = /^[\s,;.|*]*(?:and )?$/;

/** Who stands in a list such as "Councillors Kew, Lam and Oni (3)"; undefined where it is no list of people. */
function sideIn(value: string, stated?: string): Side | undefined {
  const list = value.split(SENTENCE_END)[0]!.replace(/^[\s|*]+|[\s,;|.…*–—-]+$/gu, "");
  if (NONE.test(list)) return { count: 0 };
  const [, before, named] = /^(\d{1,3})\s*[(:–—-]\s*(\D.*?)\)?$/su.exec(list) ?? [];
  if (named !== undefined) return sideIn(named, before);
  const [, names = list, behind] = /^(.*?)[\s,.…|–—-]*\(?\b(\d{1,3})\)?$/su.exec(list) ?? [];
  const count = stated ?? behind;
  if (names === "") return count === undefined ? undefined : { count: Number(count) };
  const people = peopleIn(names);
  return people && { count: count === undefined ? people.length : Number(count), names: people };
}

function peopleIn(list: string): string[] | undefined {
  const names = (list.includes(",") ? list.replace(/\n/g, " ") : list)
    .replace(new RegExp(`^${BODY_MEMBERS}[ :]+`, "u"), "")
    .split(/\s*(?:,? and |,? & |[,;\n\t|])\s*/u);
  return names.every((name) => IS_PERSON.test(name) && !NOBODY.test(name)) ? names : undefined;
}

type Label = { side: SideName; start: number; end: number; count?: string; isSure: boolean };

function labelsIn(text: string): Label[] {
  const found = SIDES.flatMap(([side, label]) =>
    [...text.matchAll(label)].map(({ 0: words, index, groups }): Label => ({
      side,
      start: index,
      end: index + words.length,
      isSure: SURE.test(words),
      ...(groups?.["count"] !== undefined && { count: groups["count"] }),
    })),
  );
  return found.toSorted((a, b) => a.start - b.start);
}

function votesOf(sides: ReadonlyMap<SideName, Side>): Votes {
  const [yes, no, none] = [sides.get("for"), sides.get("against"), sides.get("abstained")];
  return {
    ...(yes && { for: yes.count }),
    ...(no && { against: no.count }),
    ...(none && { abstentions: none.count }),
    ...(yes?.names && { namedFor: yes.names }),
    ...(no?.names && { namedAgainst: no.names }),
    ...(none?.names && { namedAbstained: none.names }),
  };
}

/** "For: Kew, Lam. Against: Oni": lists of names, each behind its label. */
function labelledVotes(text: string): Votes | undefined {
  const labels = labelsIn(text);
  const sides = labels.flatMap(({ side, end, count, isSure }, i) => {
    const value = sideIn(text.slice(end, labels[i + 1]?.start), count);
    return value && side !== "absent" ? [{ side, value, isSure }] : [];
  });
  const distinct = new Map(sides.map(({ side, value }) => [side, value]));
  if (distinct.size < sides.length) return undefined;
  const isVote = distinct.size > 1 || sides.some(({ isSure }) => isSure);
  return isVote ? votesOf(distinct) : undefined;
}

function sideOf(vote: string): SideName {
  if (/^a(?:ye|YE)?/i.test(vote)) return /^ab/i.test(vote) ? "abstained" : "for";
  return /^y/i.test(vote) ? "for" : "against";
}

/** "Kew aye, Lam aye, Oni no": at least two in a row, with nothing between them. */
function rollCall(text: string): Votes | undefined {
  const pairs = [...text.matchAll(PAIRS)].filter(({ groups }) => !NOBODY.test(groups!["name"]!));
  const inRow = pairs.every((pair, i) => {
    const before = pairs[i - 1];
    const gap = before ? text.slice(before.index + before[0].length, pair.index) : "";
    return BETWEEN_PAIRS.test(gap);
  });
  if (pairs.length < 2 || !inRow) return undefined;
  const sides = new Map<SideName, Side & { names: string[] }>();
  for (const { groups } of pairs) {
    const side = sideOf(groups!["vote"]!);
    const names = [...(sides.get(side)?.names ?? []), groups!["name"]!];
    sides.set(side, { count: names.length, names });
  }
  return votesOf(sides);
}

/** Who voted how, in the forms in which minutes record a vote by name; undefined where the text records none. */
export function namedVotes(text: string): Votes | undefined {
  const spaced = text.replace(/[^\S\n\t]+/g, " ");
  return labelledVotes(spaced) ?? rollCall(spaced);
}

function opening(text: string): string {
  return text.replace(/[^\S\n\t]+/g, " ").replace(/^[\s|*(]+/, "");
}

/** Whether a text is the record of a vote, or a part of it that says how somebody voted: a label, or "Kew: Yes". */
export function isVoteRecord(text: string): boolean {
  const words = opening(text);
  const [label, next] = labelsIn(words);
  if (label?.start !== 0) return isRoll(words);
  const value = words.slice(label.end, next?.start);
  return value.trim() === "" || sideIn(value, label.count) !== undefined;
}

/** Whether a text is a label whose people come in the next line. */
export function isVoteLabel(text: string): boolean {
  const words = opening(text);
  const [label] = labelsIn(words);
  return label?.start === 0 && words.slice(label.end).trim() === "";
}

/** Whether a text is a list of people and nothing else. */
export function isListOfPeople(text: string): boolean {
  return sideIn(opening(text))?.names !== undefined;
}

function isRoll(words: string): boolean {
  const rest = words.replace(PAIRS, "");
  return rest !== words && BETWEEN_PAIRS.test(rest);
}
