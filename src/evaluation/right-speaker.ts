import { foldWord, isStopWord, words } from "../retrieval/terms.ts";
import { isPersonSpeaker, nameWords } from "../minutes/speakers.ts";
import { cites, type Evidence, type Place } from "./evidence.ts";

/** A citation with the speaker that the answer gives to it. */
export type SpokenCitation = Place & { speaker: string | undefined };

/** `wrong`: somebody else is named as the speaker. `none`: nobody is, or the question was refused. */
export type SpeakerVerdict = "right" | "wrong" | "none";

const folded = (text: string): string[] => words(text).map((word) => word.folded);

/** The words of a speaker's name that must be met: a person's surname, all telling words of a role. */
function tellingWords(speaker: string): string[] {
  if (isPersonSpeaker(speaker)) return nameWords(speaker).slice(-1).map(foldWord);
  return folded(speaker).filter((word) => !isStopWord(word));
}

/** Whether a text names a speaker: a person by the surname, a role ("the Board Chairman") by all its words. */
export function names(text: string, speaker: string): boolean {
  const own = new Set(folded(text));
  const telling = tellingWords(speaker);
  return telling.length > 0 && telling.every((word) => own.has(word));
}

/**
 * Judges whom an answer names as the speaker. `gold` is the text that names the right one: the reference answer of a
 * question that asks who, together with the question, which names them where it asks what somebody said.
 *
 * Right: a quotation that stands for labelled evidence bears the right name, and none such bears another's. Wrong: one
 * bears another person's name, or no quotation at all bears the right name while some bear another person's. A role or
 * group beside a person's name may be the same speaker, so it is never judged wrong.
 */
export function speakerVerdict(
  citations: readonly SpokenCitation[],
  evidence: readonly Evidence[],
  gold: string,
): SpeakerVerdict {
  const isRight = ({ speaker }: SpokenCitation) => speaker !== undefined && names(gold, speaker);
  const isAnother = ({ speaker }: SpokenCitation) =>
    speaker !== undefined && isPersonSpeaker(speaker) && !names(gold, speaker);
  const onEvidence = citations.filter((one) => evidence.some((quote) => cites(one, quote)));
  if (onEvidence.some(isAnother)) return "wrong";
  if (onEvidence.some(isRight)) return "right";
  return !citations.some(isRight) && citations.some(isAnother) ? "wrong" : "none";
}
