/** A sentence as a language model proposes it; nothing of it has been checked. */
export type Proposed = { text: string; citations: { key: string; quote: string }[] };

/** More sentences or citations than a person reads are no answer. */
const MOST_SENTENCES = 20;
const MOST_CITATIONS = 8;

/**
 * Reads the JSON of an answer, tolerant of what models put around it: a fence, a sentence before, thoughts in tags. Null
 * where there is no object with a list of sentences. Sentences of another shape stay, without citations, and so fail.
 */
export function readReply(reply: string): Proposed[] | null {
  const bare = reply.replace(/<think>[^]*?<\/think>/g, "").trim();
  const start = bare.indexOf("{");
  const end = bare.lastIndexOf("}");
  const value = start < 0 || end < start ? null : parsed(bare.slice(start, end + 1));
  const sentences = fieldOf(value, "sentences");
  return Array.isArray(sentences) ? sentences.slice(0, MOST_SENTENCES).map(proposedOf) : null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function proposedOf(value: unknown): Proposed {
  const citations = fieldOf(value, "citations");
  const list: unknown[] = Array.isArray(citations) ? citations.slice(0, MOST_CITATIONS) : [];
  return {
    text: textOf(value, "text"),
    citations: list.map((each) => ({ key: textOf(each, "key"), quote: textOf(each, "quote") })),
  };
}

function textOf(value: unknown, field: string): string {
  const found = fieldOf(value, field);
  return typeof found === "string" ? found.trim() : "";
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, field)
    ? (value as Record<string, unknown>)[field]
    : undefined;
}
