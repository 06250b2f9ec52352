import { acronymSlices } from "./acronyms.ts";
import { lexicalSlices } from "./bm25.ts";
import type { LexicalIndex, LexicalRow } from "./bm25.ts";
import type { Corpus } from "./corpus.ts";
import { contextLine, leadInText } from "./embedding-texts.ts";
import { mergedSlices } from "./merged-index.ts";
import type { PassageStore, VectorIndex } from "./ports.ts";
import { lexicalRow } from "./lexical-row.ts";
import { rankingOver } from "./ranking.ts";
import type { Ranking } from "./ranking.ts";
import type { Library } from "./search.ts";
import type { Slices } from "./slices.ts";

/** What ranks the passages of a corpus: the vectors come from the store and the nearest-neighbour index. */
export type RankingParts = {
  corpus: Corpus;
  store: PassageStore;
  vectors: VectorIndex;
  isRealWord?: (folded: string) => boolean;
};

type RankedCorpus = Pick<Library, "corpus" | "ranking">;

/** Ranks the passages of a corpus; the words of those that an earlier library shares with it are not read again. */
export function* rankingSlices(
  { corpus, store, vectors, isRealWord }: RankingParts,
  before?: RankedCorpus,
): Slices<Ranking> {
  const index = yield* wordsOf(corpus, store, before);
  const acronyms = yield* acronymSlices(corpus.passages.map(({ text }) => text));
  const row = (position: number) => corpus.passages[position]!.row;
  return rankingOver(
    index,
    {
      nearest: {
        size: vectors.size,
        search: (query, k) =>
          vectors.search(query, k).flatMap(({ label, similarity }) => {
            const position = corpus.positionOfRow(label);
            return position === undefined ? [] : [{ label: position, similarity }];
          }),
      },
      passage: (position) => store.passageVector(row(position)),
      sentences: (position) => store.sentenceVectors(row(position)),
      itemOf: (position) =>
        `${corpus.passages[position]!.documentId}\n${corpus.passages[position]!.item}`,
    },
    isRealWord,
    acronyms,
  );
}

function* wordsOf(
  corpus: Corpus,
  store: PassageStore,
  before: RankedCorpus | undefined,
): Slices<LexicalIndex> {
  const { passages } = corpus;
  const kept = new Int32Array(before?.corpus.passages.length ?? 0).fill(-1);
  const fresh: number[] = [];
  for (let position = 0; position < passages.length; position++) {
    const passage = passages[position]!;
    const old = before?.corpus.positionOfRow(passage.row);
    if (old !== undefined && before?.corpus.passages[old] === passage) kept[old] = position;
    else fresh.push(position);
    yield;
  }
  const own = yield* lexicalSlices(rowsAt(fresh, corpus, store));
  if (!before) return own;
  const parts = [
    { index: before.ranking.lexicalIndex, to: kept },
    { index: own, to: Int32Array.from(fresh) },
  ];
  return yield* mergedSlices(parts, passages.length);
}

function* rowsAt(
  positions: readonly number[],
  corpus: Corpus,
  store: PassageStore,
): Generator<LexicalRow> {
  for (const position of positions) {
    const passage = corpus.passages[position]!;
    const document = corpus.documentOf(position);
    const bullet = passage.sentences[0];
    const leadIn = bullet?.leadIn ? leadInText(store.documentText(document.id), bullet) : "";
    const context = contextLine(document, passage.item);
    yield lexicalRow({ text: passage.text, leadIn, context });
  }
}
