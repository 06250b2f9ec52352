import type { Outcome } from "./model.ts";

const HEADING: [RegExp, Outcome][] = [
  [
    /^(?:it was )?(?:unanimously )?resolved(?:,? \(?unanimously\)?)?(?: that| to)?\s*:?$/i,
    "resolved",
  ],
  [/^(?:it was )?(?:unanimously )?agreed(?: that)?\s*:?$/i, "agreed"],
  [/^noted(?: that)?\s*:?$/i, "noted"],
  [/^(?:decisions?|recommended)\s*:?$/i, "resolved"],
];

/** The line that opens a resolution ("RESOLVED:", "AGREED", "Decision:"), when it stands alone. */
export function resolutionHeading(line: string): Outcome | undefined {
  const words = line.trim();
  if (words.length > 40 || !/^[^a-z]*$|:$/.test(words)) return undefined;
  return HEADING.find(([pattern]) => pattern.test(words))?.[1];
}

const DECISIONS =
  /^(?:#+ *)?(?:[*_]+(?:key )?decisions?(?: (?:made|taken|reached))?[*_]*:?[*_]*|(?:key )?decisions(?: (?:made|taken|reached))?:?|decision:)$/i;

/** Whether a line, or the title of an item, opens a list of decisions: "**Decisions:**", "Decisions". */
export function opensDecisions(line: string): boolean {
  return DECISIONS.test(line.trim());
}

const BODY =
  "(?:the|this|that the) (?:[\\p{L}’'&-]+ ){0,6}?(?:committee|sub-committee|cabinet|council|board|panel|commission|executive|forum|authority|members)";
const PAST: [string, Outcome][] = [
  ["noted|received|reviewed(?: and commented(?: up)?on)?", "noted"],
  ["agreed|approved|endorsed|adopted|accepted|confirmed", "agreed"],
  ["resolved|recommended|determined|granted", "resolved"],
  ["requested|instructed|asked for", "requested"],
  ["refused|rejected|dismissed", "refused"],
  ["deferred|adjourned consideration|postponed", "deferred"],
  ["withdrawn|withdrew", "withdrawn"],
];

/** "agreed that it was sad" tells what was said; "agreed that it be sent" tells what was decided. */
const TALK =
  " that\\b(?!(?: [^.]{0,120})? (?<!\\b(?:can|could|may|might|must|will|would|should|to|not) )be\\b)";
/** A character before any relative clause: "the plan that was agreed last year" decides nothing. */
const MAIN_CLAUSE = "(?:(?!\\b(?:that|which|who|whose|as|when|where|if|because)\\b)[^.,;:])";

/** "That the Committee reviewed and commented upon the report.", "RESOLVED that …" */
const RESOLUTION =
  /^(?:(?:unanimously )?(?:RESOLVED|AGREED|NOTED|DECISION|DECIDED)\b|(?:\(?\d+\)?\.?\s*|\(?[a-z]\)\s*)?That (?:the|a|an|it|this|officers|members|in)\b)/;

/** What a body has before it and can decide on: a body "accepted responsibility" without deciding anything. */
const MATTER =
  "(?:report|minutes|update|plan|strategy|recommendations?|application|petition|presentation|statement|motion|item|budget|programme|proposal|amendment|accounts|policy|terms of reference|appointments?|nominations?|request)s?";
const NEEDS_MATTER =
  "(?:accepted|confirmed)\\b(?! (?:the|this|that|these|those|its|all|an?) [^.]{0,60}\\b" +
  MATTER +
  "\\b)";
/** "agreed by the government": another body's decision. */
const BY_ANOTHER =
  "(?! by (?!(?:the )?(?:[\\p{L}’'&-]+ ){0,3}(?:committee|sub-committee|cabinet|council|board|panel|commission|members)\\b))";

function decides([verbs, outcome]: [string, Outcome]): RegExp[] {
  const talk = outcome === "noted" ? " that" : TALK;
  return [
    new RegExp(
      `^${BODY} (?:then |unanimously |also )?(?!${NEEDS_MATTER})(?:${verbs})\\b(?!${talk}| with)`,
      "iu",
    ),
    new RegExp(
      `^(?:that )?(?:the|this) (?:${MAIN_CLAUSE}{0,120} )?${MATTER}\\b${MAIN_CLAUSE}{0,120}\\b(?:was|were|be|is) (?:\\w+ly )?(?:${verbs})\\b${BY_ANOTHER}`,
      "iu",
    ),
  ];
}

const DECIDING = PAST.map((past) => ({ outcome: past[1], patterns: decides(past) }));

function outcomeByPhrase(sentence: string): Outcome | undefined {
  const line = sentence.replace(/\s+/g, " ");
  return DECIDING.find(({ patterns }) => patterns.some((pattern) => pattern.test(line)))?.outcome;
}

/**
 * What a paragraph that stands alone as a decision resolved, or undefined where it is no decision. Only whole paragraphs
 * count ("The Sub-Committee noted the annual report…", "That the Committee…"): an account of the talk that says that
 * members agreed with somebody is discussion.
 */
export function standaloneOutcome(paragraph: string): Outcome | undefined {
  if (RESOLUTION.test(paragraph)) return statedOutcome(paragraph) ?? "resolved";
  return outcomeByPhrase(paragraph);
}

function statedOutcome(resolution: string): Outcome | undefined {
  const that = resolution.replace(/^(?:\(?\d+\)?\.?\s*|\(?[a-z]\)\s*)?(?=That )/, "");
  if (that.startsWith("AGREED")) return "agreed";
  if (that.startsWith("NOTED")) return "noted";
  return outcomeByPhrase(that);
}
