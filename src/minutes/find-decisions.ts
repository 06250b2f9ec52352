import { labelledAction, listedAction, ownerOfBefore } from "./actions.ts";
import type { Action } from "./actions.ts";
import { standaloneOutcome } from "./decisions.ts";
import type { InList } from "./marked-lists.ts";
import type { Decision, Outcome, Passage, Sentence, Span } from "./model.ts";
import { moversIn, votesIn } from "./motions.ts";
import { speechCue } from "./speakers.ts";
import { isVoteRecord } from "./vote-names.ts";

const COLLECTIVE =
  "(?:the |this )?(?:[\\p{L}’'&-]+ ){0,4}?(?:committee|sub-committee|cabinet|council|board|panel|commission|executive|members|meeting)";
/** What follows "agreed that" when it is a decision and not an opinion. */
const BINDING = "(?:[^.;]{0,160}\\b(?:should|would|will|shall|be|to)\\b)";

/** Sentences of an account that state a decision. An opinion that members agreed with is none. */
const STATED: [RegExp, Outcome][] = [
  [
    /\bmotion (?:was |is )?(?:lost|defeated|failed|not carried)\b|\b(?:motion|amendment|vote) (?:fails|failed|lost)\b|\bfell\b.{0,20}\bvotes\b|\bwas (?:put (?:to the vote )?and )?(?:lost|defeated)\b/i,
    "refused",
  ],
  [
    /\b(?:application|request|proposal|petition|appeal) (?:was|be|were) (?:unanimously )?(?:refused|rejected|dismissed)\b/i,
    "refused",
  ],
  [
    /\b(?:motion|amendment|item|application|proposal) (?:was|were|be|is) withdrawn\b|\bwithdrew (?:the|his|her|their) (?:motion|amendment|application)\b/i,
    "withdrawn",
  ],
  [
    /\b(?:(?:item|matter|decision|application|report|discussion|vote) (?:was|were|be|is) (?:deferred|postponed|tabled)|(?:it was )?(?:agreed|resolved|decided) to defer|deferred (?:to|until) (?:the|a) (?:next|future|later))\b/i,
    "deferred",
  ],
  [
    /\bmotion (?:was |is )?(?:unanimously )?(?:carried|passed|approved|adopted|carries|passes)\b|\b(?:seconded and |and )?(?:unanimously|duly) (?:approved|carried|passed|adopted)\b|^(?:The )?(?:board|council|committee) (?:unanimously )?approved\b|\bseconded(?:,| and)? (?:approved|carried|passed)\b|^(?:motion )?(?:carried|passed|approved)\b(?: unanimously)?[.:]|^all (?:in favou?r|approved)\b/i,
    "agreed",
  ],
  [
    /(?:(?<!\b(?:be|been|being|is|are|were|was|gets?|got|not|never|has|have|had|fully|yet|\p{L}+n[’']t) )|\bit was |\bwas (?=unanimously ))(?:unanimously )?resolved (?:that(?! (?:way|issue|problem|question))|to)\b|(?:^|[.:;,)*] ?|\b(?:was|and|it|unanimously) )RESOLVED\b/u,
    "resolved",
  ],
  [
    new RegExp(
      `\\bit was (?:then |also |unanimously |further )*(?:agreed|decided) (?:in principle )?(?:that ${BINDING}|to\\b)`,
      "i",
    ),
    "agreed",
  ],
  [
    new RegExp(`^(?:also )?agreed (?:that ${BINDING}|to\\b|the\\b)|^agreed\\s?[:–-]`, "i"),
    "agreed",
  ],
  [
    /\b(?:proposals?|plans?|minutes|reports?|applications?|grants?|budget|accounts|recommendations?|requests?|agenda|amendments?)\b[^.;:]{0,100}\b(?:was|were) (?:\w+ly )?(?:agreed|approved|accepted|adopted)\b(?! by (?!(?:the )?(?:\w+ )?(?:board|council|committee|members|panel|cabinet)\b))/i,
    "agreed",
  ],
  [
    new RegExp(
      `^${COLLECTIVE} (?:then |unanimously |also )?(?:agreed|decided|resolved) (?:that ${BINDING}|to\\b)`,
      "iu",
    ),
    "agreed",
  ],
  [
    new RegExp(
      `^(?:it was (?:also )?(?:requested|asked) that\\b|(?:the chair(?:man|woman|person)?|${COLLECTIVE}) (?:also |then )?(?:requested|asked for)\\b(?! (?:if|whether|what|how|why)))`,
      "iu",
    ),
    "requested",
  ],
  [
    /^[*_]*(?:DECISION|Decision|RESOLUTION|Resolution)[*_]*(?: ?:[*_]*| [–—-]) +(?!(?:none|nil|n\/a|tb[cd]|pending|not? |see |open)\b)\S+ \S/u,
    "resolved",
  ],
];
const NEGATED =
  /\bnot (?:agreed|approved|resolved|carried|decided)\b|\bno decision\b|\b(?:asked|queried|questioned|wondered|enquired) (?:if|whether|how|why|when|what)\b|\b(?:if|unless|until|whether) (?:it was |the )?(?:agreed|approved)\b/i;
/** Sentences that belong to the motion that the next one decides. */
const MOTION = /\b(?:motion|motioned|moved|seconded|proposed by|voted)\b/i;

function outcomeOf(text: string): Outcome | undefined {
  if (NEGATED.test(text)) return undefined;
  return STATED.find(([pattern]) => pattern.test(text))?.[1];
}

function wordsOf(passage: Passage, { start, end }: Span): string {
  return passage.text.slice(start - passage.start, end - passage.start);
}

function decisionAt(passage: Passage, span: Span, outcome: Outcome): Decision {
  const text = wordsOf(passage, span);
  const votes = votesIn(text);
  return { start: span.start, end: span.end, outcome, ...moversIn(text), ...(votes && { votes }) };
}

/** The sentences right before that carry the motion: "Robin motioned to approve, Justin seconded." */
function motionStart(passage: Passage, index: number): Sentence {
  let first = index;
  while (first > 0) {
    const before = wordsOf(passage, passage.sentences[first - 1]!);
    if (!(MOTION.test(before) || isVoteRecord(before)) || outcomeOf(before)) break;
    first--;
  }
  return passage.sentences[first]!;
}

function requestAt(passage: Passage, span: Span, { owner }: Action): Decision {
  return { ...decisionAt(passage, span, "requested"), ...(owner !== undefined && { owner }) };
}

const NO_DECISION =
  /^\W*(?:none\b|nil\b|n\/a|tb[cd]\b|no (?:\p{L}+ )*(?:decisions?|conclusions?|consensus)\b)/iu;

/** What an entry of a list of decisions decides. */
function listedOutcome(text: string, index: number, list: InList | undefined): Outcome | undefined {
  return list === "decision" && index === 0 && !NO_DECISION.test(text) ? "resolved" : undefined;
}

/** What stands in a list of actions, and what a speaker of a transcript says, decides nothing. */
function isTalk({ text, sentences }: Passage, list: InList | undefined): boolean {
  if (list !== undefined) return list !== "decision";
  return sentences[0]?.speaker !== undefined && speechCue(text)?.verbatim === true;
}

/** What one sentence of an account decides, or asks for. */
function statedAt(passage: Passage, index: number, list: InList | undefined): Decision[] {
  const sentence = passage.sentences[index]!;
  const text = wordsOf(passage, sentence);
  const listed = list === "action" && index === 0 ? listedAction(text) : undefined;
  const action = labelledAction(text) ?? listed;
  if (action) return [requestAt(passage, sentence, action)];
  const outcome = isTalk(passage, list)
    ? undefined
    : (outcomeOf(text) ?? listedOutcome(text, index, list));
  if (!outcome) return [];
  const withMotion = MOTION.test(text) || outcome === "agreed";
  const { start } = withMotion ? motionStart(passage, index) : sentence;
  return [decisionAt(passage, { start, end: recordEnd(passage, index) }, outcome)];
}

/** Where the sentences end that record who voted how, right behind a decision. */
function recordEnd(passage: Passage, index: number): number {
  let last = index;
  while (
    passage.sentences[last + 1] &&
    isVoteRecord(wordsOf(passage, passage.sentences[last + 1]!))
  )
    last++;
  return passage.sentences[last]!.end;
}

/** "The Clerk would write to the landowner. ACTION: Clerk": a request that the next sentence gives to somebody. */
function withOwners(passage: Passage, found: readonly Decision[]): Decision[] {
  return passage.sentences.slice(1).reduce(
    (decisions, sentence, i) => {
      const owner = ownerOfBefore(wordsOf(passage, sentence));
      if (owner === undefined) return decisions;
      const before = passage.sentences[i]!;
      const known = decisions.find(({ end }) => end === before.end);
      const asked = known
        ? { ...known, end: sentence.end, owner }
        : requestAt(passage, { start: before.start, end: sentence.end }, { owner });
      return [...decisions.filter((one) => one !== known), asked].toSorted(
        (a, b) => a.start - b.start,
      );
    },
    [...found],
  );
}

/** The whole of a resolution; an action that stands below it is none of it. */
function resolutionIn(passage: Passage): Decision {
  const action = labelledAction(passage.text);
  if (action) return requestAt(passage, passage, action);
  const outcome = passage.outcome ?? standaloneOutcome(passage.text) ?? "resolved";
  return decisionAt(passage, passage, outcome);
}

/**
 * The decisions that a passage states: the whole of it where it is a resolution, or single sentences of an account.
 * What is asked of somebody, behind a label such as "ACTION:" or in a list of actions, is requested.
 *
 * @param list where the passage stands in a list of actions
 */
export function findDecisions(passage: Omit<Passage, "decisions">, list?: InList): Decision[] {
  const whole: Passage = { ...passage, decisions: [] };
  if (passage.kind === "report") return [];
  if (passage.kind === "decision") return [resolutionIn(whole)];
  const stated = passage.sentences.flatMap((_, i) => statedAt(whole, i, list));
  return withOwners(whole, stated);
}
