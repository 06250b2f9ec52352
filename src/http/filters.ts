import { z } from "@hono/zod-openapi";
import { OUTCOMES, PASSAGE_KINDS } from "../minutes/model.ts";
import type { Filters } from "../retrieval/model.ts";
import { isoDate, oneOf, strict, textField } from "./fields.ts";
import { LIMITS } from "./limits.ts";

const name = textField(LIMITS.filterValue);
const kind = oneOf(PASSAGE_KINDS as ["report", ...typeof PASSAGE_KINDS]);
const outcome = oneOf(OUTCOMES as ["resolved", ...typeof OUTCOMES]);

function anyOf<T extends z.ZodType<string>>(item: T, description: string) {
  const wrapped = (value: unknown) =>
    value === undefined || Array.isArray(value) ? value : [value];
  const list = z
    .array(item)
    .max(LIMITS.filterValues, `expected at most ${LIMITS.filterValues} values`);
  return z.preprocess(wrapped, list.optional()).openapi({ description });
}

/** The filters, as query parameters (repeat a key for "any of") and as fields of a JSON body. */
export const filterShape = {
  council: anyOf(name, "Name or alias of a council. Several mean any of them."),
  body: anyOf(name, "Name of a committee or other body. Several mean any of them."),
  speaker: anyOf(name, "Person or role that the text names as speaking. Several mean any of them."),
  kind: anyOf(kind, "Kind of passage. Several mean any of them."),
  outcome: anyOf(outcome, "What was done in a decision. Several mean any of them."),
  document: anyOf(name, "Id of a document. Several mean any of them."),
  from: isoDate
    .optional()
    .openapi({ description: "First day of meeting, inclusive. Undated documents never match." }),
  to: isoDate
    .optional()
    .openapi({ description: "Last day of meeting, inclusive. Undated documents never match." }),
};

type FilterFields = z.infer<z.ZodObject<typeof filterShape>>;

/** For `.refine`: a period must not end before it begins. */
export const isPeriod = ({ from, to }: { from?: string | undefined; to?: string | undefined }) =>
  !from || !to || from <= to;
export const PERIOD = { path: ["from"], error: "must not be after to" };

/** The filters as a JSON object. */
export const FilterObject = strict(filterShape).refine(isPeriod, PERIOD).openapi("Filters");

/** Only the filters that are given, of query parameters or a JSON object. */
export function filtersOf(fields: FilterFields): Filters {
  const names = Object.keys(filterShape) as (keyof Filters)[];
  const given = names.filter((field) => fields[field] !== undefined);
  return Object.fromEntries(given.map((field) => [field, fields[field]]));
}
