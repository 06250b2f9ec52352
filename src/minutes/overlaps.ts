import type { Span } from "./model.ts";

/** Whether two spans of one document share a character; where one ends and the other begins they do not. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
