import type { z } from "@hono/zod-openapi";
import type { AppContext } from "./context.ts";
import { type FieldError, problem } from "./problem.ts";

type Checked =
  | { success: true; target: string }
  | { success: false; target: string; error: { issues: readonly z.core.$ZodIssue[] } };

const PLACES = { query: "query", param: "path", json: "body" } as const;
const WORDS = { query: "query parameter", path: "path parameter", body: "field" } as const;
const MOST_NAMED = 5;
const MOST_ERRORS = 100;
const MOST_OF_NAME = 100;

/** Turns what zod refused into a problem that names each field; nothing when all was well. */
export function refuseInvalid(checked: Checked, c: AppContext) {
  if (checked.success) return undefined;
  const place = PLACES[checked.target as keyof typeof PLACES] ?? "body";
  const errors = checked.error.issues.flatMap((issue) => fieldErrors(issue, place));
  return problem(
    c,
    400,
    errors.slice(0, MOST_NAMED).map(inWords).join("; "),
    errors.slice(0, MOST_ERRORS),
  );
}

function fieldErrors(issue: z.core.$ZodIssue, place: FieldError["in"]): FieldError[] {
  const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
  const paths = keys.length > 0 ? keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({ in: place, field: fieldName(path), detail: issue.message }));
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>(joined, "").slice(0, MOST_OF_NAME);
}

function joined(name: string, key: PropertyKey): string {
  if (typeof key === "number") return `${name}[${key}]`;
  return name === "" ? String(key) : `${name}.${String(key)}`;
}

function inWords({ in: place, field, detail }: FieldError): string {
  return field === "" ? `the ${place}: ${detail}` : `${WORDS[place]} "${field}": ${detail}`;
}
