import type { Corpus } from "../retrieval/corpus.ts";
import { foldWord, isStopWord, words } from "../retrieval/terms.ts";

/** The kind of answer that a question wants. */
export type QuestionKind = "decision" | "who" | "quantity" | "time" | "reason" | "fact" | "topic";

export type Question = {
  text: string;
  kind: QuestionKind;
  /** Councils of the corpus that the question names, by name or alias. */
  councils: string[];
  /** People or roles of the corpus that the question names as they speak or are spoken of. */
  speakers: string[];
};

const KINDS: [RegExp, QuestionKind][] = [
  [
    /\b(?:decid\w*|decision|resol(?:ve|ved|ution)\w*|outcome|formal(?:ly)?|vote[ds]?|carried|dispose[ds]?|conclude[ds]?|agree[ds]? (?:to|on|about)|did .* agree)\b/i,
    "decision",
  ],
  [/\b(?:how (?:many|much|old|long|often|far|big)|what (?:number|share|proportion|percentage|figure|age|amount|cost|price|sum))\b/i, "quantity"],
  [/\b(?:when|what (?:date|year|month|day|time))\b/i, "time"],
  [/\b(?:why|reasons?|how come|what caused)\b/i, "reason"],
  [/^(?:and |so |but )?(?:who|whose|whom|which (?:councillors?|officers?|members?|person))\b/i, "who"],
];
const QUESTION_WORD = /^(?:and |so |but )?(?:what|which|where|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b/i;
const TOPIC = /\b(?:what (?:was|were|is|has been|did .{1,60}) (?:said|discussed|say|mentioned|raised)|discuss\w*|mentions?|everything|anything|summar\w*|feature|views? on|compare|contrast|each|all)\b/i;

function kindOf(text: string): QuestionKind {
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  if (kind) return kind;
  if (TOPIC.test(text)) return "topic";
  return QUESTION_WORD.test(text) ? "fact" : "topic";
}

/** Whether all words of `name` stand next to each other, in order, in `folded`. */
function names(folded: readonly string[], name: string): boolean {
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
    if (council !== null) councils.set(council, [...new Set([...(councils.get(council) ?? []), ...aliases])]);
  }
  const speakers = new Set(corpus.passages.flatMap((passage) => passage.speakers));
  return { councils, speakers: [...speakers] };
}

/** The councils that a text names. */
export function councilsNamed(text: string, known: KnownNames): string[] {
  const folded = words(text).map((word) => word.folded);
  return [...known.councils].flatMap(([council, aliases]) =>
    [council, ...aliases].some((name) => names(folded, name)) ? [council] : [],
  );
}

/** Speakers whose surname (or whole role) a text names. */
export function speakersNamed(text: string, known: KnownNames): string[] {
  const folded = words(text).map((word) => word.folded);
  return known.speakers.filter((speaker) => {
    const own = words(speaker).map((word) => word.folded).filter((word) => !isStopWord(word));
    const person = !/^(?:The|A|An|One)\b/.test(speaker) && own.length > 1;
    return person ? folded.includes(foldWord(own.at(-1)!)) : own.length > 0 && names(folded, own.join(" "));
  });
}

/** Reads what a question asks for, from its words and the names that the corpus knows. */
export function readQuestion(text: string, known: KnownNames): Question {
  return { text, kind: kindOf(text), councils: councilsNamed(text, known), speakers: speakersNamed(text, known) };
}
