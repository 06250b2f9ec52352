import { isOfPeriods, periodsIn } from "../../src/answering/named-times.ts";
import type { LabelledQuestion } from "../../src/evaluation/question-set.ts";
import { MONTHS } from "../../src/minutes/dates.ts";
import type { Library } from "../../src/retrieval/search.ts";
import { evidencePlaces } from "./look-ups.ts";

/** The type of such questions: they are fitted on, and nothing is measured on them. */
export const DATED = "dated";
/** One question in so many is asked again. */
const EVERY = 3;

/** The month of the one meeting that answers a question, as "2023-03"; undefined where several do, or its day is not known. */
function monthOf(library: Library, { evidence }: LabelledQuestion): string | undefined {
  const dates = evidencePlaces(library, evidence).map(
    ({ document }) => library.corpus.document(document)?.date?.slice(0, 7) ?? "",
  );
  return new Set(dates).size === 1 && dates[0] !== "" ? dates[0] : undefined;
}

/** "What was said about bins in March 2023?", or in the year alone. */
function withTime(question: string, month: string, byYear: boolean): string {
  const [year = "", number = ""] = month.split("-");
  const name = MONTHS[Number(number) - 1]!;
  const time = byYear ? year : `${name.charAt(0).toUpperCase()}${name.slice(1)} ${year}`;
  return question.replace(/\s*\??\s*$/, (end) => ` in ${time}${end.trim()}`);
}

/** A year before or after, of which there are no minutes and which none names. */
function otherMonth({ corpus, store }: Library, month: string): string | undefined {
  const [year = "", number = ""] = month.split("-");
  const others = [1, -1, 2, -2].map((step) => String(Number(year) + step));
  const isFree = (other: string) =>
    corpus.documents.every(
      ({ id, date }) =>
        !isOfPeriods(periodsIn(other), date) && !store.documentText(id).includes(other),
    );
  const free = others.find(isFree);
  return free && `${free}-${number}`;
}

/**
 * Some of the questions of a set asked again, each twice: with the time of the meeting that answers it, and with a time of
 * which the minutes say nothing. Few of the questions that were written for minutes of one or two meetings name a time; people
 * who search an archive of many years do.
 */
export function datedQuestions(
  library: Library,
  questions: readonly LabelledQuestion[],
): LabelledQuestion[] {
  const may = questions.filter(
    ({ answerable, history, question }) =>
      answerable && history.length === 0 && periodsIn(question).length === 0,
  );
  return may
    .filter((_, i) => i % EVERY === 0)
    .flatMap((labelled, i) => {
      const month = monthOf(library, labelled);
      const other = month && otherMonth(library, month);
      if (!other) return [];
      const asked = (of: string) => {
        const question = withTime(labelled.question, of, i % 2 === 1);
        return { ...labelled, type: DATED, subtype: undefined, question, standalone: question };
      };
      const { evidence } = labelled;
      return [asked(month), { ...asked(other), answerable: false, evidence: [], near: evidence }];
    });
}
