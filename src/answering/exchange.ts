import { isStopWord, words } from "../retrieval/terms.ts";
import { councilsNamed, speakersNamed } from "./question.ts";
import type { KnownNames } from "./question.ts";

/** The text with the first `written`, in whatever case, exchanged. */
export function withName(text: string, written: string, name: string): string {
  const at = text.toLowerCase().indexOf(written.toLowerCase());
  return at < 0 ? text : text.slice(0, at) + name + text.slice(at + written.length);
}

/** The council's name or alias as the text writes it. */
export function nameIn(text: string, council: string, known: KnownNames): string | undefined {
  const names = [council, ...(known.councils.get(council) ?? [])];
  return names
    .toSorted((a, b) => b.length - a.length)
    .find((name) => text.toLowerCase().includes(name.toLowerCase()));
}

/** A question and what is added to it, before its question mark or its last bracket. */
const ended = (question: string, more: string) =>
  question.replace(/\s*([?)]?)\s*$/, (_, end: string) => more + end);

export const YEAR = /\b(?:19|20)\d\d\b/;
const NOT = /^(?<name>.+?)[,;]? (?:not|instead of|rather than) (?<old>.+)$/i;
const NOT_BUT = /^not (?<old>.+?)[,;]? but (?<name>.+)$/i;
const OBJECT = /\b(about|on|regarding|concerning) (.+?)(\s*\?*\s*)$/i;
const EDGES = /^[\s,.;:–—-]*(?:(?:about|the|in|for|at|on|of|from|with|one)\b\s*)+|[\s.?!,;]+$/gi;

/**
 * The question as it was meant: with the council, person, year or matter exchanged for the one that is named instead. What
 * has no place in the question is added in brackets.
 */
export function instead(question: string, meant: string, known: KnownNames): string {
  const text = meant.replace(EDGES, "");
  const groups = (NOT_BUT.exec(text) ?? NOT.exec(text))?.groups;
  const name = groups?.["name"] ?? text;
  const old = groups?.["old"]?.replace(EDGES, "");
  if (old !== undefined && question.toLowerCase().includes(old.toLowerCase()))
    return withName(question, old, name);
  return (
    councilInstead(question, name, known) ??
    speakerInstead(question, name, known) ??
    yearInstead(question, name) ??
    matterInstead(question, name, known)
  );
}

/** Whether a text says nothing but these names. */
function isOnly(text: string, name: string): boolean {
  const rest = words(withName(text, name, " "));
  return rest.every(
    ({ folded }) => isStopWord(folded) || /^(?:council|report|meeting|one)s?$/.test(folded),
  );
}

function councilInstead(question: string, meant: string, known: KnownNames): string | undefined {
  const [council, ...more] = councilsNamed(meant, known);
  const written = council && nameIn(meant, council, known);
  if (!council || !written || more.length > 0 || !isOnly(meant, written)) return undefined;
  const [old, ...others] = councilsNamed(question, known);
  const before = old && others.length === 0 ? nameIn(question, old, known) : undefined;
  return before ? withName(question, before, council) : ended(question, ` in ${council}`);
}

function speakerInstead(question: string, meant: string, known: KnownNames): string | undefined {
  const [speaker, ...more] = speakersNamed(meant, known);
  const [old, ...others] = speakersNamed(question, known);
  if (!speaker || !old || more.length > 0 || others.length > 0) return undefined;
  const before = [old, old.split(" ").at(-1)!].find((name) => question.includes(name));
  return before && withName(question, before, speaker);
}

function yearInstead(question: string, meant: string): string | undefined {
  const year = YEAR.exec(meant)?.[0];
  const old = YEAR.exec(question)?.[0];
  return year && old && isOnly(meant, year) ? withName(question, old, year) : undefined;
}

/** What a question is about, exchanged; the council that it is asked of stays. */
function matterInstead(question: string, matter: string, known: KnownNames): string {
  const object = OBJECT.exec(question);
  if (!object || YEAR.test(matter)) return `${question} (${matter})`;
  const [, preposition = "", old = "", end = ""] = object;
  const council = councilsNamed(old, known)[0];
  const of =
    council && councilsNamed(matter, known).length === 0
      ? ` in ${nameIn(old, council, known)}`
      : "";
  return `${question.slice(0, object.index)}${preposition} ${matter}${of}${end}`;
}
