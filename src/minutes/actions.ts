import { HONORIFIC } from "./speakers.ts";

const ROLE =
  "(?:[Tt]he )?(?:(?:[Ww]orking [Gg]roup|WG|[Aa]ll|[Vv]ice|[Dd]eputy|[Aa]ssistant|[Tt]own|[Pp]arish)[ -])?(?:[Aa]ll|[Ee]veryone|[Mm]embers?|[Pp]articipants|[Cc]hair(?:s|man|woman|person)?|(?:[Cc]o-)?[Aa]uthors?|[Ee]ditors?|[Cc]lerk|[Ss]ecretary|[Tt]reasurer|[Pp]resident|[Dd]irectors?|[Mm]anager|[Oo]fficers?|[Cc]ommittee|[Bb]oard|[Cc]ouncil|[Tt]eam|[Gg]roup)";
const WORD = "\\p{Lu}(?:[\\p{L}’'.]|-\\p{Lu})*(?!-)";
const ONE = `(?:${ROLE}\\b|(?:${HONORIFIC} )?${WORD}(?: ${WORD}){0,3})`;
/** One person or post, or several: "Terry Greiner", "the Clerk", "Chairs and Karl", "JM/HH (editors)". */
const OWNER = `${ONE}(?:(?:, and |, ?| and | & | or | ?/ ?)${ONE}){0,5}(?: \\([^)]{1,40}\\))?`;
/** Words with a capital that begin a request and name nobody: "Continue to …", "Discussion to continue". */
const NOBODY =
  "(?!(?:Add|Agree|Aim|Agreement|Ask|Attempt|Begin|Come|Comments?|Commit|Consensus|Continue|Contribute|Decision|Discussions?|Document|Drafts?|Encourage|Feedback|Follow|Get|Go|How|Invite|Issues?|It|Items?|Listen|Look|Move|Need|Needs|New|Next|None|Nothing|Plan|Post|Present|Propose|Reach|Refer|Reply|Report|Respond|Return|Reviews?|Send|Speak|Start|Submit|Subscribe|Switch|Talk|Text|That|There|This|Try|Want|Work|Write)\\b)";
const BOUND =
  "(?:to|will|shall|(?:has |have )?(?:agreed|offered|volunteered) to|(?:is|are|was|were) (?:to|asked to|requested to))";

const NAMED_BEFORE = new RegExp(
  `^[*_]*${NOBODY}(?<owner>${OWNER})(?:[*_]*\\s?:[*_]*| [–—-]) \\S`,
  "u",
);
const NAMED_BOUND = new RegExp(
  `^[*_]*${NOBODY}(?<owner>${OWNER})[*_]* ${BOUND} (?!be\\b|an?\\b|the\\b|this\\b)\\p{Ll}`,
  "u",
);
const ONLY_OWNER = new RegExp(`^[*_]*(?<owner>${OWNER})[*_]*[.)]*$`, "u");

