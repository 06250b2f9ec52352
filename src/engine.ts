import type { AgendaItem, DocumentStatus } from "./minutes/model.ts";
import type {
  Filters,
  PlacedPassage,
  SearchRequest,
  SearchResponse,
  SimilarOptions,
  SimilarResult,
} from "./retrieval/model.ts";
import type { Answer, AskRequest, QuoteCheck } from "./answering/model.ts";

export type DocumentSummary = {
  id: string;
  source: string;
  title: string;
  council: string | null;
  body: string | null;
  date: string | null;
  status: DocumentStatus;
  /** How many passages it has. */
  passages: number;
};

export type DocumentView = Omit<DocumentSummary, "passages"> & {
  text: string;
  items: AgendaItem[];
  passages: PlacedPassage[];
};

export type PassageView = {
  passage: PlacedPassage;
  previous: PlacedPassage | null;
  next: PlacedPassage | null;
};

/** Everything the program can be asked, over one open index. The HTTP service, the command line and the evaluation all call this. */
export type Engine = {
  /** Fingerprint of the index that answers. */
  index: string;
  search(request: SearchRequest): Promise<SearchResponse>;
  ask(request: AskRequest): Promise<Answer>;
  documents(request: { filters?: Filters; limit?: number; offset?: number }): {
    total: number;
    documents: DocumentSummary[];
  };
  document(id: string): DocumentView | undefined;
  passage(id: string): PassageView | undefined;
  /** Undefined when there is no such passage. */
  similarToPassage(
    id: string,
    options?: SimilarOptions,
  ): Promise<{ passage: PlacedPassage; results: SimilarResult[] } | undefined>;
  similarToText(text: string, options?: SimilarOptions): Promise<{ results: SimilarResult[] }>;
  quoteCheck(quote: string, filters?: Filters): QuoteCheck;
  close(): Promise<void>;
};
