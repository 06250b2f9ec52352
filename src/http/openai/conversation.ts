import type { Turn } from "../../answering/model.ts";
import { LIMITS } from "../limits.ts";
import type { ChatMessage } from "./request.ts";

/** A question with the turns before it; or why there is none, and in which field. */
export type Conversation =
  | { ok: true; question: string; history: Turn[] }
  | { ok: false; detail: string; field: string };

/**
 * Reads a chat: its last message of a user is the question, what users and the assistant said before is
 * the history, of which the last turns are kept. Messages of other roles are no part of the conversation.
 */
export function readConversation(messages: readonly ChatMessage[]): Conversation {
  const at = messages.findLastIndex(({ role }) => role === "user");
  const asked = messages[at];
  if (!asked) return refused("messages", "there is no message of role user");
  const field = `messages[${at}].content`;
  const strange = partsOf(asked).find(({ type }) => type !== "text");
  if (strange)
    return refused(
      field,
      `parts of type ${JSON.stringify(strange.type)} cannot be read, only text`,
    );
  const question = textOf(asked);
  if (question.trim() === "") return refused(field, "must not be empty");
  if (question.length > LIMITS.question)
    return refused(field, `expected at most ${LIMITS.question.toLocaleString("en")} characters`);
  return { ok: true, question, history: historyOf(messages.slice(0, at)) };
}

function refused(field: string, detail: string): Conversation {
  return { ok: false, field, detail: `${field}: ${detail}` };
}

function historyOf(messages: readonly ChatMessage[]): Turn[] {
  const turns = messages.flatMap((message) => {
    const { role } = message;
    const content = textOf(message);
    return (role === "user" || role === "assistant") && content !== "" ? [{ role, content }] : [];
  });
  return turns.slice(-LIMITS.historyTurns);
}

const partsOf = ({ content }: ChatMessage) => (Array.isArray(content) ? content : []);

/** All text of a message; parts of other types have none. */
export function textOf(message: ChatMessage): string {
  if (typeof message.content === "string") return message.content;
  return partsOf(message)
    .flatMap(({ type, text }) => (type === "text" && text !== undefined ? [text] : []))
    .join("\n");
}
