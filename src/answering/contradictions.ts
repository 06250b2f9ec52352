import type { Corpus } from "../retrieval/corpus.ts";
import { isPersonSpeaker } from "../minutes/speakers.ts";
import { queryWords, subjectWords, words } from "../retrieval/terms.ts";
import { holdsWanted, leavesUnnamed } from "./answer-type.ts";
import type { Wanted } from "./answer-type.ts";
import { askedSpeaker } from "./question.ts";
import type { Question } from "./question.ts";
import type { Evidence } from "./select.ts";

/** Types of thing that are told in numbers. */
export const FIGURES: ReadonlySet<Wanted> = new Set<Wanted>([
  "votes",
  "count",
  "money",
  "share",
  "duration",
  "frequency",
  "time",
]);

/** How many of the best sentences are looked at for what the question wants. */
const LOOKED_AT = 3;

/** Why the best sentences are no answer, however near they are. */
export type Contradiction =
  | "steers the program"
  | "asks what a paper holds"
  | "names an outcome that is not recorded"
  | "names a speaker who does not speak"
  | "names a speaker who speaks of other things"
  | "asks for a figure that is not given"
  | "asks for a name that is not given"
  | "asks about words that stand nowhere"
  | "names a council whose minutes do not say"
  | "names a figure of which the minutes do not say";

/** Words that name what a body did to a proposal; a question that gives one asks for minutes that record it. */
const OUTCOME = /^(?:reject|refus|dismiss|veto|overturn|defeat|quash|abolish|scrap|withdr)/;
/** "what did the report … say", "findings of": asks what a paper holds, and not what the meeting said of it. */
const ASKS_FOR_PAPER =
  /\bwhat (?:did|does|do) (?:the|that|this|its|their) (?:[\w’'-]+ ){0,4}?(?:report|review|audit|survey|study|letter|strategy|inspection|evaluation|assessment|investigation|inquiry|written (?:answer|reply))\b[^()?]*\b(?:say|find|conclude|show|recommend)\b|\b(?:findings?|contents?|conclusions|text) of (?:the |[\w’']+ ){0,4}(?:report|review|audit|survey|study|letter|inspection|evaluation|assessment|investigation|inquiry)\b/i;
/** Words that try to steer the program instead of asking the minutes. */
const STEERS =
  /\b(?:ignore (?:all|any|the|your|previous)|override|disregard|pretend|make up|made[- ]up|fabricate|jailbreak|system (?:prompt|message|override)|(?:reply|respond|answer) (?:only|with)|you are now)\b/i;
/** The question names its subject and wants what was said of it. */
const ASKS_ABOUT =
  /\b(?:said|say|discussed|mentioned|raised|tell|told) (?:about|on|of|regarding|concerning)\b|\bmentions? of\b/i;

/** A speaker's sentence that comes as near the question's meaning may be about it in other words. */
const NEAR_MEANING = 0.42;

function silentSpeaker(
  { speakers, topic }: Question,
  scored: readonly Evidence[],
): Contradiction[] {
  const persons = speakers.filter(isPersonSpeaker);
  if (persons.length === 0 || persons.length < speakers.length) return [];
  const own = scored.filter(({ sentence }) =>
    persons.includes(sentence.speaker ?? sentence.voice ?? ""),
  );
  if (own.length === 0) return ["names a speaker who does not speak"];
  const subject = subjectWords(topic).length > 0;
  const covers = own.some(
    ({ coverage, placedCoverage, cosine }) =>
      coverage > 0 || placedCoverage > 0 || cosine >= NEAR_MEANING,
  );
  return subject && !covers ? ["names a speaker who speaks of other things"] : [];
}

/** 0 where the best sentences hold the type of thing that the question wants, 1 where they do not. */
export function wantedMissing(
  { wanted, text: asked }: Question,
  scored: readonly Evidence[],
): number {
  if (!wanted) return 0;
  return (
    1 -
    Math.max(
      0,
      ...scored
        .slice(0, LOOKED_AT)
        .map(({ text, sentence }) => holdsWanted(text, asked, wanted, sentence.speaker)),
    )
  );
}

