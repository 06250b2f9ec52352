import type { Answer, Citation } from "../../src/answering/model.ts";
import type { PlacedPassage } from "../../src/retrieval/model.ts";

const EXCERPT = 300;

/** An answer for a terminal: the text with its markers, then where each quote stands. */
export function answerText(answer: Answer): string {
  const rest = answer.status === "answered" ? answer.citations.map(citationText) : related(answer);
  return [answer.answer, "", ...rest].join("\n").trimEnd();
}

function citationText(citation: Citation): string {
  const speaker = citation.speaker ? `, ${citation.speaker}` : "";
  const decision = citation.kind === "decision" ? ", decision" : "";
  return `[${citation.n}] ${placeText(citation)}${speaker}${decision}`;
}

function related({ related: passages }: Answer): string[] {
  if (passages.length === 0) return [];
  const shown = passages.map((passage) => `- ${excerpt(passage.text)}\n  ${placeText(passage)}`);
  return ["The nearest passages, which may not answer it:", ...shown];
}

type Place = Pick<
  PlacedPassage,
  "council" | "body" | "date" | "title" | "item" | "page" | "source" | "start" | "end"
>;

/** Council, body, date, title, item and page, as far as they are known, then source and span. */
function placeText({ source, start, end, page, item, title, ...known }: Place): string {
  const pageNumber = page === undefined ? null : `page ${page}`;
  const parts = [
    known.council,
    known.body,
    known.date,
    title,
    item === title ? null : item,
    pageNumber,
  ];
  return `${parts.filter(Boolean).join(", ")} (${source}:${start}-${end})`;
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= EXCERPT ? line : `${line.slice(0, line.lastIndexOf(" ", EXCERPT))}…`;
}
