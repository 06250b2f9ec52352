import type { Sentence } from "../minutes/model.ts";
import { overlaps } from "../minutes/overlaps.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import { isStopWord, words } from "../retrieval/terms.ts";
import { reportsQuestion } from "./answer-type.ts";
import type { Cited } from "./cited.ts";

/** A sentence by the position of its passage and its index there. */
export type Meant = { position: number; index: number };

const WHO_ASKED =
  /^(?:and |so |but )?(?:who|which \w+) (?:first )?(?:asked|raised|queried|questioned)\b/i;
const WHAT_ANSWER =
  /\bwhat (?:was|is) (?:the|his|her|their|that) (?:answer|reply|response)\b|\b(?:how|what) did (?:they|he|she|\w+ \w+) (?:answer|reply|respond)\b/i;
const WHAT_DECIDED =
  /\bwhat (?:did (?:they|it|he|she|the [\w-]+(?: [\w-]+)?)|was|were|has been) (?:then |finally |formally )?(?:decided?|agreed?|resolved?)\b/i;
const SAID =
  "(?:said|told|stated|claimed|reported|suggested|mentioned|noted|explained|thought|felt|commented)";
const PLACE = "(?:meeting|minutes|document|council|committee|board|panel)";
const END = String.raw`[\s?.!]*$`;
/** "Who said that?", "which meeting was that?" are about what was quoted. */
const OF_QUOTATION = new RegExp(
  [
    String.raw`^(?:and |so |but )?(?:who|which \w+) (?:actually |first )?${SAID} (?:that|this|it|so)${END}`,
    String.raw`^(?:and |so |but )?(?:at |in )?(?:which|what) ${PLACE} (?:was|is) (?:that|this|it)(?: (?:at|in|from))?${END}`,
  ].join("|"),
  "i",
);
/** Words of such a question that name no matter of its own. */
const OWN = new Set(
  `asked raised queried questioned answer answered reply response replied respond decide decided agree agreed resolve
  resolved question committee council board panel meeting finally formally actually first said told stated claimed reported
  suggested mentioned noted explained thought felt commented minutes document councillor member officer`.split(
    /\s+/,
  ),
);
/** Sentences that are meant, at the most. */
const MOST = 8;
/** A reply stands among so many sentences behind its question. */
const REPLY = 3;

/** Whether a follow-up asks of the quotations themselves: all of them are its answer. */
export const asksOfQuotations = (question: string): boolean => OF_QUOTATION.test(question);

type Placed = Meant & { sentence: Sentence; asks: boolean; decides: boolean };

/**
 * What a follow-up without a matter of its own means: what was cited itself ("who said that?"), the question that it
 * answers ("who asked that?"), the answer to it ("what was the reply?"), or what was decided on the agenda items cited
 * ("what did they decide?"). Empty where it means something else, or the minutes do not show it.
 */
export function meantBy(question: string, corpus: Corpus, cited: readonly Cited[]): Meant[] {
  if (words(question).some(({ folded }) => !isStopWord(folded) && !OWN.has(folded))) return [];
  const found = () =>
    cited.flatMap((each) => readItem(question, sentencesOfItem(corpus, each), each));
  const known = [OF_QUOTATION, WHO_ASKED, WHAT_ANSWER, WHAT_DECIDED].some((pattern) =>
    pattern.test(question),
  );
  return known ? unique(found()).slice(0, MOST) : [];
}

function readItem(question: string, item: readonly Placed[], { span }: Cited): Placed[] {
  if (asksOfQuotations(question)) return item.filter(({ sentence }) => overlaps(sentence, span));
  if (WHAT_DECIDED.test(question)) return item.filter(({ decides }) => decides);
  const asked = item.filter(({ asks, sentence }) => asks && overlaps(sentence, span));
  if (WHAT_ANSWER.test(question)) return asked.flatMap((each) => replyTo(item, each));
  const at = item.findIndex(({ sentence }) => overlaps(sentence, span));
  const before = item.slice(Math.max(0, at - REPLY), Math.max(0, at)).findLast(({ asks }) => asks);
  return asked.length > 0 ? asked : before ? [before] : [];
}

/** What follows a reported question, up to the next one. */
function replyTo(item: readonly Placed[], asked: Placed): Placed[] {
  const rest = item.slice(item.indexOf(asked) + 1);
  const next = rest.findIndex(({ asks }) => asks);
  return rest.slice(0, Math.min(REPLY, next < 0 ? REPLY : next));
}

function sentencesOfItem(corpus: Corpus, { position: at }: Cited): Placed[] {
  return itemOf(corpus, at).flatMap((position) => {
    const { text, start, sentences, kind, decisions } = corpus.passages[position]!;
    return sentences.map((sentence, index) => ({
      position,
      index,
      sentence,
      asks: reportsQuestion(text.slice(sentence.start - start, sentence.end - start)),
      decides: kind === "decision" || decisions.some((each) => overlaps(each, sentence)),
    }));
  });
}

/** Positions of the agenda item that a passage stands in. */
export function itemOf(corpus: Corpus, position: number): number[] {
  const { item } = corpus.passages[position]!;
  const { first, end } = corpus.documentOf(position);
  const all = Array.from({ length: end - first }, (_, i) => first + i);
  return all.filter((other) => corpus.passages[other]!.item === item);
}

function unique(found: readonly Placed[]): Meant[] {
  const seen = new Map(
    found.map(({ position, index }) => [`${position} ${index}`, { position, index }]),
  );
  return [...seen.values()];
}
