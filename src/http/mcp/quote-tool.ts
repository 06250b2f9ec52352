import type { QuoteCheck } from "../../answering/model.ts";
import { permalink } from "../../retrieval/corpus.ts";
import { strict, textField } from "../fields.ts";
import { LIMITS } from "../limits.ts";
import type { LinkTo } from "../links.ts";
import { filterInputs, filtersGiven } from "./inputs.ts";
import { QuoteOutput } from "./outputs.ts";
import { reply } from "./replies.ts";
import type { Tool } from "./tool.ts";

const input = strict({
  quote: textField(LIMITS.text).describe("The words of the quotation, without quotation marks."),
  ...filterInputs,
});

export const quoteTool: Tool<typeof input> = {
  name: "quote_check",
  title: "Check a quotation",
  description: [
    "Says whether the minutes hold these words exactly, hold them otherwise (and how), or do not hold them, with the place of each match.",
    "Use it on every quotation before giving it to a person. Where the status is altered, give the words of the minutes instead; where it is not-found, do not give the quotation.",
  ].join(" "),
  input,
  output: QuoteOutput,
  async run({ quote, ...filters }, { engine, linkTo }) {
    const { status, matches } = engine.quoteCheck(quote, filtersGiven(filters));
    const linked = matches.map((match) => ({
      ...match,
      passage: { ...match.passage, url: linkTo(match.passage.url) },
    }));
    return reply(QuoteOutput, { status, matches: linked }, inWords({ status, matches }, linkTo));
  },
};

const VERDICTS: Record<QuoteCheck["status"], string> = {
  exact: "Exact: the minutes hold these words.",
  altered: "Altered: the minutes do not hold these words, but these:",
  "not-found": "Not found: the minutes do not hold these words.",
};

function inWords({ status, matches }: QuoteCheck, linkTo: LinkTo): string {
  const lines = matches.map(({ text, passage, start, end }) => {
    const { title, council, date, documentId } = passage;
    const url = permalink(documentId, { start, end });
    const place = [title, council, date].filter((fact) => fact !== null).join(", ");
    return `- “${text.replace(/\s+/g, " ")}”, ${place}: ${linkTo(url)}`;
  });
  return [VERDICTS[status], ...lines].join("\n");
}
