import type { Sentence } from "./model.ts";
import { initialsOf } from "./people.ts";
import {
  canMean,
  fullName,
  nameWords,
  reportsOthers,
  speakersMentioned,
  speechCue,
  tellsInShort,
} from "./speakers.ts";
import type { SpeechCue } from "./speakers.ts";

/** Every person whom the sentences name in full as speaking, each once. */
function peopleNamed(cues: readonly (SpeechCue | undefined)[]): string[] {
  const names = cues.flatMap((cue) => (cue?.type === "name" ? [cue.name] : []));
  return [...new Set(names)];
}

/** A label that stands so often is a person's who speaks, even one with a word for a name: "Simon Brown: …". */
const OFTEN = 4;

type Cues = (SpeechCue | undefined)[][];

/**
 * Without the cues that are no names: "Foster Carers said…", where each word stands in small letters elsewhere in the
 * text, and "Token Rotation: …", a label that stands once and is nobody listed.
 */
function believable(cues: Cues, text: string, listed: readonly string[]): Cues {
  const small = new Set(text.match(/(?<![\p{L}’'])\p{Ll}+(?!\p{L})/gu));
  const times = new Map<string, number>();
  for (const cue of cues.flat())
    if (cue?.type === "name") times.set(cue.name, (times.get(cue.name) ?? 0) + 1);
  return cues.map((paragraph) =>
    paragraph.map((cue) => (cue?.type === "name" && !isName(cue) ? undefined : cue)),
  );

  function isName({ name, verbatim }: { name: string; verbatim?: boolean }): boolean {
    const words = nameWords(name).map((word) => word.toLowerCase());
    if (words.every((word) => small.has(word))) return false;
    if (!verbatim || fullName(name, listed) !== undefined) return true;
    const often = times.get(name)!;
    return often >= OFTEN || (often > 1 && !words.some((word) => small.has(word)));
  }
}

/** Officers, members, a committee: nobody whom "he" or "she" could mean. */
export function isGroup(speaker: string): boolean {
  if (
    /^(?:The|A|An|One) (?:[\p{L}’'-]+ )*?(?:chair|director|leader|mayor|manager|head)/iu.test(
      speaker,
    )
  )
    return false;
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
 * @param listed people whom the document lists as present; their initials are theirs alone where no other's are the same
 */
export function attributeSpeakers(
  text: string,
  paragraphs: readonly Sentence[][],
  listed: readonly string[] = [],
): Sentence[][] {
  const cues = believable(
    paragraphs.map((sentences) =>
      sentences.map(({ start, end }) => speechCue(text.slice(start, end))),
    ),
    text,
    listed,
  );
  const forms = [...new Set([...peopleNamed(cues.flat()), ...listed])];
  const people = [...new Set(forms.map((form) => fullName(form, forms) ?? form))];
  const known = { people, initials: initialsOf(listed) };
  return paragraphs.map((sentences, p) => attributeParagraph(text, sentences, cues[p]!, known));
}

type Known = { people: readonly string[]; initials: ReadonlyMap<string, string> };

function attributeParagraph(
  text: string,
  sentences: readonly Sentence[],
  cues: readonly (SpeechCue | undefined)[],
  known: Known,
): Sentence[] {
  const transcript = cues[0]?.verbatim ? resolve(cues[0], undefined, known) : undefined;
  if (transcript !== undefined)
    return underName(text, sentences, transcript, (i) => resolveName(cues[i], known));
  let last: string | undefined;
  let plain = true;
  return sentences.map((sentence, i) => {
    const speaker = resolve(cues[i], plain ? last : undefined, known);
    const words = text.slice(sentence.start, sentence.end);
    if (speaker === undefined) {
      if (reportsOthers(words) || meansAnother(cues[i], last)) last = undefined;
      plain &&= !namesAnother(words, last, known.people);
      return last === undefined ? sentence : { ...sentence, voice: last };
    }
    plain = !namesAnother(words, speaker, known.people);
    last = speaker;
    return { ...sentence, speaker, voice: speaker };
  });
}

/** "She" behind a Mr: what she says is not his, nor is what follows. */
function meansAnother(cue: SpeechCue | undefined, last: string | undefined): boolean {
  return cue?.type === "pronoun" && last !== undefined && !canMean(cue.of, last);
}

function resolveName(cue: SpeechCue | undefined, known: Known): string | undefined {
  return cue?.type === "name" ? resolve(cue, undefined, known) : undefined;
}

/**
 * Sentences behind a speaker's name and a colon are that speaker's. Where they tell in short what was said, somebody
 * else may speak in a later one, and whose those behind it are is not plain.
 */
function underName(
  text: string,
  sentences: readonly Sentence[],
  name: string,
  namedIn: (index: number) => string | undefined,
): Sentence[] {
  const first = sentences[0]!;
  const isTold = tellsInShort(text.slice(first.start, first.end));
  let speaker: string | undefined = name;
  return sentences.map((sentence, i) => {
    const other = isTold && i > 0 ? namedIn(i) : undefined;
    if (other === undefined)
      return speaker === undefined ? sentence : { ...sentence, speaker, voice: speaker };
    if (other !== name) speaker = undefined;
    return { ...sentence, speaker: other, voice: other };
  });
}

/** Whether a sentence names somebody else whom "he" or "she" could then mean. */
function namesAnother(words: string, last: string | undefined, people: readonly string[]): boolean {
  const straight = words.replaceAll("'", "’");
  if (people.some((person) => person !== last && straight.includes(nameWords(person).at(-1)!)))
    return true;
  return speakersMentioned(words).some((other) => !isSame(other, last, people));
}

function isSame(other: string, last: string | undefined, people: readonly string[]): boolean {
  if (last === undefined) return false;
  const full = fullName(other, people) ?? other;
  return full === last || last.toLowerCase().includes(full.toLowerCase());
}

function resolve(
  cue: SpeechCue | undefined,
  last: string | undefined,
  { people, initials }: Known,
): string | undefined {
  if (!cue) return undefined;
  if (cue.type === "pronoun")
    return last !== undefined && !isGroup(last) && canMean(cue.of, last) ? last : undefined;
  if (cue.type === "initials") return initials.get(cue.name);
  if (cue.type === "first-name") return fullName(cue.name, people);
  return cue.type === "name" ? (fullName(cue.name, people) ?? cue.name) : cue.name;
}
