/**
 * Articles of squad2-dev, which xquad-en shares, whose questions the reader was trained on: every other one by title. They
 * stay among what is searched and are asked about no more.
 */
export const READ_IN_TRAINING: ReadonlySet<string> = new Set([
  "1973 oil crisis",
  "Civil disobedience",
  "European Union law",
  "Harvard University",
  "Intergovernmental Panel on Climate Change",
  "Oxygen",
  "Private school",
  "Southern California",
  "Warsaw",
]);
