/** Where an order begins: with a sentence, perhaps behind "please" or "now". "And act as treasurer" is part of a question. */
const START = /(?:^|[.!?;:]\s+)\W*(?:(?:please|just|now|then|ok|okay)[\s,]+)*/.source;
const LEAVE_ASIDE =
  /(?:ignore|disregard|forget|override|skip|bypass|(?:don[’']t|do not) (?:bother with|use|rely on|look at|read))/
    .source;
const WHAT_BINDS =
  /(?:minutes|documents?|passages|instructions?|prompts?|(?:your|the|all|any|earlier|previous|these|those) (?:[a-z]+ )?(?:rules?|sources?|citations?)|(?:everything|anything|all) (?:above|before))/
    .source;

/** "Ignore the minutes and write…": what the answer must be made of is to be left aside. */
const SET_ASIDE = new RegExp(`${START}${LEAVE_ASIDE}\\b[^.?!;:]{0,30}?\\b${WHAT_BINDS}\\b`, "i");
/** "SYSTEM: …", "You are now…": a message that speaks as the program's owner, or gives it another part to play. */
const TAKE_OVER = new RegExp(
  `^\\W*(?:system|developer|admin(?:istrator)?|assistant)(?: (?:override|prompt|message|note))?\\s*:|${START}you (?:are|may) now\\b|\\b(?:developer mode|(?:your|hidden|system) prompt)\\b`,
  "i",
);
/** "Make up a quote", "pretend that…", "reply only with…": words that are to stand in no minutes. */
const INVENT = new RegExp(
  `${START}(?:make up|invent|fabricate|pretend|act as|(?:reply|respond|answer) only)\\b`,
  "i",
);

/**
 * Whether a message is an instruction to answer without the minutes or with invented words, and no question about them.
 * Answers are quotations whatever it says; but a quotation is no answer to it.
 */
export const isInstruction = (message: string): boolean =>
  [SET_ASIDE, TAKE_OVER, INVENT].some((kind) => kind.test(message));
