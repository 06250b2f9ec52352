import { isPersonSpeaker } from "../minutes/speakers.ts";
import { ASKS_WHEN, wantedBy } from "./answer-type.ts";
import type { Wanted } from "./answer-type.ts";
import { figuresIn } from "./named-figures.ts";
import { periodsIn, withoutTimes } from "./named-times.ts";
import type { Period } from "./named-times.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import { facetValues } from "../retrieval/facets.ts";
import { isStopWord, words } from "../retrieval/terms.ts";
import type { Word } from "../retrieval/terms.ts";

/** The kind of answer that a question wants. */
export type QuestionKind = "decision" | "who" | "quantity" | "time" | "reason" | "fact" | "topic";

export type Question = {
  text: string;
  /** The question without the names of those speakers and councils, and without times. */
  topic: string;
  kind: QuestionKind;
  wanted?: Wanted;
  /** Councils of the corpus that the question names, by name or alias. */
  councils: string[];
  /** People and roles of the corpus whose words the question may ask for. */
  speakers: string[];
  /** Days, months, seasons and years that the question names. */
  periods: Period[];
  /** Figures that the question names, folded. */
  figures: string[];
  /** The question asks who said, asked or suggested something. */
  asksWhoSpoke: boolean;
  /** The question asks for what holds now: "who is the treasurer?" */
  asksOfNow: boolean;
  /** The question asks for the words of somebody who speaks nowhere in the corpus. */
  speakerUnknown: boolean;
};

const KINDS: [RegExp, QuestionKind][] = [
  [
    /\b(?:decid\w*|decision|resol(?:ve|ved|ution)\w*|outcome|formal(?:ly)?|vote[ds]?|carried|dispose[ds]?|conclude[ds]?|agree[ds]? (?:to|on|about)|did .* agree)\b/i,
    "decision",
  ],
  [
    /\b(?:how (?:many|much|old|long|often|far|big)|what (?:number|share|proportion|percentage|figure|age|amount|cost|price|sum))\b/i,
    "quantity",
  ],
  [ASKS_WHEN, "time"],
  [/\b(?:why|reasons?|how come|what caused)\b/i, "reason"],
  [
    /^(?:and |so |but )?(?:who|whose|whom|which (?:councillors?|officers?|members?|person))\b/i,
    "who",
  ],
];
const WHO_SPOKE =
  /\b(?:who|which (?:councillors?|officers?|members?|person|resident)) (?:first |also )?(?:said|asked|raised|suggested|queried|questioned|commented|noted|proposed|requested|wanted|felt|thought|argued|complained|mentioned|reported|called|added|explained|told|spoke)\b/i;
