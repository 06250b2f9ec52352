import type { Answer, Citation } from "../../answering/model.ts";
import type { LinkTo } from "../links.ts";
import { escapeMarkdown } from "./markdown.ts";
import { markersOf, partsOf, type Marker } from "./markers.ts";

/** A marker of the text as OpenAI tells it: `content.slice(start_index, end_index)` is the marker. */
export type Annotation = {
  type: "url_citation";
  url_citation: {
    start_index: number;
    end_index: number;
    url: string;
    title: string;
    /** The words of the minutes as they stand there, which the text has in one line and, as Markdown, with signs escaped. */
    quote: string;
  };
};

/** An answer as a chat shows it: `parts` together are the text. */
export type ChatText = {
  parts: string[];
  annotations: Annotation[];
  finish: "stop" | "length";
};

export type Bounds = { mostWords?: number | undefined; stops: readonly string[] };

/** How words are written so that whoever shows the text shows these words. */
export type Writing = (words: string) => string;

/** For who reads the text as it is. */
export const asTheyAre: Writing = (words) => words;

/** What the endpoint counts instead of tokens: runs of characters between white space. */
export const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;

/**
 * The text of an answer, below it the sources it cites (or the nearest passages, when nothing was found). What
 * exceeds the most words, or comes after a text to stop at, is left out by whole statements and sources: no quotation
 * is ever cut.
 */
export function chatText(
  answer: Answer,
  linkTo: LinkTo,
  { mostWords, stops }: Bounds,
  write: Writing = escapeMarkdown,
): ChatText {
  const { text, markers } = written(answer, write);
  const all = partsOf(text, markers);
  const said = (count: number) => trimmed(all.slice(0, count));
  const saidWithSources = (count: number) => {
    const cited = markersWithin(markers, said(count)).map(({ n }) => n);
    return count === 0
      ? []
      : [...said(count), ...sourceParts(answer, new Set(cited), linkTo, write)];
  };
  const fits = (count: number) =>
    mostWords === undefined || countWords(saidWithSources(count).join("")) <= mostWords;
  let count = all.length;
  while (count > 0 && !fits(count)) count -= 1;
  const parts = beforeStops(saidWithSources(count), stops);
  const shown = markersWithin(markers, parts.slice(0, count));
  return {
    parts,
    annotations: shown.flatMap((marker) => annotationOf(marker, answer, linkTo)),
    finish: count < all.length ? "length" : "stop",
  };
}

/** The answer's text with its words written, and the markers where they then stand. */
function written(answer: Answer, write: Writing): { text: string; markers: Marker[] } {
  let text = "";
  let at = 0;
  const markers = markersOf(answer).map(({ n, start, end }) => {
    text += write(answer.answer.slice(at, start));
    const marker = { n, start: text.length, end: text.length + end - start };
    text += answer.answer.slice(start, end);
    at = end;
    return marker;
  });
  return { text: text + write(answer.answer.slice(at)), markers };
}

/** The markers that stand in the first parts of the text. */
function markersWithin(markers: readonly Marker[], parts: readonly string[]): Marker[] {
  const { length } = parts.join("");
  return markers.filter(({ end }) => end <= length);
}

/** The parts, the last one without the space that follows it. */
const trimmed = (parts: readonly string[]) =>
  parts.map((part, i) => (i === parts.length - 1 ? part.trimEnd() : part));

/** The parts that end before the first text to stop at. */
function beforeStops(parts: readonly string[], stops: readonly string[]): string[] {
  const whole = parts.join("");
  const found = stops.map((stop) => whole.indexOf(stop)).filter((at) => at >= 0);
  const limit = Math.min(whole.length, ...found);
  let length = 0;
  return trimmed(parts.filter((part) => (length += part.length) <= limit));
}

function sourceParts(
  answer: Answer,
  cited: ReadonlySet<number>,
  linkTo: LinkTo,
  write: Writing,
): string[] {
  const { citations, related } = answer;
  if (citations.length > 0) {
    const used = citations.filter(({ n }) => cited.has(n));
    return listParts(
      "Sources",
      used.map((citation) => sourceLine(citation, linkTo, write)),
    );
  }
  const nearest = related.map((passage) => `${write(placeOf(passage))}: ${linkTo(passage.url)}`);
  return listParts("The nearest passages, which may not answer it", nearest);
}

/** A list in Markdown, as chat clients show it; its heading goes with the first entry. */
function listParts(heading: string, lines: readonly string[]): string[] {
  return lines.map((line, i) => `${i === 0 ? `\n\n${heading}:\n\n` : "\n"}- ${line}`);
}

function sourceLine(
  { n, sourceUrl, url, ...place }: Citation,
  linkTo: LinkTo,
  write: Writing,
): string {
  const own = sourceUrl === undefined ? "" : ` (the council's page: ${sourceUrl} )`;
  return `[${n}] ${write(placeOf(place))}: ${linkTo(url)}${own}`;
}

type Place = Pick<Citation, "title" | "council" | "body" | "date">;

/** Title, council, body and day, as far as they are known. */
function placeOf({ title, council, body, date }: Place): string {
  const known = [title.replace(/\s+/g, " ").trim(), council, body, date];
  return known.filter((fact) => fact !== null && fact !== "").join(", ");
}

function annotationOf({ n, start, end }: Marker, answer: Answer, linkTo: LinkTo): Annotation[] {
  const citation = answer.citations.find((each) => each.n === n);
  if (!citation) return [];
  const { quote } = citation;
  const place = { start_index: start, end_index: end, url: linkTo(citation.url) };
  return [{ type: "url_citation", url_citation: { ...place, title: placeOf(citation), quote } }];
}
