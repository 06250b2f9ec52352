import { z } from "@hono/zod-openapi";
import { SURVEY_FORMS } from "../answering/model.ts";

const known = z.string().nullable();
const count = z.int().min(0);

export const Survey = z
  .object({
    form: z.enum(SURVEY_FORMS),
    matter: z.string().openapi({ description: "What was looked for." }),
    meetings: count.openapi({
      description:
        "Meetings looked at: what has one council, body and day. In a comparison also those without a date.",
    }),
    from: known.openapi({ description: "Day of the first of these meetings." }),
    to: known.openapi({ description: "Day of the last of these meetings." }),
    undated: count.openapi({
      description: "Documents left out because the day of the meeting is not known.",
    }),
    found: count.openapi({
      description: "Meetings that deal with the matter; not all need be quoted.",
    }),
    silent: z.array(z.string()).openapi({
      description: "In a comparison: councils in whose minutes nothing was found.",
    }),
    notes: z.array(z.string()).openapi({
      description: "The above in plain sentences, as they end `answer`.",
    }),
  })
  .openapi("Survey", {
    description:
      "Only where the question asks when a matter was first or last raised, how it developed, or how councils compare.",
  });