function unrecordedOutcome({ text }: Question, around: string): boolean {
  const nearby = around.toLowerCase();
  return queryWords(text).some(
    ({ folded }) => OUTCOME.test(folded) && !nearby.includes(folded.slice(0, 5)),
  );
}

function lacksFigure({ figures }: Question, around: string): boolean {
  const own = new Set(words(around).map(({ folded }) => folded));
  return figures.some((figure) => !own.has(figure));
}

function missingThing(question: Question, scored: readonly Evidence[]): Contradiction[] {
  const { text, wanted } = question;
  const missing = wantedMissing(question, scored) === 1;
  if (missing && wanted && FIGURES.has(wanted)) return ["asks for a figure that is not given"];
  const unnamed = scored[0] !== undefined && leavesUnnamed(scored[0].text, text);
  return unnamed || (missing && wanted === "name") ? ["asks for a name that is not given"] : [];
}

/** With less than this part of the best sentence's probability, the best of those that fit is not about the matter. */
const LEAST_FITTING = 0.3;

/** Whether what was found is not of what the question names: no sentence that fits comes near the best. */
function isOfOther(scored: readonly Evidence[], fits: (evidence: Evidence) => boolean): boolean {
  const fitting = scored.find(fits);
  return (fitting?.probability ?? 0) < LEAST_FITTING * (scored[0]?.probability ?? 0);
}

/** Whether what was found is of another time than the question names. */
export const isOfOtherTime = (scored: readonly Evidence[]): boolean =>
  isOfOther(scored, ({ time }) => time >= 0);

/** Whether what was found stands in the minutes of councils that the question does not name. */
function elsewhere(corpus: Corpus, { councils }: Question, scored: readonly Evidence[]): boolean {
  const isLocal = ({ position }: Evidence) =>
    councils.includes(corpus.documentOf(position).council ?? "");
  return councils.length > 0 && isOfOther(scored, isLocal);
}

function standsNowhere({ text }: Question, scored: readonly Evidence[]): boolean {
  const best = scored.slice(0, LOOKED_AT);
  return ASKS_ABOUT.test(text) && best.every(({ coverage }) => coverage === 0);
}

/** Whether the one whose words are asked for speaks nowhere, nor is named in the best sentences or before them. */
function unheardOf({ text, speakerUnknown }: Question, scored: readonly Evidence[]): boolean {
  const name = words(askedSpeaker(text) ?? "").at(-1)?.folded;
  const near = scored
    .slice(0, LOOKED_AT)
    .flatMap((evidence) => words(`${evidence.previous?.text ?? ""} ${evidence.text}`));
  return speakerUnknown && !near.some(({ folded }) => folded === name);
}

/** Reasons to hold that the sentences do not answer the question, found from the structure of both. */
export function contradictions(
  corpus: Corpus,
  question: Question,
  scored: readonly Evidence[],
  around: string,
): Contradiction[] {
  const { text } = question;
  const plain: [boolean, Contradiction][] = [
    [STEERS.test(text), "steers the program"],
    [ASKS_FOR_PAPER.test(text), "asks what a paper holds"],
    [unrecordedOutcome(question, around), "names an outcome that is not recorded"],
    [unheardOf(question, scored), "names a speaker who does not speak"],
    [standsNowhere(question, scored), "asks about words that stand nowhere"],
    [elsewhere(corpus, question, scored), "names a council whose minutes do not say"],
    [lacksFigure(question, around), "names a figure of which the minutes do not say"],
  ];
  return [
    ...silentSpeaker(question, scored),
    ...missingThing(question, scored),
    ...plain.flatMap(([holds, contradiction]) => (holds ? [contradiction] : [])),
  ];
}
