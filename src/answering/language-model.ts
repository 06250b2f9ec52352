import type { Corpus } from "../retrieval/corpus.ts";
import type { ChatModel } from "./chat-model.ts";
import { answerOf, checkProposed, isEnough } from "./language-model-answer.ts";
import type { Checked } from "./language-model-answer.ts";
import { ANSWER_SHAPE, promptFor } from "./language-model-prompt.ts";
import type { PassageKeys } from "./language-model-prompt.ts";
import { readReply, sentencesAsTheyCome } from "./language-model-reply.ts";
import type { Answer, AskRequest, LanguageModelUse } from "./model.ts";

export type Ask = (request: AskRequest) => Promise<Answer>;

/** What a model writes is checked against. */
export type Grounds = { corpus: Corpus; textOf: (documentId: string) => string };

/** More passages than these make a prompt that small models lose their way in. */
const MOST_PASSAGES = 16;

/**
 * Lets a language model word what the minutes say. It sees the question and the passages that were found, nothing else,
 * and only its sentences that stand the check are used; whatever goes wrong, the answer is the extractive one, which
 * `languageModel` says. Where the minutes do not answer, the model is not asked.
 */
export function withLanguageModel(ask: Ask, model: ChatModel, grounds: Grounds): Ask {
  return async (request) => {
    const started = performance.now();
    const extractive = await ask(request);
    const answer = await reworded(extractive, model, grounds, request);
    return { ...answer, took: performance.now() - started };
  };
}

async function reworded(
  extractive: Answer,
  model: ChatModel,
  grounds: Grounds,
  { signal, onProgress }: AskRequest,
): Promise<Answer> {
  const instead = (use: Omit<LanguageModelUse, "model" | "used">): Answer => ({
    ...extractive,
    languageModel: { model: model.name, used: false, ...use },
  });
  if (extractive.status === "not-found") return instead({ reason: "nothing-found" });
  if (extractive.survey) return instead({ reason: "survey" });
  const { messages, keys } = promptFor(
    extractive.standaloneQuestion,
    passagesOf(extractive, grounds.corpus),
  );
  onProgress?.({ stage: "wording" });
  const onText = onProgress && early(extractive, keys, grounds, onProgress);
  const reply = await model.complete(messages, ANSWER_SHAPE, signal, onText);
  signal?.throwIfAborted();
  if (!reply.ok) return instead({ reason: reply.reason });
  const proposed = readReply(reply.text);
  if (!proposed) return instead({ reason: "broken" });
  if (proposed.length === 0) return instead({ reason: "no-answer" });
  const { kept, dropped } = checkProposed(proposed, keys, grounds.corpus);
  if (!isEnough(proposed.length - dropped, proposed.length))
    return instead({ reason: "unsupported", dropped });
  const answer = answerOf(extractive, kept, grounds);
  return {
    ...answer,
    answeredBy: model.name,
    languageModel: { model: model.name, used: true, dropped },
  };
}

/** Tells each statement as soon as its sentence has come and stood the check; decisions that stay in any case at once. */
function early(
  extractive: Answer,
  keys: PassageKeys,
  grounds: Grounds,
  onProgress: NonNullable<AskRequest["onProgress"]>,
): (soFar: string) => void {
  const next = sentencesAsTheyCome();
  const kept: Checked[] = [];
  let told = 0;
  const tell = () => {
    const { statements, citations } = answerOf(extractive, kept, grounds);
    for (const statement of statements.slice(told)) {
      const cited = citations.filter(({ n }) => statement.citations.includes(n));
      onProgress({ statement, cited });
    }
    told = statements.length;
  };
  tell();
  return (soFar) => {
    const stood = next(soFar).flatMap((each) => checkProposed([each], keys, grounds.corpus).kept);
    if (stood.length === 0) return;
    kept.push(...stood);
    tell();
  };
}

/** The passages that are cited, then the best of the others, each once. */
function passagesOf(
  { citations, related }: Answer,
  { passages, positionOf }: Corpus,
): { id: string; text: string }[] {
  const ids = new Set([
    ...citations.map(({ passageId }) => passageId),
    ...related.map(({ id }) => id),
  ]);
  return [...ids]
    .slice(0, MOST_PASSAGES)
    .map((id) => ({ id, text: passages[positionOf(id)!]!.text }));
}
