import type { Decision, Passage } from "./model.ts";
import { isListOfPeople, isVoteLabel, isVoteRecord, namedVotes } from "./vote-names.ts";

/** What a vote decides, where its record comes first. */
const RESULT =
  /\b(?:motion|amendment|vote|carried|lost|passed|failed|defeated|approved|resolved)\b/i;

/** The passages next to one, in its item, that hold nothing but the record of a vote. */
function recordBeside(passages: readonly Passage[], at: number, step: 1 | -1): Passage[] {
  const beside: Passage[] = [];
  for (let i = at + step; passages[i]?.item === passages[at]!.item; i += step) {
    const passage = passages[i]!;
    const isPart = isVoteRecord(passage.text) || isListOfPeople(passage.text);
    if (passage.decisions.length > 0 || !isPart) break;
    beside.push(passage);
  }
  const inOrder = step === 1 ? beside : beside.toReversed();
  return inOrder.filter(({ text }, i) => {
    const before = inOrder[i - 1]?.text;
    return isVoteRecord(text) || (before !== undefined && isVoteLabel(before));
  });
}

function withVotes(decision: Decision, record: readonly Passage[]): Decision {
  const votes = namedVotes(record.map(({ text }) => text).join("\n"));
  return votes ? { ...decision, votes: { ...votes, ...decision.votes } } : decision;
}

/**
 * The passages with the votes of their decisions where the record of a vote by name stands in paragraphs of its own:
 * behind a decision that says what was voted on or what came of it, or before it.
 */
export function withVoteRecords(passages: readonly Passage[]): Passage[] {
  const used = new Set<Passage>();
  return passages.map((passage, at) => {
    const last = passage.decisions.at(-1);
    if (!last) return passage;
    if (!RESULT.test(passage.text)) return passage;
    const behind = recordBeside(passages, at, 1);
    const before = recordBeside(passages, at, -1);
    const record = behind.length > 0 ? behind : before.filter((one) => !used.has(one));
    if (record.length === 0) return passage;
    for (const one of record) used.add(one);
    return { ...passage, decisions: [...passage.decisions.slice(0, -1), withVotes(last, record)] };
  });
}
