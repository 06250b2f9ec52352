import { standaloneOutcome } from "./decisions.ts";
import type { Decision, Outcome, Passage, Sentence } from "./model.ts";
import { moversIn, votesIn } from "./motions.ts";

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
    /\b(?:(?:item|matter|decision|application|report|discussion|vote) (?:was|were|be|is) (?:deferred|postponed|tabled)|(?:it was )?(?:agreed|resolved) to defer|deferred (?:to|until) (?:the|a) (?:next|future|later))\b/i,
    "deferred",
  ],
  [
    /\bmotion (?:was |is )?(?:unanimously )?(?:carried|passed|approved|adopted|carries|passes)\b|\b(?:seconded and |and )?(?:unanimously|duly) (?:approved|carried|passed|adopted)\b|^(?:The )?(?:board|council|committee) (?:unanimously )?approved\b|\bseconded(?:,| and)? (?:approved|carried|passed)\b|^(?:motion )?(?:carried|passed|approved)\b(?: unanimously)?[.:]|^all (?:in favou?r|approved)\b/i,
    "agreed",
  ],
  [/\b(?:it was )?(?:unanimously )?resolved (?:that|to)\b|\bRESOLVED\b/, "resolved"],
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
];
const NEGATED =
  /\bnot (?:agreed|approved|resolved|carried|decided)\b|\bno decision\b|\b(?:asked|queried|questioned|wondered|enquired) (?:if|whether|how|why|when|what)\b|\b(?:if|unless|until|whether) (?:it was |the )?(?:agreed|approved)\b/i;
/** Sentences that belong to the motion that the next one decides. */
const MOTION = /\b(?:motion|motioned|moved|seconded|proposed by|voted)\b/i;

function outcomeOf(text: string): Outcome | undefined {
  if (NEGATED.test(text)) return undefined;
  return STATED.find(([pattern]) => pattern.test(text))?.[1];
}

function wordsOf(passage: Passage, { start, end }: { start: number; end: number }): string {
  return passage.text.slice(start - passage.start, end - passage.start);
}

function decisionAt(
  passage: Passage,
  span: { start: number; end: number },
  outcome: Outcome,
): Decision {
  const text = wordsOf(passage, span);
  const votes = votesIn(text);
  return { start: span.start, end: span.end, outcome, ...moversIn(text), ...(votes && { votes }) };
}

/** The sentences right before that carry the motion: "Robin motioned to approve, Justin seconded." */
function motionStart(passage: Passage, index: number): Sentence {
  let first = index;
  while (first > 0) {
    const before = wordsOf(passage, passage.sentences[first - 1]!);
    if (!MOTION.test(before) || outcomeOf(before)) break;
    first--;
  }
  return passage.sentences[first]!;
}

/** The decisions that a passage states: the whole of it where it is a resolution, or single sentences of an account. */
export function findDecisions(passage: Omit<Passage, "decisions">): Decision[] {
  const whole: Passage = { ...passage, decisions: [] };
  if (passage.kind === "report") return [];
  if (passage.kind === "decision")
    return [
      decisionAt(whole, passage, passage.outcome ?? standaloneOutcome(passage.text) ?? "resolved"),
    ];
  return passage.sentences.flatMap((sentence, i) => {
    const text = wordsOf(whole, sentence);
    const outcome = outcomeOf(text);
    if (!outcome) return [];
    const start =
      MOTION.test(text) || outcome === "agreed" ? motionStart(whole, i).start : sentence.start;
    return [decisionAt(whole, { start, end: sentence.end }, outcome)];
  });
}
