import { ask } from "./answering/ask.ts";
import { withLanguageModel } from "./answering/language-model.ts";
import type { Answer, AskRequest, QuoteCheck } from "./answering/model.ts";
import { knownNames } from "./answering/question.ts";
import { checkQuote } from "./answering/quote-check.ts";
import {
  openLibrary,
  warnOfOtherModels,
  type LibraryOptions,
  type OpenLibrary,
} from "./library.ts";
import type { AgendaItem, DocumentStatus, MeetingPlace } from "./minutes/model.ts";
import type { Coverage } from "./retrieval/coverage.ts";
import type { Corpus, DocumentEntry } from "./retrieval/corpus.ts";
import { findDecisions } from "./retrieval/decisions.ts";
import type { DecisionsRequest, DecisionsResponse } from "./retrieval/decisions.ts";
import type {
  Filters,
  PlacedPassage,
  SearchRequest,
  SearchResponse,
  Searched,
  SimilarOptions,
  SimilarResult,
} from "./retrieval/model.ts";
import { search } from "./retrieval/search.ts";
import type { Library } from "./retrieval/search.ts";
import { similarPassages } from "./retrieval/similar.ts";

export type DocumentSummary = {
  id: string;
  source: string;
  title: string;
  council: string | null;
  body: string | null;
  date: string | null;
  status: DocumentStatus;
  /** Where the meeting was held; null where neither the text nor what is given says it. */
  place: MeetingPlace | null;
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
  decisions(request: DecisionsRequest): DecisionsResponse;
  /** What the index has and lacks, as it stands now. */
  coverage(): Coverage;
  close(): Promise<void>;
};

const PAGE = 20;

/** Opens an index and everything that answers from it. Throws one line when there is none, or it was built otherwise. */
export async function openEngine(options: LibraryOptions): Promise<Engine> {
  warnOfOtherModels(options);
  return engineOver(openLibrary(options));
}

/** Answers with quotations; with a language model that words them, where there is one. */
function answering({ library, index, chatModel }: OpenLibrary): Engine["ask"] {
  const { corpus, store } = library;
  const known = knownNames(corpus);
  const extractive: Engine["ask"] = (request) => ask(library, known, index, request);
  if (!chatModel) return extractive;
  return withLanguageModel(extractive, chatModel, { corpus, textOf: store.documentText });
}

/** The engine over an open library; closing it closes that. */
export function engineOver(open: OpenLibrary): Engine {
  const { library, index, lacking, coverage, close } = open;
  const { corpus } = library;
  const answered = answering(open);
  const withLacking = <T extends { searched: Searched }>(answer: T): T => ({
    ...answer,
    searched: { ...answer.searched, ...lacking },
  });
  return {
    index,
    search: (request) => search(library, request).then(withLacking),
    ask: (request) => answered(request).then(withLacking),
    coverage,
    documents: ({ filters, limit = PAGE, offset = 0 }) => {
      const documents = documentsWithin(corpus, filters);
      return {
        total: documents.length,
        documents: documents.slice(offset, offset + limit).map(summaryOf),
      };
    },
    document: (id) => documentView(library, id),
    passage: (id) => passageView(corpus, id),
    async similarToPassage(id, options = {}) {
      const position = corpus.positionOf(id);
      if (position === undefined) return undefined;
      const passage = corpus.place(position);
      const excluded = options.excludeDocument === false ? undefined : passage.documentId;
      return { passage, results: await similarPassages(library, passage.text, options, excluded) };
    },
    async similarToText(text, options = {}) {
      return { results: await similarPassages(library, text, options) };
    },
    quoteCheck: (quote, filters) => checkQuote(library, quote, filters),
    decisions: (request) => findDecisions(library, request),
    async close() {
      close();
    },
  };
}

function documentView({ corpus, store }: Library, id: string): DocumentView | undefined {
  const document = corpus.document(id);
  if (!document) return undefined;
  const { passages: _count, ...summary } = summaryOf(document);
  const passages = range(document.first, document.end).map((position) => corpus.place(position));
  return { ...summary, text: store.documentText(id), items: document.items, passages };
}

function summaryOf({
  id,
  source,
  title,
  council,
  body,
  date,
  status,
  place,
  first,
  end,
}: DocumentEntry): DocumentSummary {
  return {
    id,
    source,
    title,
    council,
    body,
    date,
    status,
    place: place ?? null,
    passages: end - first,
  };
}

/** With a filter on passages (speaker, kind, outcome): the documents that have one. */
function documentsWithin(corpus: Corpus, filters: Filters | undefined): DocumentEntry[] {
  const allowed = corpus.allowed(filters);
  if (!allowed) return [...corpus.documents];
  const ids = new Set(allowed.map((position) => corpus.passages[position]!.documentId));
  return corpus.documents.filter(({ id }) => ids.has(id));
}

function passageView(corpus: Corpus, id: string): PassageView | undefined {
  const position = corpus.positionOf(id);
  if (position === undefined) return undefined;
  const { first, end } = corpus.documentOf(position);
  return {
    passage: corpus.place(position),
    previous: position > first ? corpus.place(position - 1) : null,
    next: position + 1 < end ? corpus.place(position + 1) : null,
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
