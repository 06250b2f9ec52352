import { words } from "../retrieval/terms.ts";

/** "8460", "30,000": so many digits name one thing, and are seldom said in another way. A year is none. */
const FIGURE = /^(?!(?:19|20)\d\d$)\d{3,}(?:\.\d+)?$/;

/** The figures by which a question names an ordinance, an application, a sum. */
export function figuresIn(question: string): string[] {
  return words(question).flatMap(({ folded }) => (FIGURE.test(folded) ? [folded] : []));
}
