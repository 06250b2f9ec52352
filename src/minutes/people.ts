import { isPersonName, NAME, nameWords } from "./speakers.ts";

/** Where minutes list who was there: "Committee Members Present were: …", "Apologies: …", "Also in attendance was …". */
const LIST =
  /^[^\p{L}]*(?:(?:committee|community|board|council|members|councillors|also|those|others|officers|staff|public) ){0,3}(?:present|in attendance|attendance|attending|attendees|apologies|absent|speakers|guests?)\b|\b(?:present|in attendance|apologies)(?: were| was|:)/iu;
/** Such a list stands near the top. */
const OPENING_BLOCKS = 40;
const NAMES = new RegExp(NAME, "gu");
/** A line that begins with a label ("Also in attendance:") goes on with no name of the line before. */
const NEXT_LABEL = /\n(?=[^\p{L}\n]*\p{Lu}[\p{L} ’'-]{2,50}:)/gu;

function namesIn(line: string): string[] {
  return [...line.matchAll(NAMES)].map((match) => match[0]).filter(isPersonName);
}

/** A part of a document with the title of the agenda item it stands in. */
export type PlacedText = { text: string; item: string };

/**
 * The people whom a document lists as present, absent or speaking, each once, as the list writes them: in lines that say
 * so, and in all lines of an item under such a title (bullets under "Present").
 */
export function peopleListed(blocks: readonly PlacedText[]): string[] {
  const names = blocks.slice(0, OPENING_BLOCKS).flatMap(({ text, item }) => {
    const line = text.replace(NEXT_LABEL, "; ").replace(/\s+/g, " ");
    return LIST.test(item) || LIST.test(line) ? namesIn(line) : [];
  });
  return [...new Set(names)];
}

/** Ways in which a person's initials are written: "Morag McKerrell" as MM, MMcK, MMK, M McK. */
function initialForms(name: string): string[] {
  const words = nameWords(name).filter((word) => /^\p{Lu}/u.test(word));
  if (words.length < 2) return [];
  const first = words[0]![0]!;
  const plain = words.map((word) => word[0]!).join("");
  const surname = words.at(-1)!;
  const compound = /^(Mc|Mac)(\p{Lu})/u.exec(surname);
  const hyphenated = surname.includes("-")
    ? surname
        .split("-")
        .map((part) => part[0]!.toUpperCase())
        .join("")
    : undefined;
  const forms = [plain, `${first}${surname[0]}`];
  if (compound)
    forms.push(
      `${first}${compound[1]}${compound[2]}`,
      `${first} ${compound[1]}${compound[2]}`,
      `${first}${compound[1]![0]}${compound[2]}`,
    );
  if (hyphenated) forms.push(`${first}${hyphenated}`);
  return [...new Set(forms)];
}

/** Initials to the one listed person they can mean; initials that fit two people mean nobody. */
export function initialsOf(people: readonly string[]): Map<string, string> {
  const owners = new Map<string, Set<string>>();
  for (const person of people) {
    for (const form of initialForms(person))
      owners.set(form, (owners.get(form) ?? new Set()).add(person));
  }
  return new Map(
    [...owners].flatMap(([form, persons]) =>
      persons.size === 1 ? [[form, [...persons][0]!] as const] : [],
    ),
  );
}
