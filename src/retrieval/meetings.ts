import type { Corpus, DocumentEntry } from "./corpus.ts";

/** What was held by one council and body on one day, in however many documents; a document without a date stands alone. */
export type Meeting = {
  council: string | null;
  body: string | null;
  date: string | null;
  documents: DocumentEntry[];
};

function keyOf({ id, council, body, date }: DocumentEntry): string {
  return date === null ? id : JSON.stringify([council, body, date]);
}

/** The meetings whose minutes hold any of the positions allowed, the earliest first and those without a date last. */
export function meetingsOf(corpus: Corpus, allowed: readonly number[] | undefined): Meeting[] {
  const ids = allowed && new Set(allowed.map((at) => corpus.passages[at]!.documentId));
  const meetings = new Map<string, Meeting>();
  for (const document of corpus.documents) {
    if (ids && !ids.has(document.id)) continue;
    const key = keyOf(document);
    const { council, body, date } = document;
    const meeting = meetings.get(key) ?? { council, body, date, documents: [] };
    meeting.documents.push(document);
    meetings.set(key, meeting);
  }
  return [...meetings.values()].toSorted((a, b) =>
    (a.date ?? "9999").localeCompare(b.date ?? "9999"),
  );
}

/** Those of ascending positions that stand in a meeting's documents. */
export function positionsIn(
  { documents }: Pick<Meeting, "documents">,
  positions: readonly number[],
): number[] {
  return positions.filter((at) => documents.some(({ first, end }) => at >= first && at < end));
}
