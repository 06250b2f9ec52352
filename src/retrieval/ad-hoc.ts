import { splitSentences } from "../minutes/sentences.ts";
import { isOnePiece } from "./ports.ts";
import type { SearchMode } from "./model.ts";
import type { Embedder, Neighbour, Reader, VectorIndex } from "./ports.ts";
import { buildRanking, dot } from "./ranking.ts";
import { rerank, type Judge } from "./rerank.ts";

export type AdHocPassage = { id: string; title: string; text: string };

/** Ranks the passages for a text, best first. */
export type AdHocSearch = (
  query: string,
  k: number,
  mode?: SearchMode,
) => Promise<{ id: string; score: number }[]>;

const sentencesOf = ({ text }: AdHocPassage): string[] =>
  splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) =>
    text.slice(start, end),
  );

const wholeOf = ({ title, text }: AdHocPassage): string =>
  title === "" ? text : `${title}\n${text}`;

/** Compares every vector. */
function scan(vectors: readonly Float32Array[]): VectorIndex {
  return {
    size: vectors.length,
    search(query, k) {
      const similarities = Float32Array.from(vectors, (vector) => dot(query, vector));
      const bar = similarities.toSorted().at(-k) ?? -Infinity;
      const near: Neighbour[] = [];
      similarities.forEach((similarity, label) => {
        if (similarity >= bar) near.push({ label, similarity });
      });
      return near.toSorted((a, b) => b.similarity - a.similarity).slice(0, k);
    },
  };
}

/** A reader over passages as they are, each by itself, for one query. */
function judgeOf(reader: Reader, passages: readonly AdHocPassage[], query: string): Judge {
  return async (positions, most) => {
    const read = positions.slice(0, most);
    const texts = read.map((position) => ({
      context: passages[position]!.title,
      sentences: sentencesOf(passages[position]!),
    }));
    const readings = await reader.read(query, texts);
    return (position) => {
      const reading = readings[read.indexOf(position)];
      return (reading?.sentences ?? []).flatMap((sentence) =>
        sentence === undefined ? [] : { sentence, whole: reading!.whole },
      );
    };
  };
}

/**
 * Ranks passages that are in no index, as they are, for measurements on labelled collections. A text longer than the
 * model's window is found by its sentences and its opening.
 *
 * @param bySentences also by the vectors of their sentences, as in an index; without it by one vector a passage
 */
export async function openCorpus({
  passages,
  embedder,
  reader,
  bySentences = true,
}: {
  passages: readonly AdHocPassage[];
  embedder: Embedder;
  /** Reads the best passages in the mode hybrid, as it does in a search. */
  reader?: Reader | undefined;
  bySentences?: boolean;
}): Promise<{ search: AdHocSearch }> {
  const sentences = passages.map((passage) => (bySentences ? sentencesOf(passage) : []));
  const wholes = await embedder.embed(passages.map(wholeOf));
  const parts = await embedder.embed(sentences.flat());
  let from = 0;
  const partsOf = sentences.map((list) => parts.slice(from, (from += list.length)));
  const ranking = buildRanking(
    passages.map(({ title, text }) => ({ text, leadIn: "", context: title })),
    {
      nearest: scan(wholes),
      passage: (position) => wholes[position]!,
      sentences: (position) => partsOf[position]!,
      itemOf: (position) => passages[position]!.title || `${position}`,
    },
    isOnePiece(embedder),
  );
  return {
    async search(query, k, mode = "hybrid") {
      const [vector] = await embedder.embed([query]);
      const { page } = ranking.match({ text: query, vector: vector!, mode });
      const isRead = reader && mode === "hybrid";
      const best = isRead ? await rerank(page, judgeOf(reader, passages, query)) : page;
      return best(0, k).map(({ position, score }) => ({ id: passages[position]!.id, score }));
    },
  };
}
