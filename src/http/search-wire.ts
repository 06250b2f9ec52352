import { z } from "@hono/zod-openapi";
import { alsoIn, count, millis, Passage, score, Searched, span } from "./wire.ts";

const Highlight = z
  .object(span)
  .openapi("Highlight", { description: "Half-open span in `passage.text`." });

const FacetValues = z.array(z.object({ value: z.string(), count })).openapi("FacetValues");

export const SearchResults = z
  .object({
    query: z.string(),
    mode: z.enum(["hybrid", "semantic", "keyword"]),
    total: count.openapi({
      description:
        "All that matches, on every page the same: passages with a word of the query (hybrid, keyword) and the 100 nearest by meaning (hybrid, semantic), less what is folded into another result (`alsoIn`). Facets count what is folded too.",
    }),
    results: z.array(
      z.object({ rank: count, score, passage: Passage, highlights: z.array(Highlight), alsoIn }),
    ),
    facets: z.object({
      council: FacetValues,
      body: FacetValues,
      speaker: FacetValues,
      kind: FacetValues,
      outcome: FacetValues,
    }),
    searched: Searched,
    took: millis,
  })
  .openapi("SearchResults");
