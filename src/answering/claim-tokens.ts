/** A word, number or code of a text as claims are compared: letter for letter, but for the possessive. */
export type Token = {
  word: string;
  start: number;
  end: number;
  /** It opens a sentence, where a capital letter says nothing. */
  opens: boolean;
};

const TOKEN = /[£$€]?[\p{L}\p{N}]+(?:[’'&.,:/-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*%?/gu;

/** Numbers in words. "One" is among them: what it counts must stand there, too. */
const NUMBER_WORDS = new Set(
  `one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
  billion billions dozen dozens half halves third thirds quarter quarters double doubled treble trebled triple tripled twice
  once first second fourth fifth sixth seventh eighth ninth tenth`.split(/\s+/),
);

/** The tokens of a text in order. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({
    word: match[0].normalize("NFKC").replaceAll("’", "'").replace(/'s$/, ""),
    start: match.index,
    end: match.index + match[0].length,
    opens: /(?:^|[.!?:;]["”’')]*\s+)["“‘'(]*$/u.test(text.slice(0, match.index)),
  }));
}

/** It has a digit, or is a number in words. */
export const isNumber = ({ word }: Token) =>
  /\p{N}/u.test(word) || NUMBER_WORDS.has(word.toLowerCase());

/** It has a capital letter. */
export const isName = ({ word }: Token) => /\p{Lu}/u.test(word);

/** Runs of names and numbers with nothing but white space between: "Steve Miley", "12 May 2016", "£2.4 million". */
export function hardRuns(text: string): Token[][] {
  const runs: Token[][] = [];
  let last: Token | undefined;
  for (const token of tokensOf(text)) {
    const hard = isName(token) || isNumber(token);
    const joins = hard && last !== undefined && /^\s+$/.test(text.slice(last.end, token.start));
    if (joins) runs.at(-1)!.push(token);
    else if (hard) runs.push([token]);
    last = hard ? token : undefined;
  }
  return runs;
}

/** The same word; a name letter for letter, any other in small letters or not. */
export const sameWord = (wanted: Token, found: Token) =>
  isName(wanted) ? wanted.word === found.word : wanted.word === found.word.toLowerCase();

/** Whether a run stands in a text unbroken. A comma may part its words there: "5 May, 2017". */
export function standsIn(run: readonly Token[], text: string): boolean {
  const tokens = tokensOf(text);
  return tokens.some((_, at) =>
    run.every((wanted, i) => {
      const found = tokens[at + i];
      const before = tokens[at + i - 1];
      if (!found || !sameWord(wanted, found)) return false;
      return i === 0 || /^,?\s+$/.test(text.slice(before!.end, found.start));
    }),
  );
}
