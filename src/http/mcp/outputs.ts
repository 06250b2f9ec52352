import { z } from "@hono/zod-openapi";
import type { PlacedPassage } from "../../retrieval/model.ts";
import type { LinkTo } from "../links.ts";
import { Answer, Passage, QuoteCheck, Searched } from "../wire.ts";

const link = z.string().describe("Address that opens the document there and highlights the words.");

const place = {
  council: z.string().nullable(),
  body: z.string().nullable(),
  date: z.string().nullable().describe("Day of the meeting (ISO 8601), null when not known."),
};

/** One passage found; `id`, `title` and `url` are what agents look for. */
const Found = z.object({
  id: z.string().describe("Give it to fetch."),
  title: z.string(),
  url: link,
  documentId: z.string().describe("Give it to fetch for the whole document."),
  ...place,
  item: z.string().describe("Title of the agenda item."),
  kind: Passage.shape.kind,
  outcome: Passage.shape.outcome,
  speakers: z.array(z.string()),
  text: z.string().describe("Word for word."),
});

export const SearchOutput = z.object({
  results: z.array(Found),
  total: z.int().describe("How many passages matched."),
  searched: Searched,
});

export type Found = z.infer<typeof Found>;

/** A passage as `search` tells of it. */
export function foundOf(passage: PlacedPassage, linkTo: LinkTo): Found {
  const { url, outcome } = passage;
  const { id, title, documentId, council, body, date, item, kind, speakers, text } = passage;
  const told = { id, title, documentId, council, body, date, item, kind, speakers, text };
  return { ...told, url: linkTo(url), ...(outcome !== undefined && { outcome }) };
}

const offset = z.int().min(0).describe("UTF-16 code units from the start of the document's text.");

export const FetchOutput = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string().describe("Word for word."),
  url: link,
  metadata: z.object({
    type: z.enum(["passage", "document"]),
    documentId: z.string(),
    source: z.string(),
    ...place,
    item: z.string().optional(),
    page: z.int().optional(),
    start: offset,
    end: offset,
    previous: z.string().optional().describe("Id of the passage before."),
    next: z.string().optional().describe("Id of the passage after."),
    nextOffset: z
      .int()
      .optional()
      .describe("More of the document follows: fetch it again with this offset."),
    sourceUrl: z.string().optional().describe("The council's own page of it."),
  }),
});

export type FetchOutput = z.infer<typeof FetchOutput>;

/** The Answer of the API, its links whole. */
export const AskOutput = Answer;
export const QuoteOutput = QuoteCheck;
