import type { Document, Passage, Span } from "../minutes/model.ts";
import { sourceUrlAt } from "../minutes/source-url.ts";
import type { Filters, PlacedPassage, Pointer, Searched } from "./model.ts";
import type { PassageStore, StoredPassage } from "./ports.ts";
import type { Slices } from "./slices.ts";

export type DocumentEntry = Omit<Document, "text"> & {
  /** Positions of its passages: from `first`, before `end`. */
  first: number;
  end: number;
};

/** The place of a span inside the passage at a position; its links lead to the span itself. */
export function pointerTo(corpus: Corpus, position: number, span: Span): Pointer {
  const { id, documentId, source, title, council, body, date, item, page } = corpus.place(position);
  const sourceUrl = sourceUrlAt(corpus.documentOf(position), span.start);
  return {
    passageId: id,
    documentId,
    source,
    title,
    council,
    body,
    date,
    item,
    ...(page !== undefined && { page }),
    url: permalink(documentId, span),
    ...(sourceUrl !== undefined && { sourceUrl }),
  };
}

/** The places of whole passages. */
export function pointersTo(corpus: Corpus, list: readonly { position: number }[]): Pointer[] {
  return list.map(({ position }) => pointerTo(corpus, position, corpus.passages[position]!));
}

/** All passages of an open index in memory, each at a position from 0, in order of document and place. */
export type Corpus = {
  documents: readonly DocumentEntry[];
  passages: readonly StoredPassage[];
  document(id: string): DocumentEntry | undefined;
  documentOf(position: number): DocumentEntry;
  /** Undefined when there is no such passage. */
  positionOf(passageId: string): number | undefined;
  positionOfRow(row: number): number | undefined;
  /** Positions of the passages that the filters let through, ascending; undefined when they let all through. */
  allowed(filters: Filters | undefined): number[] | undefined;
  place(position: number): PlacedPassage;
  searched(allowed: readonly number[] | undefined): Searched;
};

/** Path in the web interface that opens the document at a span and highlights it. */
export function permalink(documentId: string, { start, end }: Span): string {
  return `/documents/${encodeURIComponent(documentId)}?start=${start}&end=${end}#passage`;
}

function isEmpty(filters: Filters | undefined): boolean {
  return (
    filters === undefined ||
    Object.values(filters).every((value) => value === undefined || value.length === 0)
  );
}

function anyOf(
  wanted: readonly string[] | undefined,
  values: readonly (string | null | undefined)[],
): boolean {
  if (!wanted || wanted.length === 0) return true;
  const folded = new Set(values.map((value) => value?.toLowerCase()));
  return wanted.some((value) => folded.has(value.toLowerCase()));
}

function documentPasses(document: DocumentEntry, filters: Filters): boolean {
  const { date } = document;
  return (
    anyOf(filters.document, [document.id, document.source]) &&
    anyOf(filters.council, [document.council, ...document.aliases]) &&
    anyOf(filters.body, [document.body]) &&
    (filters.from === undefined || (date !== null && date >= filters.from)) &&
    (filters.to === undefined || (date !== null && date <= filters.to))
  );
}

function passagePasses(passage: Passage, filters: Filters): boolean {
  return (
    anyOf(filters.kind, [passage.kind]) &&
    anyOf(filters.outcome, [passage.outcome]) &&
    anyOf(filters.speaker, passage.speakers)
  );
}

/** Reads all passages of a store into memory, but for those that an earlier corpus of the same index has. */
export function* corpusSlices(store: PassageStore, before?: Corpus): Slices<Corpus> {
  const documents: DocumentEntry[] = [];
  const passages: StoredPassage[] = [];
  const positions = new Map<string, number>();
  const rows = new Map<number, number>();
  for (const id of store.documentIds()) {
    const first = passages.length;
    for (const passage of unchangedPassages(store, id, before) ?? store.passagesOf(id)) {
      positions.set(passage.id, passages.length);
      rows.set(passage.row, passages.length);
      passages.push(passage);
      yield;
    }
    documents.push({ ...store.document(id), first, end: passages.length });
    yield;
  }
  return corpusOf({ documents, passages, positions, rows });
}

function unchangedPassages(
  store: PassageStore,
  documentId: string,
  before: Corpus | undefined,
): readonly StoredPassage[] | undefined {
  const entry = before?.document(documentId);
  if (!before || !entry || entry.first === entry.end) return undefined;
  const unchanged = before.passages[entry.first]!.row === store.firstRow(documentId);
  return unchanged ? before.passages.slice(entry.first, entry.end) : undefined;
}

type CorpusParts = {
  documents: readonly DocumentEntry[];
  passages: readonly StoredPassage[];
  /** Positions by id, and by row. */
  positions: ReadonlyMap<string, number>;
  rows: ReadonlyMap<number, number>;
};

function corpusOf({ documents, passages, positions, rows }: CorpusParts): Corpus {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const documentOf = (position: number) => byId.get(passages[position]!.documentId)!;
  const all = { ...extent(documents), passages: passages.length };

  return {
    documents,
    passages,
    document: (id) => byId.get(id),
    documentOf,
    positionOf: (id) => positions.get(id),
    positionOfRow: (row) => rows.get(row),
    allowed(filters) {
      if (filters === undefined || isEmpty(filters)) return undefined;
      const allowed: number[] = [];
      for (const document of documents) {
        if (!documentPasses(document, filters)) continue;
        for (let at = document.first; at < document.end; at++)
          if (passagePasses(passages[at]!, filters)) allowed.push(at);
      }
      return allowed;
    },
    place(position) {
      const {
        row: _row,
        ordinal: _ordinal,
        sentences: _sentences,
        decisions: _decisions,
        ...passage
      } = passages[position]!;
      const document = documentOf(position);
      const { source, title, council, body, date } = document;
      const sourceUrl = sourceUrlAt(document, passage.start);
      const url = permalink(passage.documentId, passage);
      return {
        ...passage,
        source,
        title,
        council,
        body,
        date,
        url,
        ...(sourceUrl !== undefined && { sourceUrl }),
      };
    },
    searched(allowed) {
      if (!allowed) return all;
      const ids = new Set<string>();
      for (const position of allowed) ids.add(passages[position]!.documentId);
      const looked = documents.filter((document) => ids.has(document.id));
      return { ...extent(looked), passages: allowed.length };
    },
  };
}

function extent(documents: readonly DocumentEntry[]): Omit<Searched, "passages"> {
  const dates = documents.flatMap((document) => document.date ?? []).toSorted();
  const councils = new Set(documents.flatMap((document) => document.council ?? []));
  return {
    documents: documents.length,
    councils: [...councils].toSorted(),
    from: dates[0] ?? null,
    to: dates.at(-1) ?? null,
  };
}
