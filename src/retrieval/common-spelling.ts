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

/** The one spelling that a folded word and its other spelling share: "colour" and "color", "licensing" and "licencing". */
export function commonSpelling(folded: string): string {
  for (const [written, common] of PAIRS)
    if (written.test(folded)) return folded.replace(written, common);
  return folded;
}
