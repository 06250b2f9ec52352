import { z } from "@hono/zod-openapi";
import { LANGUAGE_MODEL_REASONS } from "../answering/model.ts";
import { OUTCOMES, PASSAGE_KINDS } from "../minutes/model.ts";
import { Survey } from "./survey-wire.ts";

const known = z.string().nullable();
export const count = z.int().min(0);
const offset = z
  .int()
  .min(0)
  .openapi({ description: "UTF-16 code units from the start of the document's text." });
export const span = { start: offset, end: offset };
const kind = z.enum(PASSAGE_KINDS);
export const millis = z.number().openapi({ description: "Milliseconds." });
export const score = z
  .number()
  .openapi({ description: "Only to be compared within one response." });

const place = {
  source: z.string().openapi({ description: "Path below the ingested folder, or a URL." }),
  title: z.string(),
  council: known,
  body: known,
  date: known.openapi({ description: "Day of the meeting (ISO 8601), null when not known." }),
};
const url = z
  .string()
  .openapi({ description: "Path of the page that opens the document there and highlights it." });

const sourceUrl = z.string().optional().openapi({
  description: "Address on the web of the council's own page of it, where it has one.",
});

export const Passage = z
  .object({
    id: z.string(),
    documentId: z.string(),
    ...place,
    item: z.string().openapi({ description: "Title of the agenda item." }),
    kind,
    outcome: z.enum(OUTCOMES).optional(),
    speakers: z.array(z.string()),
    page: z.int().optional(),
    text: z.string(),
    ...span,
    url,
    sourceUrl,
  })
  .openapi("Passage");

export const Searched = z
  .object({
    documents: count,
    passages: count,
    councils: z.array(z.string()),
    from: known,
    to: known,
    failures: count.optional().openapi({
      description: "Sources, before filters, that could not be read; /api/coverage says why.",
    }),
    heldBack: count.optional().openapi({
      description:
        "Sources, before filters, that are held back for review; /api/coverage says why.",
    }),
  })
  .openapi("Searched", { description: "What was looked through, after filters." });

export const Pointer = z
  .object({
    passageId: z.string(),
    documentId: z.string(),
    ...place,
    item: z.string(),
    page: z.int().optional(),
    url,
    sourceUrl,
  })
  .openapi("Pointer");

/** Where a repetition was found, beside what it repeats. */
export const alsoIn = z.array(Pointer).optional().openapi({
  description: "Other documents that repeat the passage's words; they take no place of their own.",
});

export const Citation = z
  .object({
    n: z.int().min(1).openapi({ description: "Its marker in `answer`." }),
    passageId: z.string(),
    documentId: z.string(),
    ...place,
    item: z.string(),
    kind,
    speaker: z.string().optional(),
    page: z.int().optional(),
    leadIn: z
      .object({ ...span, quote: z.string() })
      .optional()
      .openapi({
        description:
          "What the quoted words complete: the sentence before a bullet, or the part of it before a clause.",
      }),
    quote: z
      .string()
      .openapi({ description: "Exactly the document's text from `start` to `end`." }),
    ...span,
    url,
    sourceUrl,
  })
  .openapi("Citation");

const LanguageModelUse = z
  .object({
    model: z.string(),
    used: z.boolean(),
    reason: z.enum(LANGUAGE_MODEL_REASONS).optional().openapi({
      description: "Why the answer is made of quotations after all.",
    }),
    dropped: count.optional().openapi({
      description: "Sentences of it that the minutes do not bear out, and that were left out.",
    }),
  })
  .openapi("LanguageModelUse", { description: "Only where a language model is set." });

export const Answer = z
  .object({
    question: z.string(),
    standaloneQuestion: z.string(),
    status: z.enum(["answered", "not-found"]),
    confidence: z
      .number()
      .min(0)
      .max(1)
      .openapi({ description: "Probability that the minutes answer the question." }),
    answer: z.string().openapi({ description: "What a person reads, with `[n]` markers." }),
    statements: z.array(z.object({ text: z.string(), citations: z.array(z.int()) })),
    citations: z.array(Citation),
    related: z.array(Passage),
    searched: Searched,
    survey: Survey.optional(),
    answeredBy: z
      .string()
      .openapi({ description: "`extractive`, or the name of the language model." }),
    languageModel: LanguageModelUse.optional(),
    index: z.string().openapi({ description: "Fingerprint of the index that answered." }),
    took: millis,
  })
  .openapi("Answer");

const MeetingPlace = z
  .object({ text: z.string(), start: offset.optional(), end: offset.optional() })
  .openapi("MeetingPlace", {
    description:
      "Where the meeting was held, as it is said; `start` and `end` where the document's own text says it, and not metadata or the site it is from.",
  });

const summary = {
  id: z.string(),
  ...place,
  status: z.enum(["draft", "approved", "superseded", "unknown"]),
  place: z.union([MeetingPlace, z.null()]),
};

export const Documents = z
  .object({
    total: count,
    documents: z.array(z.object({ ...summary, passages: count }).openapi("DocumentSummary")),
  })
  .openapi("Documents");

export const Document = z
  .object({
    ...summary,
    text: z.string(),
    items: z.array(z.object({ title: z.string(), number: z.string().optional(), ...span })),
    passages: z.array(Passage),
  })
  .openapi("Document");

const PassageOrNone = z.union([Passage, z.null()]);

export const PassageInPlace = z
  .object({ passage: Passage, previous: PassageOrNone, next: PassageOrNone })
  .openapi("PassageInPlace");

export const QuoteCheck = z
  .object({
    status: z.enum(["exact", "altered", "not-found"]),
    matches: z.array(
      z.object({
        passage: Passage,
        ...span,
        text: z
          .string()
          .openapi({ description: "Exactly the document's text from `start` to `end`." }),
        differences: z.array(
          z.object({ op: z.enum(["equal", "missing", "added"]), text: z.string() }),
        ),
      }),
    ),
  })
  .openapi("QuoteCheck");

const Votes = z
  .object({
    for: count.optional(),
    against: count.optional(),
    abstentions: count.optional(),
    unanimous: z.literal(true).optional(),
    namedFor: z.array(z.string()).optional(),
    namedAgainst: z.array(z.string()).optional(),
    namedAbstained: z.array(z.string()).optional(),
  })
  .openapi("Votes", { description: "As the text states them; what it does not state is absent." });

export const Decision = z
  .object({
    passageId: z.string(),
    documentId: z.string(),
    ...place,
    item: z.string(),
    page: z.int().optional(),
    outcome: z.enum(OUTCOMES),
    mover: z.string().optional(),
    seconder: z.string().optional(),
    owner: z
      .string()
      .optional()
      .openapi({ description: "Who is to do what was requested, where the text names them." }),
    votes: Votes.optional(),
    text: z.string().openapi({ description: "Exactly the document's text from `start` to `end`." }),
    ...span,
    url,
    sourceUrl,
  })
  .openapi("Decision");

export const DecisionList = z
  .object({ total: count, decisions: z.array(Decision) })
  .openapi("DecisionList");
