import { z } from "@hono/zod-openapi";
import type { Turn } from "../answering/model.ts";
import { textField } from "./fields.ts";
import { LIMITS } from "./limits.ts";

/** Ids of the passages that an earlier answer cited. */
export const citedField = z
  .array(textField(LIMITS.filterValue))
  .max(LIMITS.page, `expected at most ${LIMITS.page} ids`)
  .optional();

/** A turn as answering takes it. */
export function turnOf({
  role,
  content,
  cited,
}: Omit<Turn, "cited"> & { cited?: string[] | undefined }): Turn {
  return { role, content, ...(cited && { cited }) };
}
