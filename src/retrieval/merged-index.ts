import { indexOver } from "./bm25.ts";
import type { LexicalIndex, Postings } from "./bm25.ts";
import type { Slices } from "./slices.ts";

/** An index whose rows go into another: `to` gives the new row of each, -1 where it is left out. */
export type MergedPart = { index: LexicalIndex; to: Int32Array };

/** One index over the rows of others, `size` in all, as if it had been built of them. */
export function* mergedSlices(parts: readonly MergedPart[], size: number): Slices<LexicalIndex> {
  const lengths = new Float32Array(size);
  const lists = new Map<string, Postings[]>();
  for (const { index, to } of parts) {
    const { packed } = index;
    packed.lengths.forEach((length, row) => {
      if (to[row]! >= 0) lengths[to[row]!] = length;
    });
    for (const [term, list] of packed.postings) {
      const moved = movedPostings(list, to);
      if (moved.rows.length > 0) lists.set(term, [...(lists.get(term) ?? []), moved]);
      yield;
    }
  }
  const postings = new Map<string, Postings>();
  for (const [term, several] of lists) {
    postings.set(term, joinedPostings(several));
    yield;
  }
  return indexOver({ postings, lengths });
}

function movedPostings({ rows, counts }: Postings, to: Int32Array): Postings {
  const moved = { rows: new Uint32Array(rows.length), counts: new Float32Array(rows.length) };
  let length = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = to[rows[i]!]!;
    if (row < 0) continue;
    moved.rows[length] = row;
    moved.counts[length++] = counts[i]!;
  }
  if (length === rows.length) return moved;
  return { rows: moved.rows.slice(0, length), counts: moved.counts.slice(0, length) };
}

function joinedPostings(several: readonly Postings[]): Postings {
  const [first, ...others] = several;
  if (others.length === 0) return first!;
  const length = several.reduce((sum, { rows }) => sum + rows.length, 0);
  const joined = { rows: new Uint32Array(length), counts: new Float32Array(length) };
  let at = 0;
  for (const { rows, counts } of several) {
    joined.rows.set(rows, at);
    joined.counts.set(counts, at);
    at += rows.length;
  }
  return joined;
}
