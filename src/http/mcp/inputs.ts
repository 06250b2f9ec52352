import { z } from "@hono/zod-openapi";
import { OUTCOMES, PASSAGE_KINDS } from "../../minutes/model.ts";
import type { Filters } from "../../retrieval/model.ts";
import { isoDate, oneOf, textField } from "../fields.ts";
import { LIMITS } from "../limits.ts";

function anyOf<T extends z.ZodType>(item: T, description: string) {
  const most = `expected at most ${LIMITS.filterValues} values`;
  return z.array(item).max(LIMITS.filterValues, most).optional().describe(description);
}

const name = textField(LIMITS.filterValue);
const kind = oneOf(PASSAGE_KINDS as ["report", ...typeof PASSAGE_KINDS]);
const outcome = oneOf(OUTCOMES as ["resolved", ...typeof OUTCOMES]);

/** The filters as a tool takes them: each a list that means any of its values. */
export const filterInputs = {
  council: anyOf(name, "Names or aliases of councils."),
  body: anyOf(name, "Names of committees or other bodies."),
  speaker: anyOf(name, "People or roles that the minutes name as speaking."),
  kind: anyOf(
    kind,
    "Kinds of passage: the report before the meeting, the discussion, the decision, the procedure.",
  ),
  outcome: anyOf(outcome, "What was done in a decision."),
  document: anyOf(name, "Ids of documents."),
  from: isoDate
    .optional()
    .describe("First day of meeting, YYYY-MM-DD. Undated minutes never match."),
  to: isoDate.optional().describe("Last day of meeting, YYYY-MM-DD. Undated minutes never match."),
};

type Given = { [Field in keyof Filters]: Filters[Field] | undefined };

/** The filters that were given. */
export function filtersGiven(given: Given): Filters {
  const named = Object.keys(filterInputs) as (keyof Filters)[];
  const known = named.filter((field) => given[field] !== undefined);
  return Object.fromEntries(known.map((field) => [field, given[field]]));
}
