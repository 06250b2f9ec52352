import { z } from "zod";

/** One environment variable: what it takes, what it is without, and what it is for. */
export type Setting<T> = {
  schema: z.ZodType<T>;
  /** What a value must be, as an error says it. */
  expected: string;
  /** The value without the variable, as a person reads it; null when there is none. */
  shown: string | null;
  description: string;
  /** Its value is never shown. */
  secret: boolean;
};

export function setting<T>(
  schema: z.ZodType<T>,
  expected: string,
  shown: string | null,
  description: string,
): Setting<T> {
  return { schema, expected, shown, description, secret: false };
}

/** A setting whose value no error may repeat. */
export function secret<T>(...parts: Parameters<typeof setting<T>>): Setting<T> {
  return { ...setting(...parts), secret: true };
}

/** "true" or "false"; false without the variable. */
export const yesOrNo = z
  .enum(["true", "false"])
  .default("false")
  .transform((value) => value === "true");

export const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** Values parted by commas; none without the variable. */
export const listOf = (value: z.ZodType<string, string>) =>
  z
    .string()
    .default("")
    .transform((text) => text.split(",").map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== ""))
    .pipe(z.array(value));
