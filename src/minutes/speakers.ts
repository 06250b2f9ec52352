/** Who the text itself names as speaking. Reported speech in minutes: "Councillor X asked…", "The Chair felt…", "Officers commented…". */

export const HONORIFIC =
  "(?:Councillors?|Cllrs?\\.?|Hon\\.?|Alderman|Mr\\.?|Mrs\\.?|Ms\\.?|Miss|Dr\\.?|Professor|Prof\\.?|Sir|Dame|Lord|Lady|Baroness|Rev\\.?|Revd\\.?|Reverend|Canon|Inspector|Sergeant|PC|Superintendent|Commander|Chief Inspector)";
const NAME_WORD =
  "(?:(?:Mc|Mac|O[’'])\\p{Lu}\\p{Ll}+|\\p{Lu}[\\p{Ll}’']*(?:[-’'](?:Mc|Mac)?\\p{Lu}\\p{Ll}+)*|\\p{Lu}\\.)";
const PARTICLE = "(?:de|der|den|di|da|van|von|al|el|bin|la|le)";
const NO_NAME =
  "(?!(?:As|I|We|You|So|What|How|Why|Who|Proposed|Proposer|Seconded|Seconder|Moved|Resolved|Agreed|Carried|Motion|Apologies|Present|The|This|That|These|There|Further|However|Alternatively|Additionally|Similarly|Initially|Recently|Finally|Lastly|Previously|Currently|Originally|Unfortunately|Generally|Consequently|Accordingly|Separately|Specifically|Eventually|Subsequently|Meanwhile|Later|Then|Also|Both|When|While|After|Before|Although|Because|Since|In|On|At|It|If|For|From|And|But|No|All|Any|An|A|One|Some|Many|Most|Work|Part|Report|Item|Appendix|Section|Paragraph|Table|Figure|Page|Minutes?|Agenda|Officers|Members|Councillors|Residents|Cabinet|Group|Committee|Board|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\\b)";
export const NAME = `${NO_NAME}(?:${HONORIFIC} (?:(?:${NAME_WORD}|${PARTICLE}) ){0,3}${NAME_WORD}|${NAME_WORD} (?:(?:${NAME_WORD}|${PARTICLE}) ){0,2}${NAME_WORD})`;
const ROLE_HEAD =
  "(?:[Vv]ice[- ])?(?:[Cc]hair(?:man|woman|person)?|[Ll]eader|[Mm]ayor|[Dd]irector|[Oo]fficers?|[Mm]anager|[Ss]ecretary|[Tt]reasurer|[Cc]lerk|Commander|Inspector|Lead|[Mm]embers?|[Cc]ouncillors?|Head|[Rr]epresentative|Cabinet|[Cc]ommittee|[Ss]ub-[Cc]ommittee|[Pp]anel|[Bb]oard|[Ff]orum|[Cc]ouncil|[Pp]resident|[Cc]onvener|[Ss]olicitor|Executive|Minister|[Aa]uditor)";
/** Words that lead away from the one who speaks: "The report from the Director said" names nobody. */
const NO_LINK =
  "(?!(?:from|to|by|on|for|of|that|which|who|whether|if|with|about|in|at|against|between|as|than|the|a|an|was|were|is|are)\\b)";
export const ROLE = `(?:(?:[Tt]he|[Aa]|[Aa]n|[Oo]ne|[Tt]he then) )(?:${NO_LINK}[\\p{L}’'&-]+ ){0,5}?${ROLE_HEAD}(?: (?:of|for) (?:the )?(?:[\\p{Lu}][\\p{L}’'&-]*|and|of|for|the|board|committee|public|\\p{Ll}+’s|wellbeing)(?: (?:[\\p{Lu}][\\p{L}’'&-]*|and|of|the|Board|Services|services|board|wellbeing)){0,7})?`;
/** What one person is; "he" or "she" may mean them. */
const PERSONAL_ROLE =
  "(?:[\\p{L}’'-]+ ){0,2}?(?:(?:[Vv]ice[- ])?[Cc]hair(?:man|woman|person)?|[Ll]eader|[Mm]ayor|[Dd]irector|[Oo]fficer|[Mm]anager|[Ss]ecretary|[Tt]reasurer|[Cc]lerk|[Cc]ouncillor|[Mm]ember|[Rr]esident|[Ss]olicitor)";
const GROUP =
  "(?:Officers|Members|Councillors|Residents|Cabinet members|Group leaders|Committee members|Board members)";

