import { queryWords, words } from "../retrieval/terms.ts";
import type { QuestionKind } from "./question.ts";

const NUMBER_WORD =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|halves|quarters?|thirds?|dozen|hundreds?|thousands?|millions?|every|annual(?:ly)?|weekly|monthly|daily|twice|once|none|all|most|majority)\b/i;
const TIME_WORD =
  /\b(?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|immediately|weeks?|months?|years?|spring|summer|autumn|winter|today|tomorrow|yesterday|\d{1,2}[:.]\d\d)\b/i;
const MONEY = /[£$€]\s?\d|\b\d+p\b|\bpounds?\b/i;
const REASON =
  /\b(?:because|due to|as (?:there|it|they|the|this|he|she|a|some)|in order|so that|meant|reasons?|since|owing|sought to|to address|would|by \w+ing|tended|explained|advised|suggested|resulting|result of|following|difficult\w*|complex\w*|lack|shortages?)\b/i;
const DECISION =
  /\b(?:agreed|resolved|noted|decided|concluded|approved|requested|that the (?:committee|cabinet|council|board)|elected|accepted|voted|carried|reviewed|rejected|refused|deferred|recommended|endorsed|adopted)\b/i;
const ASKS_MONEY = /\b(?:cost|costs|price|pay|paid|spen[dt]|fund\w*|grant|budget|fee|fees|charge|how much)\b/i;

function numbersIn(text: string): string[] {
  return words(text).flatMap(({ folded }) => (/\d/.test(folded) ? [folded] : []));
}

/** Whether a text holds a figure that the question does not itself give. */
function hasNewNumber(text: string, question: string): boolean {
  const given = new Set(numbersIn(question));
  return numbersIn(text).some((number) => !given.has(number)) || NUMBER_WORD.test(text);
}

/**
 * Whether a text holds the type of thing that the question asks for: a figure, a time, a reason, a decision. Undefined
 * where the question asks for no particular type.
 */
export function holdsAnswerType(text: string, question: string, kind: QuestionKind): boolean | undefined {
  switch (kind) {
    case "quantity":
      return hasNewNumber(text, question) || (ASKS_MONEY.test(question) && MONEY.test(text));
    case "time":
      return TIME_WORD.test(text);
    case "reason":
      return REASON.test(text);
    case "decision":
      return DECISION.test(text);
    default:
      return undefined;
  }
}

const ASKING = /\b(?:asked|queried|questioned|enquired|inquired|wondered|sought clarification|question)\b/i;

/** Whether a sentence reports a question rather than an answer. */
export function reportsQuestion(text: string): boolean {
  return ASKING.test(text);
}

/** Proper names, years and figures of a question: what an answer must carry, if anything. Sentence openings do not count. */
export function particulars(question: string): string[] {
  const telling = new Set(queryWords(question).map(({ start }) => start));
  return words(question).flatMap(({ folded, start }) => {
    const raw = question.charAt(start);
    const opens = start === 0 || /[.?!]\s*$/.test(question.slice(0, start));
    const proper = /\p{Lu}/u.test(raw) && !opens && telling.has(start);
    return proper || /\d/.test(folded) ? [folded] : [];
  });
}