const QUESTION_WORD =
  /^(?:and |so |but )?(?:what|which|where|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b/i;
const TOPIC =
  /\b(?:what (?:was|were|is|has been|did .{1,60}) (?:said|discussed|say|mentioned|raised)|discuss\w*|mentions?|everything|anything|summar\w*|feature|views? on|compare|contrast|each|all)\b/i;

/** The first verb that tells a time; "what do the minutes say" asks what was said. */
const TELLS_TIME =
  /\b(?:(?<now>is|are|(?:who|what|when|where)[’']s|do(?:es)?\b(?!.*\b(?:say|tell|hold|mention|record|show)\b))|was|were|did|has|have|had|will|would|can|could|should)\b/i;
/** Kinds of questions that one thing answers, and not all that was said or decided. */
const OF_ONE_THING: ReadonlySet<QuestionKind> = new Set<QuestionKind>([
  "fact",
  "quantity",
  "time",
  "who",
]);

const isOfNow = (text: string, kind: QuestionKind): boolean =>
  OF_ONE_THING.has(kind) &&
  periodsIn(text).length === 0 &&
  TELLS_TIME.exec(text)?.groups?.["now"] !== undefined;

function kindOf(text: string): QuestionKind {
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  if (kind) return kind;
  if (TOPIC.test(text)) return "topic";
  return QUESTION_WORD.test(text) ? "fact" : "topic";
}

/** Whether all words of `name` stand next to each other, in order, in `folded`. */
function standsIn(folded: readonly string[], name: string): boolean {
  const wanted = words(name).map((word) => word.folded);
  if (wanted.length === 0) return false;
  return folded.some((_, at) => wanted.every((word, i) => folded[at + i] === word));
}

export type KnownNames = {
  /** Council to its other names. */
  councils: Map<string, string[]>;
  speakers: string[];
};

/** The councils and speakers of a corpus. */
export function knownNames(corpus: Corpus): KnownNames {
  const councils = new Map<string, string[]>();
  for (const { council, aliases } of corpus.documents) {
    if (council !== null)
      councils.set(council, [...new Set([...(councils.get(council) ?? []), ...aliases])]);
  }
  return { councils, speakers: [...facetValues(corpus, "speaker")] };
}

/** The councils that a text names. */
export function councilsNamed(text: string, known: KnownNames): string[] {
  const folded = words(text).map((word) => word.folded);
  return [...known.councils].flatMap(([council, aliases]) =>
    [council, ...aliases].some((name) => standsIn(folded, name)) ? [council] : [],
  );
}

/** Subject of "what did X say", "according to X", "X's view on", "did X say". */
const ASKED_SPEAKER =
  /\b(?:did|does|do|has|have) (?<subject>.{2,60}?) (?:say|tell|told|think|thought|ask|asked|want|wanted|report|reported|suggest|comment|add|raise|raised|claim|make of|make|feel|call for|agree|conclude)\b|\baccording to (?<source>.{2,50}?)(?:,|\?|$| what| how| why| when| who| the (?:reason|main))|\b(?<owner>.{2,50}?)[’']s? (?:views?|position|opinion|stance|contributions?|comments?|answer|reply|response|concerns?)\b/i;

/** The words of a question that name the one whose words are asked for; undefined where nobody's are. */
export function askedSpeaker(text: string): string | undefined {
  const groups = ASKED_SPEAKER.exec(text)?.groups;
  return groups?.["subject"] ?? groups?.["source"] ?? groups?.["owner"];
}

/** `own` are the folded words of the name. */
type Speaker = { name: string; isPerson: boolean; own: readonly string[] };

/** The speakers of known names, read once: a large archive has thousands. */
const speakersRead = new WeakMap<KnownNames, readonly Speaker[]>();

function speakersOf(known: KnownNames): readonly Speaker[] {
  const before = speakersRead.get(known);
  if (before) return before;
  const speakers = known.speakers.map((name): Speaker => {
    const own = words(name).map(({ folded }) => folded);
    return { name, isPerson: isPersonSpeaker(name), own: own.filter((word) => !isStopWord(word)) };
  });
  speakersRead.set(known, speakers);
  return speakers;
}

const TITLE = /^(?:councillors?|cllrs?|mr|mrs|ms|miss|dr|professor|reverend|rev)$/;

/**
 * A person is named by the surname: with a capital, behind a title or the first name, or where their words are asked for.
 * "Young people" and "a long wait" name nobody.
 */
function namesPerson(
  text: string,
  list: readonly Word[],
  asked: readonly string[],
  own: readonly string[],
): boolean {
  const surname = own.at(-1);
  return list.some(({ folded, start }, at) => {
    if (folded !== surname) return false;
    const before = list[at - 1]?.folded ?? "";
    const capital = at > 0 && /\p{Lu}/u.test(text.charAt(start));
    return capital || TITLE.test(before) || own.includes(before) || asked.at(-1) === surname;
  });
}

/** Speakers whom a text names: persons anywhere in it, roles, by all their words, only where their words are asked for. */
export function speakersNamed(text: string, known: KnownNames): string[] {
  const list = words(text);
  const asked = words(askedSpeaker(text) ?? "").map((word) => word.folded);
  const isNamed = ({ isPerson, own }: Speaker): boolean =>
    isPerson
      ? namesPerson(text, list, asked, own)
      : own.length > 0 && own.every((word) => asked.includes(word));
  return speakersOf(known)
    .filter(isNamed)
    .map(({ name }) => name);
}

function namesOf(councils: readonly string[], known: KnownNames): string[] {
  return councils.flatMap((council) => [council, ...(known.councils.get(council) ?? [])]);
}

/**
 * Reads what a question asks for, from its words and the names that the corpus knows.
 *
 * @param own the question without what was added to make it stand alone
 */
export function readQuestion(text: string, known: KnownNames, own = text): Question {
  const kind = kindOf(own);
  const wanted = wantedBy(kind === "quantity" ? text : own, kind);
  const speakers = speakersNamed(text, known);
  const councils = councilsNamed(text, known);
  return {
    text,
    topic: topicOf(text, [...speakers, ...namesOf(councils, known)]),
    kind,
    ...(wanted && { wanted }),
    councils,
    speakers,
    periods: periodsIn(periodsIn(own).length > 0 ? own : text),
    figures: figuresIn(text),
    asksWhoSpoke: WHO_SPOKE.test(own),
    asksOfNow: isOfNow(own, kind),
    speakerUnknown: speakers.length === 0 && isPersonName(askedSpeaker(text), known),
  };
}

/** "Councillor Patel", "Professor David Thorpe": a title or two names, and no council's or body's name. */
const PERSON_NAME =
  /^(?:(?:the |councillor |cllr |mr |mrs |ms |miss |dr |professor )+\p{Lu}[\p{L}’'-]+|\p{Lu}\p{Ll}+(?= \p{Lu}))(?: \p{Lu}[\p{L}’'-]+)*$/u;
const BODY_NAME =
  /\b(?:council|committee|board|cabinet|government|police|members|officers|service|services|trust|school|department|ofsted|panel|chair|director)\b/i;

function isPersonName(subject: string | undefined, known: KnownNames): boolean {
  if (subject === undefined || BODY_NAME.test(subject) || councilsNamed(subject, known).length > 0)
    return false;
  return PERSON_NAME.test(
    subject.replace(/^\p{Lu}/u, (first) =>
      /^(?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr|Professor)\b/.test(subject)
        ? first.toLowerCase()
        : first,
    ),
  );
}

/**
 * The question without the names of speakers and councils, and without times: what they are to have spoken of. The question
 * itself where nothing is left.
 */
function topicOf(text: string, names: readonly string[]): string {
  const named = new Set(names.flatMap((name) => words(name).map(({ folded }) => folded)));
  const timeless = withoutTimes(text);
  const rest = words(timeless).filter(({ folded }) => !named.has(folded));
  const topic = rest.map(({ start, end }) => timeless.slice(start, end)).join(" ");
  return rest.some(({ folded }) => !isStopWord(folded)) ? topic : text;
}