const LABEL = new RegExp(
  `^[*_(\\[]*(?:ACTIONS?|Actions?|(?:[Aa]ction|ACTION) (?:[Ii]tems?|ITEMS?|[Pp]oints?|POINTS?))(?: (?:[Rr]equired|REQUIRED))?` +
    `(?:[*_]* ?\\((?<inBrackets>[^)]{1,60})\\)|(?: (?<initials>ALL|(?!LOG\\b)\\p{Lu}{2,3})))?(?:[*_]*\\s?:[*_]*|[*_]* [–—-])\\s+(?<rest>\\S.*)$`,
  "u",
);
/** "…the path would be cleared (ACTION: Clerk)." */
const BEHIND = new RegExp(
  `[([](?:ACTION|Action)(?: by| for)?\\s?[:–—-]\\s*(?<owner>${OWNER})[)\\]]\\.?[*_]*$`,
  "u",
);
const LABEL_ALONE =
  /^[#*_\s]*(?:(?:new|agreed|summary of|list of|key) )?(?:actions?|action (?:items?|points?|list|summary))(?: (?:agreed|arising|required|summary))?[*_]*\s?:?[*_]*$/i;
const NO_ACTION =
  /^[*_]*(?:none|nil|n\/?a|tb[cd]|no\b|not?\b|done|closed?d?\b|completed?\b|taken\b|see\b|scribe\b|list\b|review\b|items?\b|https?:)/i;
const DONE = /\((?:done|complete[d]?)\)|\[x\]|\?$|~~/i;
/** "[ ] niko to comment", "Create a checklist". */
const CHECKBOX = /^\[ \] ?/;
const TO_DO = new RegExp(
  `^[*_]*(?:${NOBODY}[\\w-]+ to (?!be\\b|an?\\b|the\\b|this\\b)\\p{Ll}|(?:add|agree|arrange|ask|change|check|circulate|clarify|close|comment|complete|confirm|consider|contact|continue|create|determine|discuss|document|draft|email|explore|file|find|finali[sz]e|fix|follow up|get|identify|include|invite|investigate|issue|look|make|merge|move|notify|obtain|open|organi[sz]e|ping|plan|post|prepare|propose|provide|publish|reach out|remove|report|request|review|revise|schedule|send|set up|share|start|submit|talk|update|write)\\b)`,
  "iu",
);
const LEAST_WORDS = 3;

/** What was asked of somebody; `owner` in the words of the text, where it names one. */
export type Action = { owner?: string };

/** Whether a line, or the title of an item, opens a list of actions: "Actions:", "Action Items". */
export function opensActions(line: string): boolean {
  return LABEL_ALONE.test(line);
}

function folded(sentence: string): string {
  return sentence.replace(/\s+/g, " ").trim();
}

function ownerIn(words: string): string | undefined {
  return (NAMED_BEFORE.exec(words) ?? NAMED_BOUND.exec(words))?.groups?.["owner"];
}

function asked(words: string, stated?: string): Action | undefined {
  const few = words.split(" ").length < LEAST_WORDS;
  if (few || NO_ACTION.test(words) || DONE.test(words)) return undefined;
  const owner = ownerIn(words) ?? stated;
  return owner === undefined ? {} : { owner: owner.replace(/[*_.]+$/, "") };
}

/** "Action (Charlie): …" names who is to do it; "Action (Star Protocol): Authors to …" names the matter. */
function ownerOf(words: string | undefined): string | undefined {
  return words !== undefined && ONLY_OWNER.test(words) ? words : undefined;
}

/** The action that a sentence asks for behind its label: "Action Item: Paulette to draft a policy." */
export function labelledAction(sentence: string): Action | undefined {
  const words = folded(sentence);
  const { rest, inBrackets, initials } = LABEL.exec(words)?.groups ?? {};
  if (rest !== undefined)
    return ONLY_OWNER.test(rest) ? undefined : asked(rest, ownerOf(inBrackets) ?? initials);
  const behind = BEHIND.exec(words)?.groups?.["owner"];
  return behind === undefined ? undefined : { owner: behind };
}

/** The owner whom a sentence names of the action in the one before it: "… ACTION: Clerk". */
export function ownerOfBefore(sentence: string): string | undefined {
  const rest = LABEL.exec(folded(sentence))?.groups?.["rest"];
  const owner = rest === undefined ? undefined : ONLY_OWNER.exec(rest)?.groups?.["owner"];
  return owner === undefined || NO_ACTION.test(owner) ? undefined : owner.replace(/[*_.]+$/, "");
}

/**
 * The action that an entry of a list of actions asks for: it names who is to do it, or begins with a verb. Lists hold
 * headings and remarks, too.
 */
export function listedAction(entry: string): Action | undefined {
  const words = folded(entry).replace(CHECKBOX, "");
  const action = asked(words);
  return action?.owner !== undefined || TO_DO.test(words) ? action : undefined;
}
