import english from "dictionary-en-gb";
import nspell from "nspell";

let opened: ReturnType<typeof nspell> | undefined;

/**
 * Whether English (Hunspell's dictionary, British spelling) has a word, given in small letters: "bikers", "skint". The
 * dictionary is opened at the first word, which takes some 0.1 s.
 */
export function isEnglishWord(folded: string): boolean {
  opened ??= nspell({ aff: Buffer.from(english.aff), dic: Buffer.from(english.dic) });
  return opened.correct(folded);
}