const VERB =
  "(?:said|says|made (?:it )?clear|asked|asks|felt|adds?|added|noted|notes|commented|explained|responded|replied|reported|stated|suggested|agreed|requested|queried|questioned|confirmed|advised|highlighted|presented|thanked|expressed|raised|enquired|inquired|outlined|informed|proposed|moved|seconded|observed|emphasi[sz]ed|stressed|thought|considered|believed?|welcomed|argued|mentioned|clarified|acknowledged|recommended|pointed out|drew attention|drew|referred|introduced|wanted|called for|called|sought|spoke|told|wondered|hoped|warned|urged|declared|gave|provided|updated|answered|summari[sz]ed|concluded|remarked|disagreed|objected|supported|reiterated|indicated|shared|found|discussed|invited|reminded|announced|offered|challenged|accepted|apologised|tabled|cautioned|regretted|wished|asserted|insisted|contended|recalled|conceded|admitted|opposed|complained|doubted|demanded|pressed|echoed|endorsed|pledged|promised|undertook|denied|pleaded|described|estimated|reflected|countered|retorted|volunteered|quoted|reckoned|feared|repeated|understood|took the view|would (?:also |strongly |fully |not )*(?:welcome|oppose|favour|support (?:\\p{Ll}+ing\\b|(?:the|a|an|any|this|that|such) (?:\\p{Ll}+ )?(?:idea|proposal|introduction|motion|amendment|recommendation|application|change|move|approach|suggestion)))|(?:was|were) (?:very |most |rather |not )?(?:of the (?:opinion|view)|concerned|disappointed|pleased|troubled|doubtful|unhappy|surprised|sceptical|glad|sorry|worried|minded|opposed|in favour|against|adamant|unconvinced))";
const ADVERB =
  "(?:(?:also|then|further|again|however|subsequently|briefly|additionally|in response|in turn|had|has|would|therefore|both|all|strongly|fully|generally) )*";
/** ", Director of Children’s Services," between a name and its verb. */
const APPOSITION = "(?:,? ?\\([^)]{1,60}\\)|, [^,.;:]{2,90}(?:, [^,.;:]{2,60})?,|,)?";
/** What may stand before the subject: "However", "In response," and the like. */
const OPENING =
  "^(?:(?:However|In response|In reply|In answer|Further to [^,]{1,60}|In addition|Additionally|Finally|Moreover|Also|Again|At this point|Responding|Following [^,]{1,60}|On (?:this|that) point|In (?:his|her|their) view|In conclusion),? )?";

const SUBJECT = `(?<name>${NAME})|(?<role>${ROLE}|${GROUP})`;
const SPEECH = new RegExp(
  `${OPENING}(?:${SUBJECT})${APPOSITION} ${ADVERB}(?<verb>${VERB})\\b`,
  "u",
);
/** "The union’s representative, Mr Dominic Arkell, cautioned…": the name, not the role. */
const ROLE_WITH_NAME = new RegExp(
  `${OPENING}[Tt]he (?:${NO_LINK}[\\p{L}’'&-]+ ){0,5}?${NO_LINK}[\\p{L}’'&-]+(?: (?:of|for|from) [^,.;:]{2,60})?, (?<name>${NAME}), ${ADVERB}${VERB}\\b`,
  "u",
);
/** "It was pointed out by Councillor Molesworth that…", "Concern was expressed by…". */
const SPOKEN_BY = new RegExp(
  `^(?:It|Concerns?|Regret|Surprise|Disappointment|[Aa] question|Questions|The (?:point|question|view)|(?:The|A) (?:further |related )?(?:point|question|concern)) (?:was|were) (?:also |then |further )?(?:said|asked|suggested|pointed out|noted|remarked|observed|commented|explained|stated|argued|queried|expressed|raised|made|put|proposed|requested|reported|confirmed|stressed|emphasi[sz]ed) by (?:${SUBJECT})(?![\\p{L}])`,
  "u",
);
/** A first name alone is taken for a speaker only where the text has given it in full. */
const FIRST_NAME_SPEECH = new RegExp(
  `${OPENING}(?<name>${NO_NAME}${NAME_WORD}) ${ADVERB}${VERB}\\b`,
  "u",
);
/** "HR said…", "M McK presented…": initials, which only a list of those present can explain. */
const INITIALS_SPEECH = new RegExp(
  `${OPENING}(?<name>\\p{Lu}(?:\\p{Lu}{1,2}|\\s?Mc\\p{Lu}|\\s?Mac\\p{Lu})) ${ADVERB}${VERB}\\b`,
  "u",
);
const PRONOUN_SPEECH = new RegExp(
  `${OPENING}(?:(?<he>He)|She) ${ADVERB}(?:${VERB})\\b|^In (?:(?<his>his)|her) view`,
  "u",
);
/** "Name: words" or "**Name:** words" at the start of a line of a transcript. */
const TRANSCRIPT = new RegExp(
  `^(?:\\*\\*)?(?:(?<name>${NAME})|(?<role>${ROLE})|(?<first>${NO_NAME}${NAME_WORD}))(?: \\((?:[^()]|\\([^()]*\\)){1,80}\\))?:(?:\\*\\*)? \\S`,
  "u",
);
const BODY_WORD =
  /\b(?:Council|Committee|Board|Trust|Service|Services|Authority|Strategy|Programme|Bill|Act|Police|Government|Department|Group|Panel|Team|School|Schools|Hospital|Centre|Borough|England|London|Road|Street|Plan|Policy|Fund|Partnership|Association|Scheme|Project|Forum|Reports?|Updates?|Minutes|Business|Agenda|Budget|Items?|Issues?|Review|Registration|Signing|Protocol|Drafts?|Documents?|Status|Summary)\b/;

