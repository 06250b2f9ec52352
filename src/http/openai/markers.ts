import type { Answer } from "../../answering/model.ts";
import type { Span } from "../../minutes/model.ts";

/** A `[n]` of an answer's text that points to a citation; the text from `start` to `end` is the marker. */
export type Marker = Span & { n: number };

/**
 * The markers of an answer's text, in order. A bracketed number inside a quotation or a title is the
 * minutes' own ("see appendix [1]"), and no marker.
 */
export function markersOf({ answer, citations }: Answer): Marker[] {
  const numbers = new Set(citations.map(({ n }) => n));
  const own = citations.flatMap(({ quote, title, leadIn }) =>
    [quote, title, leadIn?.quote].flatMap((words) => placesOf(answer, words)),
  );
  return [...answer.matchAll(/\[(\d+)\]/g)]
    .map((found) => ({
      n: Number(found[1]),
      start: found.index,
      end: found.index + found[0].length,
    }))
    .filter(({ n, start, end }) => {
      const quoted = own.some((span) => span.start <= start && end <= span.end);
      return numbers.has(n) && !quoted;
    });
}

/** Where words of the minutes stand in an answer, which writes them on one line. */
function placesOf(answer: string, words = ""): Span[] {
  const line = words.replace(/\s+/g, " ").trim();
  const places: Span[] = [];
  if (!/\[\d+\]/.test(line)) return places;
  for (let at = answer.indexOf(line); at >= 0; at = answer.indexOf(line, at + line.length))
    places.push({ start: at, end: at + line.length });
  return places;
}

/**
 * The text of an answer in parts that are never cut in two, together the whole text: each a statement with its
 * markers, and the line before it that says where it stands.
 */
export function partsOf(answer: string, markers: readonly Marker[]): string[] {
  const ends = markers.flatMap(({ end }, i) => {
    const next = markers[i + 1];
    if (next && answer.slice(end, next.start).trim() === "") return [];
    return [end + (/^[.,;:!?)”"’]*\s*/.exec(answer.slice(end))?.[0].length ?? 0)];
  });
  const bounds = [0, ...ends.filter((end) => end < answer.length), answer.length];
  return bounds.slice(1).map((end, i) => answer.slice(bounds[i], end));
}
