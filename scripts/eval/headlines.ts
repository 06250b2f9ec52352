/** A measure shown in the README. `simplest` is what plain means reach; README says how. */
export type Headline = { set: string; measure: string; label: string; simplest: string };

const rows = (
  set: string,
  measures: readonly (readonly [measure: string, label: string, simplest?: string])[],
): Headline[] =>
  measures.map(([measure, label, simplest = ""]) => ({ set, measure, label, simplest }));

/** Questions of both sets of minutes together. */
export const BOTH = "seeds-dev + council-qa-dev";
/** What the fitted models reach on questions that they were not fitted on. */
export const HELD_OUT = "held out";

export const HEADLINES: readonly Headline[] = [
  ...rows("seeds-dev", [
    [
      "search, nDCG@10",
      "passages with the evidence, nDCG@10",
      "0.734 words, 0.785 vectors, 0.810 both",
    ],
    ["search, hit@5", "evidence among the first five", "0.82 words, 0.94 vectors, 0.92 both"],
    [
      "answers, citation recall",
      "citation recall of answers",
      "0.45 nearest sentence, 0.57 two, 0.68 three",
    ],
    [
      "answers, citation precision",
      "citation precision of answers",
      "0.69 nearest sentence, 0.51 two, 0.42 three",
    ],
    ["who said it, right speaker", "right speaker named, of who-said questions"],
    ["who said it, wrong person", "wrong person named"],
    ["precedents of a passage, recall@5", "precedents of a passage, recall@5"],
    ["precedents of a pasted text, recall@5", "precedents of a pasted text, recall@5"],
    ["citations verbatim", "citations that are word for word"],
  ]),
  ...rows("council-qa-dev", [
    [
      "passages, as asked with history, nDCG@10",
      "given passages, follow-ups with their history, nDCG@10",
      "0.776 words as asked, 0.879 both rewritten by hand",
    ],
    ["answers, citation recall", "citation recall of answers"],
    ["answers, citation precision", "citation precision of answers"],
    ["citations verbatim", "citations that are word for word"],
  ]),
  ...rows(BOTH, [
    ["confidence AUROC", "answerable against not, AUROC", "0.65 top cosine (seeds-dev)"],
    [
      "near_miss against answerable, confidence AUROC",
      "answerable against near misses, AUROC",
      "0.54 top cosine (seeds-dev)",
    ],
    [
      "unanswerable refused, at 5 % of the answerable refused",
      "unanswerable refused, at 5 % of the answerable refused",
    ],
    [
      "answerable answered, at 5 % of the answers wrong",
      "answerable answered, at 5 % of the answers wrong",
    ],
    ["answerable, refused", "answerable refused, as it is set"],
    ["unanswerable, refused", "unanswerable refused, as it is set"],
  ]),
  ...rows("qmsum-committee", [
    ["passages, nDCG@10", "nDCG@10, all meetings", "0.460 words, 0.473 both"],
  ]),
  ...rows("scifact", [
    ["check, BM25, nDCG@10", "check: words alone, nDCG@10", "0.679 published"],
    ["check, one vector a text, nDCG@10", "check: vectors alone, nDCG@10", "0.645 published"],
    ["passages, nDCG@10", "nDCG@10, set as for minutes", "0.730 both"],
  ]),
  ...rows("squad2-dev", [
    ["paragraph alone, confidence AUROC", "“this paragraph answers it”, AUROC", "0.58 words"],
  ]),
];
