import type { Span } from "../minutes/model.ts";

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

const LIST = /"sentences"\s*:\s*\[/;

/**
 * Reads the sentences of an answer while it comes: gives, of a text that grows, each whole sentence once. A text that is
 * not what `readReply` reads gives none.
 */
export function sentencesAsTheyCome(): (soFar: string) => Proposed[] {
  let at = -1;
  let given = 0;
  return (soFar) => {
    if (at < 0) at = startOf(soFar);
    const found: Proposed[] = [];
    while (at >= 0 && given < MOST_SENTENCES) {
      const object = objectAt(soFar, at);
      if (!object) break;
      at = object.end;
      given += 1;
      found.push(proposedOf(parsed(soFar.slice(object.start, object.end))));
    }
    return found;
  };
}

/** Where the list of sentences begins, after a model's thoughts; -1 until it has come. */
function startOf(soFar: string): number {
  const thoughts = /^\s*<think>/.test(soFar) ? soFar.indexOf("</think>") : 0;
  const found = thoughts < 0 ? null : LIST.exec(soFar.slice(thoughts));
  return found ? thoughts + found.index + found[0].length : -1;
}

/** The next whole object of a list, after white space and a comma; undefined until all of it has come. */
function objectAt(text: string, from: number): Span | undefined {
  const start = from + /^[\s,]*/.exec(text.slice(from))![0].length;
  if (text[start] !== "{") return undefined;
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const letter = text[i];
    if (quoted && letter === "\\") i++;
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === "{") depth++;
    else if (!quoted && letter === "}" && --depth === 0) return { start, end: i + 1 };
  }
  return undefined;
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
