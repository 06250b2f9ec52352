import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AppEnv, UseEngine } from "./context.ts";
import { strict } from "./fields.ts";
import { problemResponses } from "./problem.ts";

const known = z.string().nullable();
const count = z.int().min(0);
const extent = {
  from: known.openapi({ description: "The first date known (ISO 8601)." }),
  to: known.openapi({ description: "The last date known." }),
};

const Reasons = z
  .array(
    z.object({
      folder: z.string().openapi({ description: "Folder or site that the source is in." }),
      source: z.string(),
      reason: z.string().openapi({ description: "Worded to follow the source's name." }),
      places: z
        .array(z.object({ line: z.int().min(1), page: z.int().min(1).optional() }))
        .optional()
        .openapi({ description: "Where in the text, where that is known." }),
    }),
  )
  .openapi("Reasons");

const Gaps = z
  .array(
    z.object({ after: z.string(), before: z.string(), days: count, months: z.array(z.string()) }),
  )
  .openapi("Gaps", {
    description:
      "Times without a known meeting that are longer than twice the usual interval and span whole months.",
  });

const Run = z
  .object({
    started: z.string(),
    finished: known.openapi({
      description: "Null while it is under way, and when it was broken off.",
    }),
    counts: z.union([
      z.object({
        written: count,
        unchanged: count,
        removed: count,
        gone: count,
        skipped: count,
        failed: count,
        heldBack: count,
        withdrawn: count,
      }),
      z.null(),
    ]),
  })
  .openapi("IngestionRun");

export const Coverage = z
  .object({
    documents: count,
    pages: count.openapi({ description: "Of sources that have pages." }),
    ...extent,
    bodies: z.array(
      z.object({
        council: known,
        body: known,
        documents: count,
        papers: count.optional().openapi({
          description:
            "Documents that were put before meetings and are no minutes, where there are any.",
        }),
        pages: count,
        undated: count.openapi({
          description: "Documents without a known date; gaps say nothing of them.",
        }),
        ...extent,
        gaps: Gaps,
        failures: count,
        heldBack: count,
      }),
    ),
    failures: Reasons,
    incomplete: Reasons,
    skipped: Reasons,
    gone: Reasons,
    heldBack: Reasons,
    flagged: Reasons,
    withdrawn: count.openapi({ description: "Documents taken out for good." }),
    lastSuccess: known.openapi({ description: "When the last whole ingestion ended (ISO 8601)." }),
    runs: z.array(Run).openapi({ description: "The last ingestions, the latest first." }),
  })
  .openapi("Coverage");

const route = createRoute({
  method: "get",
  path: "/api/coverage",
  tags: ["Documents"],
  summary: "Read what there is and what is lacking",
  description:
    "Per council and body the documents, pages, dates and gaps; what could not be read, is left alone, held back for review or flagged, each with its reason; and the last ingestions. As it stands now.",
  request: { query: strict({}) },
  responses: {
    200: { description: "The coverage.", content: { "application/json": { schema: Coverage } } },
    ...problemResponses(400, 500, 503),
  },
});

export function addCoverageRoute(app: OpenAPIHono<AppEnv>, engine: UseEngine) {
  app.openapi(route, (c) => c.json(engine().coverage(), 200));
}
