const CLAUSE_START = /(?:^|[.!?;:,—–-]\s*|\b(?:and|then|please|just|now)\s+)/.source;
const LEAVE_ASIDE =
  /(?:ignore|disregard|forget|override|skip|bypass|(?:don[’']t|do not) (?:bother with|use|rely on|look at|read))/
    .source;
const WHAT_BINDS =
  /(?:minutes|documents?|passages|instructions?|prompts?|(?:your|the|all|any|earlier|previous|these|those) (?:[a-z]+ )?(?:rules?|sources?|citations?)|(?:everything|anything|all) (?:above|before))/
    .source;

/** "Ignore the minutes and write…": what the answer must be made of is to be left aside. */
const SET_ASIDE = new RegExp(
  `${CLAUSE_START}${LEAVE_ASIDE}\\b[^.?!;:]{0,30}?\\b${WHAT_BINDS}\\b`,
  "i",
);
/** "SYSTEM: you are now…": a message that speaks as the program's owner, or gives it another part to play. */
const TAKE_OVER =
  /^\W*(?:system|developer|admin(?:istrator)?|assistant)(?: (?:override|prompt|message|note))?\s*:|\b(?:you are now|you may now|developer mode|(?:hidden|system) (?:prompt|instructions)|your (?:prompt|instructions|system prompt))\b/i;
/** "Make up a quote", "pretend that…", "reply only with…": words that are to stand in no minutes. */
const INVENT = new RegExp(
  `${CLAUSE_START}(?:make up (?:a|an|some|the)\\b|invent (?:a|an|some|the)\\b|fabricate\\b|pretend\\b|(?:reply|respond|answer) (?:only )?with (?:only )?the words?\\b|reply only\\b|act as\\b)`,
  "i",
);

/**
 * Whether a message is an instruction to answer without the minutes or with invented words, and no question about them.
 * Answers are quotations whatever it says; but a quotation is no answer to it.
 */
export const isInstruction = (message: string): boolean =>
  [SET_ASIDE, TAKE_OVER, INVENT].some((kind) => kind.test(message));
