import { subjectWords } from "../retrieval/terms.ts";
import { comparisonIn, ownNames, withoutNames } from "./comparison-question.ts";
import type { KnownNames } from "./question.ts";
import { councilsNamed } from "./question.ts";
import type { SurveyForm, SurveyQuestion } from "./model.ts";

const DONE =
  "(?:raised|discussed|mentioned|reported(?: on)?|considered|debated|brought up|talked about|spoken (?:of|about)|looked at|dealt with|minuted|noted|addressed|reviewed)";
const DO =
  "(?:raise|discuss|mention|report(?: on)?|consider|debate|bring up|talk about|speak (?:of|about)|look at|deal with|hear (?:of|about)|address|review)";
const ARISE =
  "(?:come up|came up|arise|arose|appear(?:ed)?|feature(?:d)?|get mentioned|get raised)";
const WHEN =
  "(?:when|(?:at |in )?(?:which|what) (?:meeting|date|month|year)|on (?:which|what) (?:date|day)|how long ago)";
const BODY =
  "(?:(?:the|our|this|any) )?(?:[\\w’'&-]+ ){0,4}?(?:council|committee|cabinet|board|panel|members|councillors|they|we)";
const NEWS =
  "(?:news|update|word|position|situation|state(?: of play)?|information|developments?|status)";
const HERE = "(?: in (?:these|the|our) minutes)?";
const OVER =
  "(?:over (?:time|the (?:years|months|meetings|course)\\b.*|the (?:last|past) .+)|meeting by meeting|month by month|year by year|since .+|from .+ to .+|between .+ and .+)";

const ordered = (order: string): RegExp[] =>
  [
    `^${WHEN} (?:was|were|has|have|had|is|are) (?<matter>.+?) (?:been )?${order} (?:been )?${DONE}`,
    `^${WHEN} did ${BODY} ${order} ${DO} (?<matter>.+)$`,
    `^${WHEN} did (?<matter>.+?) ${order} ${ARISE}`,
    `^when (?:was|is) the ${order} (?:time|occasion|meeting) (?:that |when |at which |on which |in which )?(?<matter>.+?) (?:was|were|had been|has been|came|got) (?:${DONE}|up)`,
    `^when (?:was|is) the ${order} (?:time|occasion|meeting) (?:that |when )?${BODY} (?:${DONE}|${DO}) (?<matter>.+)$`,
    `^(?:when (?:was|is)|what (?:was|is)|what’s|what's|where is|find|show(?: me)?|give me)? ?(?:the )?${order} (?:mention|discussion|reference|record|debate|time)s? (?:of|to|on|about) (?<matter>.+)$`,
  ].map((source) => new RegExp(source, "i"));

const FORMS: [SurveyForm, RegExp[]][] = [
  ["first", ordered("(?:first|originally|initially|earliest)")],
  [
    "last",
    [
      ...ordered("(?:last|latest|most recently|most recent|lately)"),
      new RegExp(
        `^(?:(?:and )?(?:what(?:’s|'s| is| was| are)|tell me|give me|show me) )?(?:the )?(?:(?:latest|most recent|newest)(?: ${NEWS})?|current ${NEWS})${HERE} (?:on|about|with|regarding|concerning|for|of) (?<matter>.+)$`,
        "i",
      ),
    ],
  ],
  [
    "timeline",
    [
      "^how (?:has|have|had|did) (?<matter>.+?) (?:been )?(?:develop|evolve|progress|unfold|move on|moved on)(?:d|ed)?\\b",
      `^how (?:has|have|had|did) (?<matter>.+?) (?:been )?(?:changed?|gone|go|come along) ${OVER}$`,
      "^(?:(?:what(?:’s|'s| is| was)|give me|show me|tell me|summari[sz]e|outline) )?(?:the |a )?(?:full |brief |short )?(?:history|timeline|time line|chronology|evolution) (?:of|for|on) (?<matter>.+)$",
      `^(?:at|in) (?:which|what) meetings (?:was|were|has|have|had|did) (?<matter>.+?) (?:been )?(?:${DONE}|${ARISE})`,
      `^(?:which|what) meetings (?:have |has |had )?${DONE} (?<matter>.+)$`,
      "^when (?:was|were|has|have) (?<matter>.+?) (?:been )?(?:raised|discussed|mentioned|debated|brought up|talked about)$",
      `^(?:(?:what (?:was|has been) (?:said|reported|discussed) (?:about|on)|what (?:has )?happened (?:to|with)|track|trace|follow) )(?<matter>.+?) ${OVER}$`,
    ].map((source) => new RegExp(source, "i")),
  ],
];

/** The question before the brackets in which a follow-up carries what it follows. */
function parts(text: string): { asked: string; before: string } {
  const at = text.indexOf(" (");
  const follows = at > 0 && text.trimEnd().endsWith(")");
  const asked = (follows ? text.slice(0, at) : text).trim().replace(/[?.!\s]+$/, "");
  return { asked, before: follows ? text.trim().slice(at + 2, -1) : "" };
}

function overTime(asked: string): { form: SurveyForm; matter: string } | undefined {
  for (const [form, patterns] of FORMS) {
    for (const pattern of patterns) {
      const matter = pattern.exec(asked)?.groups?.["matter"];
      if (matter !== undefined) return { form, matter };
    }
  }
  return undefined;
}

const ABOUT = /\b(?:about|regarding|concerning|discuss(?:ed)?|mention(?:ed)?) (?<matter>.+)$/i;

/** The matter of the question that a follow-up follows: what it asks about, without the councils' names. */
function matterBefore(before: string, known: KnownNames): string {
  const read = readSurvey(before, known)?.matter;
  if (read !== undefined) return read;
  const matter = ABOUT.exec(before)?.groups?.["matter"] ?? before;
  return withoutNames(matter, ownNames(councilsNamed(matter, known), known));
}

/**
 * Reads a question for when a matter was first or last raised, for how it developed, or for a comparison of councils;
 * undefined for any other.
 */
export function readSurvey(text: string, known: KnownNames): SurveyQuestion | undefined {
  const { asked, before } = parts(text);
  const told = overTime(asked);
  const read: SurveyQuestion | undefined = told
    ? { ...told, councils: councilsNamed(text, known), except: [], unknown: [] }
    : comparisonIn(asked, before, known);
  if (!read) return undefined;
  const names = subjectWords(read.matter).length > 0;
  const matter = (names ? read.matter : matterBefore(before, known)).trim();
  return subjectWords(matter).length > 0 ? { ...read, matter } : undefined;
}
