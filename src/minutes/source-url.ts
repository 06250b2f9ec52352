import type { Document } from "./model.ts";

/**
 * Address on the web at which a place of a document can be read: that of the part in which it stands, or else
 * the document's own. Undefined where the source has none.
 */
export function sourceUrlAt(
  { headings, sourceUrl }: Pick<Document, "headings" | "sourceUrl">,
  at: number,
): string | undefined {
  const part = headings.findLast(
    (heading) => heading.start <= at && heading.sourceUrl !== undefined,
  );
  return part?.sourceUrl ?? sourceUrl;
}
