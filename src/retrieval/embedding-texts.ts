import type { Document, Passage, Sentence } from "../minutes/model.ts";

/** The lines that say where a passage stands: council with its other names, body, date, agenda item. Never part of a quote. */
export function contextLine(document: Omit<Document, "text">, item: string): string {
  const { council, aliases, body, date } = document;
  const parts = [council, ...aliases, body, date, item];
  return parts.filter((part) => part !== null && part !== "").join(". ");
}

/** The lead-in of a bullet, or nothing. */
export function leadInText(documentText: string, sentence: Sentence | undefined): string {
  const lead = sentence?.leadIn;
  return lead ? documentText.slice(lead.start, lead.end) : "";
}

/** What stands before a passage when it is embedded. */
export function passageOpening(
  document: Omit<Document, "text">,
  item: string,
  leadIn: string,
): string {
  return `${contextLine(document, item)}\n${leadIn === "" ? "" : `${leadIn} `}`;
}

/**
 * What is embedded for a passage: its context line, lead-in and whole text together, and each of its sentences alone.
 * The best sentence and the whole count together when passages are ranked.
 */
export function embeddingTexts(
  document: Document,
  passage: Passage,
): { passage: string; sentences: string[] } {
  const lead = leadInText(document.text, passage.sentences[0]);
  return {
    passage: `${passageOpening(document, passage.item, lead)}${passage.text}`,
    sentences: passage.sentences.map(({ start, end }) => document.text.slice(start, end)),
  };
}
