const PUBLIC =
  "(?:members of the )?(?:public|press)(?:(?:,? and| &| or) (?:the )?(?:press|public|media))?";
const OPEN = "(?:(?:open|public) session|public|part (?:1|i|one|a)\\b)";

/** "The public were readmitted", "The meeting resumed in open session": what comes next was public. */
const READMITTED = new RegExp(
  [
    `\\b${PUBLIC} (?:(?:was|were|had been|having been) (?:now |then )?(?:re-?admitted|invited (?:back|to (?:return|re-?join))|allowed (?:back|to return)|let back|asked to return)|(?:then )?(?:re-?joined|returned to|re-?entered) the (?:meeting|room|chamber))`,
    `\\b(?:meeting|council|committee|cabinet|board|panel|sub-committee) (?:(?:was|then) )?(?:resumed|re-?convened|returned|moved back|went back|came back|re-?opened)(?: (?:in|into|to|the|again))* ${OPEN}`,
    `\\b(?:open|public) session (?:was )?(?:then )?(?:resumed|re-?convened|restarted)`,
    `\\b(?:resolved|agreed)\\b.{0,120}\\b(?:${PUBLIC} be (?:re-?admitted|invited back)|(?:meeting|council|committee|cabinet|board) (?:be (?:re-?opened to the public|resumed in ${OPEN})|(?:re-?convene|resume|return) (?:in|into|to) ${OPEN}))`,
  ].join("|"),
  "giu",
);
/** A sentence with one of these may speak of another time, or of nothing that happened. */
const DOUBTFUL =
  /\b(?:not|never|until|unless|before|if|whether|when|once|would|should|will|could|may|might|previous|last|minutes of|to consider|next)\b/iu;
/** "PART 1 (PUBLIC)", "OPEN SESSION" as a heading. */
const PUBLIC_HEADING =
  /^[^\p{L}\n]*(?:part (?:1|i|one|a)\b[^\p{L}\n]{0,5}(?:items? )?(?:open|public|non-exempt)(?: (?:items?|session|business|minutes|part|meeting))?|(?:open|public) (?:session|items|business|part)|items open to the public)[^\p{L}\n]*$/gimu;

const SENTENCE_END = /[.!?](?=\s|$)|\n\s*\n/;

function sentenceOf(text: string, at: number, end: number): { words: string; end: number } {
  const before = text.slice(Math.max(0, at - 300), at);
  const opening = Math.max(
    before.lastIndexOf(". "),
    before.lastIndexOf(".\n"),
    before.lastIndexOf("\n\n"),
  );
  const rest = text.slice(end, end + 400);
  const close = rest.search(SENTENCE_END);
  const last = close < 0 ? end + rest.length : end + close + 1;
  return { words: text.slice(at - before.length + opening + 1, last), end: last };
}

/** A heading that stands more than once may be the running title of pages, and says nothing. */
function isAlone(text: string, heading: string): boolean {
  return text.split(heading.trim()).length === 2;
}

/**
 * Where the public came back to a meeting that they had left by `from`: the end of the sentence that says so, or the
 * heading of a public part. Undefined where no words say it plainly; then nothing behind `from` is public.
 */
export function readmittedAfter(text: string, from: number): number | undefined {
  const said = [...text.matchAll(READMITTED)].flatMap((match) => {
    const { words, end } = sentenceOf(text, match.index, match.index + match[0].length);
    return match.index >= from && !DOUBTFUL.test(words) ? [end] : [];
  });
  const headings = [...text.matchAll(PUBLIC_HEADING)].flatMap(({ 0: line, index }) =>
    index >= from && isAlone(text, line) ? [index] : [],
  );
  return [...said, ...headings].toSorted((a, b) => a - b)[0];
}
