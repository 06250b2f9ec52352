import { votesIn } from "../minutes/motions.ts";
import { queryWords, words } from "../retrieval/terms.ts";
import type { QuestionKind } from "./question.ts";

/** What the question wants to be told. */
export type Wanted =
  | "votes"
  | "count"
  | "money"
  | "share"
  | "duration"
  | "frequency"
  | "time"
  | "name"
  | "reason"
  | "decision";

/** "When did", "and when was it": asks for a time; "when their children bunk off" does not. */
export const ASKS_WHEN =
  /^(?:and |so |but )?when\b|\bwhen (?:is|was|will|did|does|do|are|were|can|could|would|should|has|have|had|must)\b|\bwhat (?:date|year|month|day|time)\b/i;
/** Verbs and nouns that tell that "how much" asks for money, and not for water or gravel. */
const OF_MONEY =
  "cost|pay|paid|spen[dt]|bill|budget|price|fund|grant|charge|fee|raise|sav(?:e|ing)|worth|owe|sum|award|invest|earn|contribut|towards|set \\w+ back|income|rent|salary|wage|fine|donat|deficit|debt|money|overspen|shortfall|precept|tax";

const ASKED: [RegExp, Wanted][] = [
  [
    /\bvote (?:count|tally|split|result)\b|\bhow many .{0,40}voted?\b|\bhow did .{1,60} vote\b|\bwho voted\b/i,
    "votes",
  ],
  [/\bhow often\b/i, "frequency"],
  [/\bhow long\b|\b(?:up to )?what age\b|\bhow old\b/i, "duration"],
  [/\bwhat (?:share|proportion|percentage|fraction)\b/i, "share"],
  [
    new RegExp(
      `\\bhow much\\b.{0,80}?\\b(?:${OF_MONEY})|\\bwhat (?:cost|price|sum|fee|salary|budget)\\b|\\b(?:what|how) .{1,60}\\bcosts?\\b`,
      "i",
    ),
    "money",
  ],
  [/\bhow (?:many|much)\b|\bwhat (?:number|figure)\b|\baverage\b|\bfigures?$/i, "count"],
  [ASKS_WHEN, "time"],
  [
    /\bwhat (?:\w+ ){0,2}?(?:borough|council|authority|area|company|firm|contractor|organisation|body|school|hospital|charity|bank|software|act|legislation|law)\b|^(?:and |so |but )?(?:(?:in|at|on|from|for|by|to|with) )?which\b|^(?:and |so |but )?(?:who|whom|whose)\b|\bnames? of\b/i,
    "name",
  ],
  [/\b(?:why|reasons?|how come|what caused)\b/i, "reason"],
];

/** What a question wants to be told; undefined where it wants no particular type of thing. */
export function wantedBy(question: string, kind: QuestionKind): Wanted | undefined {
  const asked = ASKED.find(([pattern]) => pattern.test(question))?.[1];
  return kind === "decision" && asked !== "votes" ? "decision" : asked;
}

const NUMBER = /\d/;
const NUMBER_WORD =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|hundred|thousand|dozen|no|none|several)$/;
const MONEY =
  /[£$€]\s?\d|\b\d[\d,.]*\s?(?:p|k|m|million|pounds?)\b|\bno (?:cost|charge|fee)\b|\bfree\b/i;
const SHARE =
  /\d\s?%|\bper ?cent\b|\b(?:half|thirds?|quarters?|majority|most|all|none)\b|\b\d+ (?:of|in|out of) (?:the |every )?\d+/i;
const DURATION =
  /\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|a)[ -](?:more |further )?(?:years?|months?|weeks?|days?|hours?|minutes?|terms?)\b/i;
const FREQUENCY =
  /\b(?:every|each|per) (?:\w+ )?(?:year|month|week|day|term|quarter)\b|\b(?:annual|annually|yearly|monthly|weekly|daily|quarterly|twice|once|regular|regularly)\b/i;
const TIME =
  /\b(?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|immediately|(?:next|last|this|coming) (?:week|month|year|term|spring|summer|autumn|winter)|\d{1,2}[:.]\d\d|soon|within (?:the|a|\d+))\b/i;
const REASON =
  /\b(?:because|due to|as (?:there|it|they|the|this|he|she|a|some)|in order|so that|meant|reasons?|since|owing|sought to|to address|would|by \w+ing|tended|explained|advised|suggested|resulting|result of|following|difficult\w*|complex\w*|lack|shortages?|poor|historic|had led)\b/i;
const DECISION =
  /\b(?:agreed|resolved|noted|decided|concluded|approved|requested|that the (?:committee|cabinet|council|board)|elected|accepted|voted|carried|reviewed|rejected|refused|deferred|recommended|endorsed|adopted)\b/i;

const VOTED = /\b(?:voted|voting|abstain\w*)\b/i;

/** How many words may stand between a number and the thing it counts: "24 new foster carers". */
const COUNT_REACH = 4;

/** The thing whose number is asked: the words behind "how many", up to the verb. */
const COUNTED =
  /\b(?:how many|how much|number of|figures? (?:for|of)|average)\s+(?<thing>.{2,60}?)(?=\s+(?:did|do|does|are|is|was|were|has|have|had|can|could|will|would|in|at|on|by|per|there|from|for)\b|[?.,]|$)/i;