/** What opens headings, places and groups that are written in capitals, and no person's name. */
const NO_FIRST_NAME =
  /^(?:North|South|East|West|New|Old|Great|Royal|Operation|Year|Phase|Public|Human|Key|Next|Good|Best|Young|Foster|Social|Care|Child|Children|Thank|Ward|Local|National|General|Special|Early|Family|Housing|Universal|Action|Actions|Decision|Decisions|Open|Any|Other|Meeting|Discussion|Background|Main|Matters|Follow|Youth|Ofsted)\b/;

function fold(text: string): string {
  return text.replace(/\s+/g, " ");
}

export function isPersonName(name: string): boolean {
  return !BODY_WORD.test(name) && !NO_FIRST_NAME.test(name);
}

/**
 * A speaker as named at the start of one sentence, or how the sentence points back to one. `verbatim`: the words are a
 * transcript of what the speaker said, to the end of the paragraph.
 */
export type SpeechCue =
  | { type: "name" | "role" | "first-name" | "initials"; name: string; verbatim?: boolean }
  | { type: "pronoun"; of: "he" | "she"; verbatim?: false };

export function roleName(role: string): string {
  return role.replace(
    /^(?:the|a|an|one)\b/i,
    (article) => article[0]!.toUpperCase() + article.slice(1).toLowerCase(),
  );
}

const MENTIONED = new RegExp(
  `(?<![\\p{L}’'])(?:${NAME}|(?:[Tt]he|[Aa]|[Aa]n) ${PERSONAL_ROLE})(?![\\p{L}])`,
  "gu",
);

/** People, and roles that one person has, whom a sentence names anywhere, speaking or not. */
export function speakersMentioned(sentence: string): string[] {
  return [...fold(sentence).matchAll(MENTIONED)].map((match) => match[0]).filter(isPersonName);
}

/** "It was explained that…", "In response…", "One resident asked whether…": somebody speaks whom the text does not name. */
const OTHERS_SPEAK = new RegExp(
  `^(?:[^.]{0,60}, )?(?:it|a question|questions?|concerns?|clarification|an answer) (?:was|were|had been) |^in (?:response|reply|answer)\\b|^[^,.]{1,60} ${ADVERB}${VERB} (?:that|if|whether|how|why|what)\\b`,
  "iu",
);

/** Whether a sentence without a speech cue reports what somebody says who is not named. */
export function reportsOthers(sentence: string): boolean {
  return OTHERS_SPEAK.test(fold(sentence));
}

const IN_SHORT = new RegExp(`^[*]{0,2}[^:]{1,80}:[*]{0,2} (?:Also |Then )?${VERB}\\b`, "iu");

/** Whether a paragraph with a speaker's name in front tells in short what was said: "Ann Kew: Noted that …". */
export function tellsInShort(paragraph: string): boolean {
  return IN_SHORT.test(fold(paragraph));
}

