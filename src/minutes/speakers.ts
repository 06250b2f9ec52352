/** Who the text itself names as speaking. Reported speech in minutes: "Councillor X asked…", "The Chair felt…", "Officers commented…". */

const HONORIFIC =
  "(?:Councillors?|Cllrs?\\.?|Alderman|Mr\\.?|Mrs\\.?|Ms\\.?|Miss|Dr\\.?|Professor|Prof\\.?|Sir|Dame|Lord|Lady|Baroness|Rev\\.?|Revd\\.?|Reverend|Canon|Inspector|Sergeant|PC|Superintendent|Commander|Chief Inspector)";
const NAME_WORD = "(?:\\p{Lu}[\\p{Ll}’']*(?:[-’']\\p{Lu}\\p{Ll}+)*|\\p{Lu}\\.|Mc\\p{Lu}\\p{Ll}+|Mac\\p{Lu}\\p{Ll}+)";
const NO_NAME =
  "(?!(?:The|This|That|These|There|Further|However|In|On|At|It|If|For|From|And|But|No|All|Any|An|A|One|Some|Many|Most|Work|Part|Report|Item|Appendix|Section|Paragraph|Table|Figure|Page|Minutes?|Agenda|Officers|Members|Councillors|Residents|Cabinet|Group|Committee|Board|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\\b)";
const NAME = `${NO_NAME}(?:${HONORIFIC} (?:${NAME_WORD} ){0,3}${NAME_WORD}|${NAME_WORD} (?:(?:${NAME_WORD}|de|van|von|al|bin|la) ){0,2}${NAME_WORD})`;
const ROLE_HEAD =
  "(?:Vice[- ])?(?:Chair(?:man|woman|person)?|Leader|Mayor|Director|Officers?|Manager|Secretary|Treasurer|Clerk|Commander|Inspector|Lead|Members?|Councillors?|Head|Representative|Cabinet|Committee|Sub-Committee|Panel|Board|Forum|Council|President|Convener|Solicitor|Executive|Minister|Auditor)";
const ROLE = `(?:(?:[Tt]he|[Aa]|[Aa]n|[Oo]ne|[Tt]he then) )(?:[\\p{L}’'&-]+ ){0,5}?${ROLE_HEAD}(?: (?:of|for) (?:the )?(?:[\\p{Lu}][\\p{L}’'&-]*|and|of|for|the|board|committee|public|\\p{Ll}+’s|wellbeing)(?: (?:[\\p{Lu}][\\p{L}’'&-]*|and|of|the|Board|Services|services|board|wellbeing)){0,7})?`;
const GROUP = "(?:Officers|Members|Councillors|Residents|Cabinet members|Group leaders|Committee members|Board members)";

const VERB =
  "(?:said|says|asked|asks|felt|adds?|added|noted|notes|commented|explained|responded|replied|reported|stated|suggested|agreed|requested|queried|questioned|confirmed|advised|highlighted|presented|thanked|expressed|raised|enquired|inquired|outlined|informed|proposed|moved|seconded|observed|emphasi[sz]ed|stressed|thought|considered|believed?|welcomed|argued|mentioned|clarified|acknowledged|recommended|pointed out|drew attention|drew|referred|introduced|wanted|called for|called|sought|spoke|told|wondered|hoped|warned|urged|declared|gave|provided|updated|answered|summari[sz]ed|concluded|remarked|disagreed|objected|supported|reiterated|indicated|shared|found|discussed|invited|reminded|announced|offered|challenged|accepted|apologised|tabled)";
const ADVERB =
  "(?:(?:also|then|further|again|however|subsequently|briefly|additionally|in response|in turn|had|has|would|was|therefore|both|all|strongly|fully|generally) )*";
