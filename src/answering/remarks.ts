import type { Sentence } from "../minutes/model.ts";
import { remarkIn } from "../minutes/remark.ts";
import { fullName } from "../minutes/speakers.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import type { Evidence } from "./select.ts";

/** Everybody who speaks in the document of a passage. */
function speakersBeside(corpus: Corpus, position: number): string[] {
  const { documentId } = corpus.passages[position]!;
  const beside = corpus.passages.filter((passage) => passage.documentId === documentId);
  return [...new Set(beside.flatMap(({ speakers }) => speakers))];
}

/** The clause as a sentence of whoever made the remark; what stands before it leads in. */
function spokenPart(corpus: Corpus, { position, sentence, text }: Evidence): Sentence {
  const remark = remarkIn(text);
  if (sentence.speaker !== undefined || sentence.leadIn || !remark) return sentence;
  const [start, end] = [sentence.start + remark.start, sentence.start + remark.end];
  const speaker = fullName(remark.speaker, speakersBeside(corpus, position)) ?? remark.speaker;
  const before = text.slice(0, remark.start).trimEnd();
  if (before === "") return { start, end, speaker };
  return {
    start,
    end,
    speaker,
    leadIn: { start: sentence.start, end: sentence.start + before.length },
  };
}

/**
 * Evidence for a question of who said something: of a sentence that has no speaker and tells by the way who noted it ("which,
 * as the Chair noted, had worked"), the clause that is theirs, with its speaker.
 */
export const withRemarks = (corpus: Corpus, evidence: readonly Evidence[]): Evidence[] =>
  evidence.map((one) => ({ ...one, sentence: spokenPart(corpus, one) }));
