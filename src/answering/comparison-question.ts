import { councilsNamed } from "./question.ts";
import type { KnownNames } from "./question.ts";
import type { SurveyQuestion } from "./model.ts";

const COUNCILS = "(?:councils?|boroughs?|(?:local )?authorit(?:y|ies))";
const VERB =
  "(?:raised?|discuss(?:ed)?|mention(?:ed)?|report(?:ed)?(?: on)?|consider(?:ed)?|debated?|brought up|bring up|talk(?:ed)? about|look(?:ed)? at|deal(?:t)? with|cover(?:ed)?|noted?|sa(?:y|id)|ha(?:ve|d)|do|done|did|ma[kd]e|tr(?:y|ied)|pilot(?:ed)?|introduced?|adopt(?:ed)?|face[ds]?|find|found|decided?|agreed?|resolved?)";

/** Ways to ask the same of several councils. What is left, less the councils' names, is the matter. */
const FORMS: RegExp[] = [
  `^(?:and |but )?(?:which|what) (?:other )?(?:councils|boroughs|(?:local )?authorities) (?:have |had |also |ever |were |are )*(?:been )?${VERB} (?:about |on )?(?<matter>.+)$`,
  `^(?:and |but )?(?:which|what) (?:other )?${COUNCILS} (?:has |have |had |also |ever )*(?:discussed|mentioned|debated|talked about|considered|looked at) (?<matter>.+)$`,
  `^(?:and |but )?(?:did|do|does|has|have|had|is|are|was|were|what (?:did|do|have)) (?:any |the |some )?other ${COUNCILS}(?: (?:than|besides|except|apart from) .{2,40}?)? (?:also |ever )?(?:been )?${VERB}\\b(?: about| on)?(?<matter>.*)$`,
  "^(?:please )?(?:compare|contrast)\\b(?<matter>.+)$",
  "^how (?:does|do|did) (?<matter>.+?) (?:differ|compare|vary)\\b(?<rest>.*)$",
  "^(?:what (?:is|are|was|were) )?(?:the )?(?:differences?|comparison) (?:between|in)\\b(?<matter>.+)$",
  `^(?<matter>.+?) across (?:all |the |all the |different |several |these )?(?:councils|boroughs|(?:local )?authorities)$`,
].map((source) => new RegExp(source, "i"));

/** "A versus B on X", with names that the corpus knows. */
const VERSUS = /\b(?:versus|vs\.?|compared (?:with|to))\s/i;
const OF_COUNCILS = new RegExp(`\\b${COUNCILS}\\b`, "i");
const OTHERS = /\b(?:any |the |which |what )?other (?:councils?|boroughs?|(?:local )?authorit)/i;

const NAME = "\\p{Lu}[\\p{L}’'&-]+(?: (?:and |of |upon )?\\p{Lu}[\\p{L}’'&-]+)*";
const LINK = "(?:and|with|to|or|versus|vs\\.?|from|than)";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Known names, the longest first, as one alternative of a pattern. */
function namesPattern(known: KnownNames): string {
  const names = [...known.councils].flatMap(([council, aliases]) => [council, ...aliases]);
  return names
    .toSorted((a, b) => b.length - a.length)
    .map(escaped)
    .join("|");
}

/** Names beside a known council's, where another council's would stand: "compare Islington and Leeds". */
function unknownNames(asked: string, names: string): string[] {
  if (names === "") return [];
  const beside = new RegExp(
    `(?:${names})(?:’s|'s)? ${LINK} (?<after>${NAME})|\\b(?<before>${NAME}) ${LINK} (?:${names})\\b`,
    "gu",
  );
  const known = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${names})(?![\\p{L}\\p{N}])|^(?:How|What|Which)$`,
    "u",
  );
  return [...asked.matchAll(beside)].flatMap(({ groups }) => {
    const name = (groups?.["after"] ?? groups?.["before"] ?? "").replace(
      /^(?:Compare|Contrast) /u,
      "",
    );
    return name === "" || known.test(name) ? [] : [name];
  });
}

/** All names of these councils. */
export function ownNames(councils: readonly string[], known: KnownNames): string[] {
  return councils.flatMap((council) => [council, ...(known.councils.get(council) ?? [])]);
}

/** The words that are left without the names of councils and what links them. */
export function withoutNames(text: string, names: readonly string[]): string {
  const gone = names.reduce(
    (left, name) =>
      left.replace(
        new RegExp(
          `(?:\\b(?:in|between|from|with|and|to|or|by|at|of|than|versus|vs\\.?)\\s+)*(?<![\\p{L}\\p{N}])${escaped(name)}(?:’s|'s)?(?![\\p{L}\\p{N}])`,
          "giu",
        ),
        " ",
      ),
    text,
  );
  return gone
    .replace(/\s+/g, " ")
    .replace(/^[\s,;:]*(?:(?:on|about|for|regarding|in their|in|and|how|between)\s+)*/i, "")
    .replace(/[\s,;:]*(?:\s(?:in|on|between|and|with|of|from|to))*[\s?.!]*$/i, "");
}

const GENERAL =
  /\b(?:across |between |in |with |by |from |of |and )*(?:(?:all |the |all the |any |each |every |different |several |other |these )*(?:councils|boroughs|(?:local )?authorities)|(?:any |each |every )(?:other )?(?:council|borough|(?:local )?authority))\b/gi;

/** "…and what effect did they have": a second question about the first one's matter. */
const SECOND_QUESTION = /,? and (?:what|how|why|who|when|where|whether)\b.*$/i;

/** Reads a comparison of councils; undefined where it is none. */
export function comparisonIn(
  asked: string,
  before: string,
  known: KnownNames,
): SurveyQuestion | undefined {
  const named = councilsNamed(asked, known);
  const groups = FORMS.map((form) => form.exec(asked)?.groups).find(Boolean);
  const versus = named.length > 1 && VERSUS.test(asked);
  if (!groups && !versus) return undefined;
  const unknown = unknownNames(asked, namesPattern(known));
  if (named.length + unknown.length < 2 && !OF_COUNCILS.test(asked)) return undefined;
  const matter = groups ? `${groups["matter"] ?? ""} ${groups["rest"] ?? ""}` : asked;
  const own = ownNames(named, known);
  const others = OTHERS.test(asked);
  return {
    form: "comparison",
    matter: withoutNames(
      matter.replace(SECOND_QUESTION, "").replace(GENERAL, " "),
      [...own, ...unknown].toSorted((a, b) => b.length - a.length),
    ),
    councils: others ? [] : named,
    except: others ? [...new Set([...named, ...councilsNamed(before, known)])] : [],
    unknown,
  };
}
