import type { Decision, Outcome, Passage, PassageKind, Span } from "../minutes/model.ts";

/** Each list means "any of"; an absent or empty one allows all. `from` and `to` are inclusive ISO dates; passages without a date never match them. */
export type Filters = {
  council?: string[];
  body?: string[];
  speaker?: string[];
  kind?: PassageKind[];
  outcome?: Outcome[];
  document?: string[];
  from?: string;
  to?: string;
};

export type SearchMode = "hybrid" | "semantic" | "keyword";

/** A passage with where it stands: what the API serves. `url` is a path in the web interface that highlights it. */
export type PlacedPassage = Omit<Passage, "ordinal" | "sentences" | "decisions"> & {
  source: string;
  title: string;
  council: string | null;
  body: string | null;
  date: string | null;
  url: string;
  /** Address on the web of the source's own page of it, where it has one. */
  sourceUrl?: string;
};

/** Where a span of a passage stands, for whoever shows it. */
export type Pointer = Pick<
  PlacedPassage,
  | "documentId"
  | "source"
  | "title"
  | "council"
  | "body"
  | "date"
  | "item"
  | "page"
  | "url"
  | "sourceUrl"
> & { passageId: string };

/** A decision with its words and where they stand; `url` opens the document there. */
export type PlacedDecision = Decision & Pointer & { text: string };

/** What was looked through: counts after filters, the councils named, and the first and last dates known. */
export type Searched = {
  documents: number;
  passages: number;
  councils: string[];
  from: string | null;
  to: string | null;
  /** Sources, of all, that the index lacks because they could not be read, and because they are held back for review. */
  failures?: number;
  heldBack?: number;
};

export type SearchRequest = {
  query: string;
  mode?: SearchMode;
  /** Whether the reader, where there is one, reads the best passages and moves up what answers; in the mode hybrid only. True by default. */
  rerank?: boolean;
  limit?: number;
  offset?: number;
  filters?: Filters;
};

/** `highlights` are spans into `passage.text` (not into the document). */
export type SearchResult = {
  rank: number;
  score: number;
  passage: PlacedPassage;
  highlights: Span[];
  /** Other documents that repeat the passage's words, where they were found too. */
  alsoIn?: Pointer[];
};

export type FacetName = "council" | "body" | "speaker" | "kind" | "outcome";
export type Facets = Record<FacetName, { value: string; count: number }[]>;

/**
 * `total` counts all that matches, on every page the same: in the modes hybrid and keyword the passages that have a word of
 * the query (slips corrected), in hybrid and semantic the 100 nearest by meaning. Facets count the same passages: the hundred most frequent values. `took` is
 * milliseconds.
 */
export type SearchResponse = {
  query: string;
  mode: SearchMode;
  total: number;
  results: SearchResult[];
  facets: Facets;
  searched: Searched;
  took: number;
};

export type SimilarOptions = { limit?: number; filters?: Filters; excludeDocument?: boolean };

/** A matter elsewhere: the passage that is nearest, and what was decided, where its agenda item records it. */
export type SimilarResult = {
  rank: number;
  score: number;
  passage: PlacedPassage;
  decision?: PlacedDecision;
  /** Other passages of the same agenda item that are near. */
  sameItem?: Pointer[];
  /** Other documents that repeat the passage's words. */
  alsoIn?: Pointer[];
};
