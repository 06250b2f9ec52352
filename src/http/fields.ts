import { z } from "@hono/zod-openapi";

// A backslash-u escape in JSON can make half of a surrogate pair; no index, log or file can hold it.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** True when a text can be stored, searched and written out again as it is. */
export function isPlainText(text: string): boolean {
  return !text.includes("\0") && !LONE_SURROGATE.test(text);
}

/** Text from outside: not blank, at most `max` UTF-16 code units, no null character, no half surrogate pair. */
export function textField(max: number) {
  return z
    .string({ error: (issue) => (issue.input === undefined ? "is required" : "expected one text") })
    .max(max, `expected at most ${max.toLocaleString("en")} characters`)
    .refine((text) => text.trim() !== "", "must not be empty")
    .refine(isPlainText, "must not hold a null character or half a surrogate pair");
}

/** A whole number in a query string. */
export function wholeNumber(min: number, max: number, fallback: number) {
  const expected = `expected a whole number from ${min} to ${max}, given once`;
  return z
    .string({ error: expected })
    .regex(/^\d{1,15}$/, expected)
    .transform(Number)
    .pipe(z.number().min(min, expected).max(max, expected))
    .default(fallback)
    .openapi({ type: "integer", minimum: min, maximum: max, default: fallback });
}

/** A whole number in a JSON body. */
export function jsonCount(min: number, max: number) {
  const expected = `expected a whole number from ${min} to ${max}`;
  return z.int({ error: expected }).min(min, expected).max(max, expected);
}

/** `true` or `false` in a query string. */
export function flag(fallback: boolean) {
  return z
    .enum(["true", "false"], { error: "expected true or false, given once" })
    .transform((value) => value === "true")
    .default(fallback)
    .openapi({ type: "boolean", default: fallback });
}

/** One of a few words. */
export function oneOf<const V extends readonly [string, ...string[]]>(values: V) {
  return z.enum(values, { error: `expected ${orList(values)}` });
}

function orList(values: readonly string[]): string {
  return values.length < 2
    ? values.join("")
    : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** A calendar day that exists, as YYYY-MM-DD. */
export const isoDate = z.iso
  .date({ error: "expected a day that exists, as YYYY-MM-DD" })
  .openapi({ format: "date", example: "2017-03-14" });

/** An object that refuses fields it does not know, naming them and those it takes. */
export function strict<S extends z.core.$ZodShape>(shape: S) {
  const known = Object.keys(shape);
  const takes = known.length === 0 ? "takes none" : `expected ${orList(known)}`;
  return z.strictObject(shape, {
    error: ({ code }) =>
      code === "unrecognized_keys" ? `is not known: ${takes}` : "expected an object",
  });
}