function transcriptCue(text: string): SpeechCue | undefined {
  const groups = TRANSCRIPT.exec(text)?.groups;
  if (groups?.["name"] && isPersonName(groups["name"]))
    return { type: "name", name: groups["name"], verbatim: true };
  if (groups?.["role"]) return { type: "role", name: roleName(groups["role"]), verbatim: true };
  const first = groups?.["first"];
  return first && isPersonName(first)
    ? { type: "first-name", name: first, verbatim: true }
    : undefined;
}

/** The first of the names that is a person's. */
const personOf = (...names: (string | undefined)[]): string | undefined =>
  names.find((name) => name !== undefined && isPersonName(name));

function namedCue(text: string): SpeechCue | undefined {
  const groups = (SPEECH.exec(text) ?? SPOKEN_BY.exec(text))?.groups;
  const name = personOf(ROLE_WITH_NAME.exec(text)?.groups?.["name"], groups?.["name"]);
  if (name) return { type: "name", name };
  const initials = INITIALS_SPEECH.exec(text)?.groups?.["name"];
  if (initials) return { type: "initials", name: initials };
  const role = groups?.["role"];
  return role ? { type: "role", name: roleName(role) } : undefined;
}

function firstNameCue(text: string): SpeechCue | undefined {
  const name = FIRST_NAME_SPEECH.exec(text)?.groups?.["name"];
  return name && isPersonName(name) ? { type: "first-name", name } : undefined;
}

/** What a sentence says of who speaks in it, or undefined where it says nothing. */
export function speechCue(sentence: string): SpeechCue | undefined {
  const text = fold(sentence);
  const named = transcriptCue(text) ?? namedCue(text);
  if (named) return named;
  const pronoun = PRONOUN_SPEECH.exec(text)?.groups;
  if (!pronoun) return firstNameCue(text);
  return { type: "pronoun", of: (pronoun["he"] ?? pronoun["his"]) ? "he" : "she" };
}

/** Whether a pronoun can mean somebody: "She" is no "Mr", "He" no "Mrs". */
export function canMean(pronoun: "he" | "she", speaker: string): boolean {
  const others = pronoun === "he" ? /^(?:Mrs|Ms|Miss|Dame|Lady|Baroness)\b/ : /^(?:Mr|Sir|Lord)\b/;
  return !others.test(speaker);
}

/** The name without title: "Councillor Alan De’Ath" gives ["Alan", "De’Ath"]. */
export function nameWords(name: string): string[] {
  return name
    .replace(new RegExp(`^${HONORIFIC}\\s+`, "u"), "")
    .replaceAll("'", "’")
    .split(" ");
}

/** Whether a name has a title: "Councillor Ginn", "Mr Tom Kew". */
export const isTitled = (name: string): boolean => titleOf(name) !== undefined;

/** The title without full stop, plural and short form; undefined where there is none. */
function titleOf(name: string): string | undefined {
  const title = new RegExp(`^${HONORIFIC}(?= )`, "u").exec(name)?.[0];
  return title?.replace(/\.$/, "").replace(/^(?:Councillors?|Cllrs?)$/, "Councillor");
}

/** "Mr Smith" is not "Mrs Smith"; a name without a title may be either. */
function titlesAgree(a: string, b: string): boolean {
  const [one, other] = [titleOf(a), titleOf(b)];
  return one === undefined || other === undefined || one === other;
}

/** Whether `person` is a fuller or the same form of `name`. */
function isForm(name: string, person: string): boolean {
  const full = nameWords(person);
  return titlesAgree(name, person) && nameWords(name).every((word) => full.includes(word));
}

/**
 * The fullest form, among `people`, of the person that `name` means: "Councillor Ginn" gives "Councillor Marcus Ginn",
 * "Anna" gives "Anna Carpenter". Undefined where none or more than one person fits.
 */
export function fullName(name: string, people: readonly string[]): string | undefined {
  const fits = people.filter((person) => isForm(name, person));
  const longest = fits.toSorted((a, b) => b.length - a.length)[0];
  return longest !== undefined && fits.every((person) => isForm(person, longest))
    ? longest
    : undefined;
}

/** A title, or a first name and a surname: every word with a capital, none of a body or a group. */
const PERSON = new RegExp(`^(?:${NAME})$`, "u");

/** Whether a speaker is a person named, and no role ("The Chair") or group ("Cabinet members"). */
export function isPersonSpeaker(speaker: string): boolean {
  return PERSON.test(speaker) && isPersonName(speaker);
}
