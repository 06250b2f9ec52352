import { splitSentences } from "../minutes/sentences.ts";
import { isOnePiece } from "./ports.ts";
import type { Embedder } from "./ports.ts";
import { buildRanking, dot } from "./ranking.ts";

export type AdHocPassage = { id: string; title: string; text: string };

/**
 * Ranks passages that are in no index, as they are, for measurements on labelled collections. A text longer than the
 * model's window is found by its sentences and its opening.
 */
export async function openCorpus({
  passages,
  embedder,
}: {
  passages: readonly AdHocPassage[];
  embedder: Embedder;
}): Promise<{ search(query: string, k: number): Promise<{ id: string; score: number }[]> }> {
  const sentences = passages.map(({ text }) =>
    splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) =>
      text.slice(start, end),
    ),
  );
  const wholes = await embedder.embed(passages.map(({ title, text }) => `${title}\n${text}`));
  const parts = await embedder.embed(sentences.flat());
  let from = 0;
  const partsOf = sentences.map((list) => parts.slice(from, (from += list.length)));
  const ranking = buildRanking(
    passages.map(({ title, text }) => ({ text, leadIn: "", context: title })),
    {
      nearest: {
        size: passages.length,
        search: (query, k) =>
          wholes
            .map((vector, label) => ({ label, similarity: dot(query, vector) }))
            .toSorted((a, b) => b.similarity - a.similarity)
            .slice(0, k),
      },
      passage: (position) => wholes[position]!,
      sentences: (position) => partsOf[position]!,
    },
    isOnePiece(embedder),
  );
  return {
    async search(query, k) {
      const [vector] = await embedder.embed([query]);
      const ranked = ranking.rank({ text: query, vector: vector!, mode: "hybrid", limit: k });
      return ranked.map(({ position, score }) => ({ id: passages[position]!.id, score }));
    },
  };
}
