import { createParser } from "eventsource-parser";
import type { ChatReply } from "../answering/chat-model.ts";

const BROKEN: ChatReply = { ok: false, reason: "broken" };
const REFUSED: ChatReply = { ok: false, reason: "refused" };
const TOO_LARGE: ChatReply = { ok: false, reason: "too-large" };

/** What is known of a reply so far. `finish` is null until the server says why it ended. */
type Told = { text: string; refusal: string; finish: string | null; wrong: boolean };

/**
 * Reads a chat completion, whole or as a stream of events, as the server chooses. Gives up on it once it is larger than
 * `maxBytes`. A stream that ends before the server has said that it is complete is broken. Throws when the connection
 * breaks. `onText` is told the text so far as the events of a stream come.
 */
export async function readCompletion(
  response: Response,
  maxBytes: number,
  alive: () => void,
  onText: (soFar: string) => void = () => {},
): Promise<ChatReply> {
  const told: Told = { text: "", refusal: "", finish: null, wrong: false };
  const type = response.headers.get("content-type") ?? "";
  const events = type.includes("text/event-stream");
  const whole: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => addChunk(told, data) });
  const feed = (piece: string) => {
    alive();
    if (events) parser.feed(piece);
    else whole.push(piece);
    if (!told.wrong) onText(told.text);
  };
  if (!(await readText(response, maxBytes, feed))) return TOO_LARGE;
  if (!events) addChunk(told, whole.join(""));
  return replyOf(told);
}

/** Hands on the text as it comes; false when it is too large. */
async function readText(
  response: Response,
  maxBytes: number,
  feed: (piece: string) => void,
): Promise<boolean> {
  const decoder = new TextDecoder();
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > maxBytes) return false;
    feed(decoder.decode(piece, { stream: true }));
  }
  feed(decoder.decode());
  return true;
}

function addChunk(told: Told, data: string): void {
  if (data.trim() === "[DONE]") {
    told.finish ??= "stop";
    return;
  }
  const choice = choiceIn(data);
  if (choice === null) told.wrong = true;
  const part = recordOf(choice?.["delta"] ?? choice?.["message"]);
  told.text += textOf(part["content"]);
  told.refusal += textOf(part["refusal"]);
  told.finish = textOf(choice?.["finish_reason"]) || told.finish;
}

/** The first choice of a chunk, empty where it has none (usage alone); null when it is no chunk, or an error. */
function choiceIn(data: string): Record<string, unknown> | null {
  const chunk = recordOf(parsed(data));
  const { choices, error } = chunk;
  if (!Array.isArray(choices) || (error !== undefined && error !== null)) return null;
  return recordOf(choices[0]);
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

const recordOf = (value: unknown) =>
  (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;

function replyOf({ text, refusal, finish, wrong }: Told): ChatReply {
  if (refusal !== "" || finish === "content_filter") return REFUSED;
  return wrong || finish !== "stop" || text === "" ? BROKEN : { ok: true, text };
}
