import type { z } from "zod";

const explain = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue === undefined ? "not as expected" : `${issue.path.join(".")}: ${issue.message}`;
};

function parsed(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`${where}: not JSON`, { cause });
  }
}

function parseLine<T>(line: string, schema: z.ZodType<T>, where: string): T {
  const result = schema.safeParse(parsed(line, where));
  if (!result.success) throw new Error(`${where}: ${explain(result.error)}`);
  return result.data;
}

/** Reads one JSON object a line; blank lines are skipped. `name` stands in the error of a bad line. */
export function parseJsonLines<T>(text: string, schema: z.ZodType<T>, name: string): T[] {
  return text
    .split("\n")
    .map((line, index) => ({ line, where: `${name} line ${index + 1}` }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, where }) => parseLine(line, schema, where));
}
