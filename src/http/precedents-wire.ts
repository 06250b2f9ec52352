import { z } from "@hono/zod-openapi";
import { alsoIn, count, Decision, Passage, Pointer, score } from "./wire.ts";

const SimilarResults = z
  .array(
    z.object({
      rank: count,
      score,
      passage: Passage,
      decision: Decision.optional().openapi({
        description:
          "What was decided of it: the decision in the passage, or else the next one of its agenda item. Absent where none is recorded.",
      }),
      sameItem: z.array(Pointer).optional().openapi({
        description: "Other passages of the same agenda item that are near.",
      }),
      alsoIn,
    }),
  )
  .openapi("SimilarResults", {
    description: "A row for each matter; a long agenda item may have two.",
  });

export const Precedents = z
  .object({ passage: Passage, results: SimilarResults })
  .openapi("Precedents");

export const TextPrecedents = z.object({ results: SimilarResults }).openapi("TextPrecedents");
