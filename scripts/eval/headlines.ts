/** The measures shown in the README. `simplest` is what plain means reach; README says how. */
export type Headline = { set: string; measure: string; label: string; simplest: string };

export const HEADLINES: readonly Headline[] = [
  {
    set: "seeds-dev",
    measure: "search, nDCG@10",
    label: "passages with the evidence, nDCG@10",
    simplest: "0.734 words, 0.785 vectors, 0.810 both",
  },
  {
    set: "seeds-dev",
    measure: "search, hit@5",
    label: "evidence among the first five",
    simplest: "0.82 words, 0.94 vectors, 0.92 both",
  },
  {
    set: "seeds-dev",
    measure: "answers, citation recall",
    label: "citation recall of answers",
    simplest: "0.45 nearest sentence, 0.57 two, 0.68 three",
  },
  {
    set: "seeds-dev",
    measure: "answers, citation precision",
    label: "citation precision of answers",
    simplest: "0.69 nearest sentence, 0.51 two, 0.42 three",
  },
  {
    set: "seeds-dev",
    measure: "citations verbatim",
    label: "citations that are word for word",
    simplest: "",
  },
  {
    set: "seeds-dev",
    measure: "answerable, refused",
    label: "answerable questions refused",
    simplest: "",
  },
  {
    set: "seeds-dev",
    measure: "unanswerable, refused",
    label: "unanswerable questions refused",
    simplest: "",
  },
  {
    set: "seeds-dev",
    measure: "confidence AUROC",
    label: "confidence, answerable against not, AUROC",
    simplest: "0.65 by the top cosine",
  },
  {
    set: "council-qa-dev",
    measure: "passages, rewritten, nDCG@10",
    label: "given passages, nDCG@10",
    simplest: "0.865 words, 0.698 vectors, 0.879 both",
  },
  {
    set: "council-qa-dev",
    measure: "answers, citation recall",
    label: "citation recall of answers",
    simplest: "",
  },
  {
    set: "council-qa-dev",
    measure: "answers, citation precision",
    label: "citation precision of answers",
    simplest: "",
  },
  {
    set: "council-qa-dev",
    measure: "citations verbatim",
    label: "citations that are word for word",
    simplest: "",
  },
];
