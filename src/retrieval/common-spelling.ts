/** British and American endings, and doublets that British minutes themselves mix; each pair becomes one spelling. */
const PAIRS: [RegExp, string][] = [
  [/^(\p{L}{3,})([iy])z(?=(?:e[ds]?|ing|ers?|ations?|able)$)/u, "$1$2s"],
  [/^(\p{L}{3,})our(?=(?:s|ed|ing|al|able|ly|hoods?|ites?|ful|ers?)?$)/u, "$1or"],
  [/^(\p{L}{2,}[tb])re(s?)$/u, "$1er$2"],
  [/^(\p{L}{2,}[tb])red$/u, "$1ered"],
  [/^(\p{L}{3,})ogue(?=s?$)/u, "$1og"],
  [/^(\p{L}{2,}gram)me(?=s?$)/u, "$1"],
  [/^(def|off|lic|pret)ens(?=(?:e[ds]?|ing|eless)$)/u, "$1enc"],
  [/^practis(?=(?:e[ds]?|ing)$)/u, "practic"],
  [/dgement(?=s?$)/u, "dgment"],
  [/^enquir/u, "inquir"],
];

/** Numbers that minutes write both as words and in figures. "One" is left out: it is a pronoun more often. */
const NUMBERS: ReadonlyMap<string, string> = new Map(
  `two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15
  sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80
  ninety 90`
    .split(/\s+/)
    .flatMap((word, i, all): [string, string][] => (i % 2 === 0 ? [[word, all[i + 1]!]] : [])),
);

/** A number in words as its figures: "four" as "4"; undefined of any other word. */
export const inFigures = (folded: string): string | undefined => NUMBERS.get(folded);

/** The one spelling that a folded word and its other spelling share: "colour" and "color", "licensing" and "licencing". */
export function commonSpelling(folded: string): string {
  for (const [written, common] of PAIRS)
    if (written.test(folded)) return folded.replace(written, common);
  return folded;
}
