import type { z } from "@hono/zod-openapi";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { UNEXPECTED } from "../problem.ts";

/** What a tool gives: `value` by its schema, and the same as a text to read; JSON where there is none. */
export function reply<S extends z.ZodObject>(
  schema: S,
  value: z.input<S>,
  text?: string,
): CallToolResult {
  const structuredContent: Record<string, unknown> = schema.parse(value);
  return {
    content: [{ type: "text", text: text ?? JSON.stringify(structuredContent) }],
    structuredContent,
  };
}

/** A mistake of the caller, with what to do about it. */
export function refusal(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

/** Keeps the inside of an unforeseen fault from the caller, and tells the log of it. */
export async function guarded(
  work: () => Promise<CallToolResult>,
  onFault: (fault: unknown) => void,
): Promise<CallToolResult> {
  try {
    return await work();
  } catch (fault) {
    onFault(fault);
    return refusal(UNEXPECTED);
  }
}
