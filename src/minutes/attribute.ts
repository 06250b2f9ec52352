import type { Sentence } from "./model.ts";
import { fullName, nameWords, speechCue } from "./speakers.ts";
import type { SpeechCue } from "./speakers.ts";

/** Every person whom the sentences name in full as speaking, each once. */
function peopleNamed(cues: readonly (SpeechCue | undefined)[]): string[] {
  const names = cues.flatMap((cue) => (cue?.type === "name" ? [cue.name] : []));
  return [...new Set(names)];
}

/** Officers, members, a committee: nobody whom "he" or "she" could mean. */
function isGroup(speaker: string): boolean {
  return /^(?:Officers|Members|Councillors|Residents|Cabinet|Group|Committee|Board)\b|\b(?:Officers|Members|Committee|Sub-Committee|Panel|Board|Forum|Council|Cabinet)$/.test(
    speaker,
  );
}

/**
 * Sets `speaker` where the text names one: by name, by role, by a first name or surname given in full elsewhere in the
 * document, or by "He"/"She" right after one speaker in the same paragraph with nobody else named in between. Sets
 * `voice` on the sentences after, whose reported speech may be that speaker's but that do not say so.
 *
 * @param paragraphs sentences of each paragraph, in order
 */
export function attributeSpeakers(text: string, paragraphs: readonly Sentence[][]): Sentence[][] {
  const cues = paragraphs.map((sentences) =>
    sentences.map((sentence) => speechCue(text.slice(sentence.start, sentence.end))),
  );
  const people = peopleNamed(cues.flat());
  return paragraphs.map((sentences, p) => attributeParagraph(text, sentences, cues[p]!, people));
}

function attributeParagraph(
  text: string,
  sentences: readonly Sentence[],
  cues: readonly (SpeechCue | undefined)[],
  people: readonly string[],
): Sentence[] {
  let last: string | undefined;
  let plain = true;
  return sentences.map((sentence, i) => {
    const speaker = resolve(cues[i], plain ? last : undefined, people);
    const words = text.slice(sentence.start, sentence.end);
    if (speaker === undefined) {
      plain &&= !namesAnother(words, last, people);
      return last === undefined ? sentence : { ...sentence, voice: last };
    }
    plain = !namesAnother(words, speaker, people);
    last = speaker;
    return { ...sentence, speaker, voice: speaker };
  });
}

function namesAnother(words: string, last: string | undefined, people: readonly string[]): boolean {
  return people.some((person) => person !== last && words.includes(nameWords(person).at(-1)!));
}

function resolve(
  cue: SpeechCue | undefined,
  last: string | undefined,
  people: readonly string[],
): string | undefined {
  switch (cue?.type) {
    case "name":
      return fullName(cue.name, people) ?? cue.name;
    case "role":
      return cue.name;
    case "first-name":
      return fullName(cue.name, people);
    case "pronoun":
      return last !== undefined && !isGroup(last) ? last : undefined;
    default:
      return undefined;
  }
}
