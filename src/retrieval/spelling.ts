/** Words shorter than this have too many neighbours to be corrected. */
const SHORTEST = 5;
/** From this length on, two edits are a likely slip. */
const LONG = 9;

/**
 * Damerau's distance with adjacent transpositions (optimal string alignment), or `most + 1` as soon as it must exceed
 * `most`.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/**
 * Terms of the vocabulary that `term`, which is not in it, may be a slip for: one edit away, two in long words, with the
 * same first letter. Words with digits are never corrected. The nearest only; ties are all given, in order of the alphabet.
 */
export function corrections(term: string, vocabulary: Iterable<string>): string[] {
  if (term.length < SHORTEST || /\d/.test(term)) return [];
  let most = term.length >= LONG ? 2 : 1;
  let nearest: string[] = [];
  for (const candidate of vocabulary) {
    if (candidate[0] !== term[0] || candidate.length < SHORTEST - 1) continue;
    const distance = editDistance(term, candidate, most);
    if (distance > most) continue;
    if (distance < most) nearest = [];
    most = distance;
    nearest.push(candidate);
  }
  return nearest.toSorted();
}