/** ", Director of Children’s Services," between a name and its verb. */
const APPOSITION = "(?:,? ?\\([^)]{1,60}\\)|, [^,.;:]{2,90}(?:, [^,.;:]{2,60})?,|,)?";
/** What may stand before the subject: "However", "In response," and the like. */
const OPENING =
  "^(?:(?:However|In response|In reply|In answer|Further to [^,]{1,60}|In addition|Additionally|Finally|Moreover|Also|Again|At this point|Responding|Following [^,]{1,60}|On (?:this|that) point|In (?:his|her|their) view|In conclusion),? )?";

const SUBJECT = `(?<name>${NAME})|(?<role>${ROLE}|${GROUP})`;
const SPEECH = new RegExp(`${OPENING}(?:${SUBJECT})${APPOSITION} ${ADVERB}(?<verb>${VERB})\\b`, "u");
/** A first name alone is taken for a speaker only where the text has given it in full. */
const FIRST_NAME_SPEECH = new RegExp(`${OPENING}(?<name>${NO_NAME}${NAME_WORD}) ${ADVERB}${VERB}\\b`, "u");
const PRONOUN_SPEECH = new RegExp(`${OPENING}(?:He|She) ${ADVERB}(?:${VERB})\\b|^In (?:his|her) view`, "u");
/** "Name: words" at the start of a line of a transcript. */
const TRANSCRIPT = new RegExp(`^(?<name>${NAME}|${ROLE})(?: \\([^)]{1,60}\\))?: \\S`, "u");
const BODY_WORD =
  /\b(?:Council|Committee|Board|Trust|Service|Services|Authority|Strategy|Programme|Bill|Act|Police|Government|Department|Group|Panel|Team|School|Schools|Hospital|Centre|Borough|England|London|Road|Street|Plan|Policy|Fund|Partnership|Association|Scheme|Project|Forum)\b/;

function fold(text: string): string {
  return text.replace(/\s+/g, " ");
}

function isPersonName(name: string): boolean {
  return !BODY_WORD.test(name);
}

/** A speaker as named at the start of one sentence, or how the sentence points back to one. */
export type SpeechCue =
  | { type: "name"; name: string }
  | { type: "role"; name: string }
  | { type: "first-name"; name: string }
  | { type: "pronoun" };

function roleName(role: string): string {
  return role.replace(/^(?:the|a|an|one)\b/i, (article) => article[0]!.toUpperCase() + article.slice(1).toLowerCase());
}

/** What a sentence says of who speaks in it, or undefined where it says nothing. */
export function speechCue(sentence: string): SpeechCue | undefined {
  const text = fold(sentence);
  const groups = (TRANSCRIPT.exec(text) ?? SPEECH.exec(text))?.groups;
  if (groups?.["name"] && isPersonName(groups["name"])) return { type: "name", name: groups["name"] };
  if (groups?.["role"]) return { type: "role", name: roleName(groups["role"]) };
  if (PRONOUN_SPEECH.test(text)) return { type: "pronoun" };
  const first = FIRST_NAME_SPEECH.exec(text)?.groups?.["name"];
  if (first && isPersonName(first)) return { type: "first-name", name: first };
  return undefined;
}

/** The name without title: "Councillor Alan De’Ath" gives ["Alan", "De’Ath"]. */
export function nameWords(name: string): string[] {
  return name.replace(new RegExp(`^${HONORIFIC}\\s+`, "u"), "").replaceAll("'", "’").split(" ");
}

/**
 * The fullest form, among `people`, of the person that `name` means: "Councillor Ginn" gives "Councillor Marcus Ginn",
 * "Anna" gives "Anna Carpenter". Undefined where none or more than one person fits.
 */
export function fullName(name: string, people: readonly string[]): string | undefined {
  const words = nameWords(name);
  const fits = people.filter((person) => {
    const full = nameWords(person);
    return words.every((word) => full.includes(word));
  });
  const longest = fits.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return undefined;
  const same = fits.every((person) => nameWords(person).every((word) => nameWords(longest).includes(word)));
  return same ? longest : undefined;
}