function countedStems(question: string): Set<string> {
  const thing = COUNTED.exec(question)?.groups?.["thing"] ?? question;
  return new Set(queryWords(thing).map(({ stem }) => stem));
}

/** Whether a number that the question does not give stands right beside the thing whose number is asked. */
function counts(text: string, question: string): boolean {
  const asked = countedStems(question);
  const given = new Set(words(question).map(({ folded }) => folded));
  const list = words(text);
  return list.some(({ folded }, i) => {
    if (given.has(folded) || !(NUMBER.test(folded) || NUMBER_WORD.test(folded))) return false;
    const near = [...list.slice(Math.max(0, i - 2), i), ...list.slice(i + 1, i + 1 + COUNT_REACH)];
    return near.some(({ stem }) => asked.has(stem));
  });
}

/** Whether a text holds a figure of any kind that the question does not itself give. */
function hasNewNumber(text: string, question: string): boolean {
  const given = new Set(words(question).map(({ folded }) => folded));
  return words(text).some(({ folded }) => NUMBER.test(folded) && !given.has(folded));
}

/** Whether a text holds a proper name that is neither the speaker's nor in the question. The first word does not count. */
function hasNewName(text: string, question: string, speaker: string | undefined): boolean {
  const known = new Set(words(`${question} ${speaker ?? ""}`).map(({ folded }) => folded));
  return words(text)
    .slice(1)
    .some(
      ({ folded, start }) =>
        /\p{Lu}/u.test(text.charAt(start)) && !known.has(folded) && !TITLE_WORD.test(folded),
    );
}
const TITLE_WORD =
  /^(?:councillor|cllr|chair|committee|council|board|officers|members|mr|mrs|ms|dr|professor|the|service|services)$/;

type Holds = (text: string, question: string, speaker: string | undefined) => boolean;

const HOLDS: Record<Exclude<Wanted, "count">, Holds> = {
  votes: (text) => votesIn(text) !== undefined || VOTED.test(text),
  money: (text) => MONEY.test(text),
  share: (text) => SHARE.test(text),
  duration: (text) => DURATION.test(text),
  frequency: (text) => FREQUENCY.test(text),
  time: (text) => TIME.test(text),
  reason: (text) => REASON.test(text),
  decision: (text) => DECISION.test(text),
  name: (text, question, speaker) =>
    hasNewName(text, question, speaker) || (speaker !== undefined && !asksForThing(question)),
};

/** 1 where a sentence holds the type of thing wanted, beside what it is wanted of; 0 where it does not; between where it may. */
export function holdsWanted(
  text: string,
  question: string,
  wanted: Wanted,
  speaker: string | undefined,
): number {
  if (wanted !== "count") return HOLDS[wanted](text, question, speaker) ? 1 : 0;
  if (counts(text, question)) return 1;
  return hasNewNumber(text, question) ? 0.5 : 0;
}

/** Whether a question asks for the name of something, to which the sentence's speaker is no answer. */
function asksForThing(question: string): boolean {
  return !/^(?:and |so |but )?(?:who|whom|whose|(?:which|what) (?:\w+ )?(?:councillor|member|officer|person|resident|speaker|witness|director|chair))\b/i.test(
    question,
  );
}

/** "which borough", "what company": the noun whose name is asked. */
const NAMED_NOUN =
  /\b(?:which|what) (?:\w+ )?(?<noun>borough|council|authority|area|company|firm|contractor|organisation|school|hospital|charity|bank|councillor|officer|member|committee)s?\b/i;

/** Whether a text speaks of the thing whose name is asked without naming it: "one borough", "a company". */
export function leavesUnnamed(text: string, question: string): boolean {
  const noun = NAMED_NOUN.exec(question)?.groups?.["noun"];
  return (
    noun !== undefined &&
    new RegExp(
      `\\b(?:one|an?|another|some|certain|several|unnamed) (?:\\w+ )?${noun}s?\\b`,
      "i",
    ).test(text)
  );
}

/** Whether a question asks what somebody or something is called. */
export function asksForName(question: string): boolean {
  return /\b(?:names?|named|called|identity)\b/i.test(question);
}

const ASKING =
  /\b(?:asked|queried|questioned|enquired|inquired|wondered|sought clarification|question)\b/i;

/** Whether a sentence reports a question rather than an answer. */
export function reportsQuestion(text: string): boolean {
  return ASKING.test(text);
}

/** Proper names, years and figures of a question: what an answer must carry, if anything. Sentence openings do not count. */
export function particulars(question: string): string[] {
  const telling = new Set(queryWords(question).map(({ start }) => start));
  return words(question).flatMap(({ folded, start }) => {
    const raw = question.charAt(start);
    const opens = start === 0 || /[.?!]\s*$/.test(question.slice(0, start));
    const proper = /\p{Lu}/u.test(raw) && !opens && telling.has(start);
    return proper || /\d/.test(folded) ? [folded] : [];
  });
}

/** Acronyms of a question, folded: "DfE", "CCG". */
export function acronymsIn(question: string): ReadonlySet<string> {
  const all = words(question).filter(({ start, end }) =>
    /^(?=(?:.*\p{Lu}){2})\p{L}{3,6}$/u.test(question.slice(start, end)),
  );
  return new Set(all.map(({ folded }) => folded));
}
