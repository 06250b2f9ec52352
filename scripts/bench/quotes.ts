import type { Engine } from "../../src/engine.ts";
import { timing, type Timing } from "../../src/evaluation/timings.ts";

/** Words of a quote, at the most and at the least. */
const LONGEST = 40;
const SHORTEST = 12;

/** Runs of words from passages spread over the whole index. */
function passagesOf(engine: Engine, count: number): string[][] {
  const { documents, total } = engine.documents({ limit: Number.MAX_SAFE_INTEGER });
  const passages = Array.from({ length: Math.min(total, 4 * count) }, (_, i) => {
    const { id } = documents[Math.floor((i * total) / (4 * count)) % total]!;
    const all = engine.document(id)!.passages;
    return all[(i * 7) % Math.max(1, all.length)]?.text.split(/\s+/).slice(0, LONGEST) ?? [];
  });
  return passages.filter((words) => words.length >= SHORTEST).slice(0, count);
}

/** The words with one exchanged and one left out. */
function altered(words: readonly string[]): string[] {
  const middle = Math.floor(words.length / 2);
  return words.toSpliced(middle, 1, "zebra").toSpliced(3, 1);
}

/** A sentence of words that stand in the minutes, but nowhere together. */
function scattered(passages: readonly string[][], at: number): string[] {
  return Array.from({ length: SHORTEST }, (_, i) => {
    const words = passages[(at + 5 * i) % passages.length]!;
    return words[(at + 3 * i) % words.length]!;
  });
}

/** Times the check of quotes that stand in the minutes, of altered ones, and of ones that do not. */
export function timeQuotes(engine: Engine, count: number): { name: string; own: Timing }[] {
  const passages = passagesOf(engine, count);
  const kinds: [string, (words: string[], at: number) => string[]][] = [
    ["check an exact quote", (words) => words],
    ["check an altered quote", altered],
    ["check a quote that is not there", (_, at) => scattered(passages, at)],
  ];
  return kinds.map(([name, make]) => {
    const times = passages.map((words, at) => {
      const quote = make(words, at).join(" ");
      const started = performance.now();
      engine.quoteCheck(quote);
      return performance.now() - started;
    });
    return { name, own: timing(times) };
  });
}
