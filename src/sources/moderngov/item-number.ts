import type { Item } from "./model.ts";

/** A number that a title without a number of its own opens with: "5. Budget", "12a) Roads". */
const OPENING = /^(\d{1,3}[a-z]?)[.)]\s*(?=\p{Lu})/u;
/** So many titles must repeat their number without a mark before that is taken for the rule: "5 Year Plan" may be one. */
const LEAST_BARE = 2;

/**
 * Items whose titles no longer open with their own number, as some sites write them ("5. Budget", "5 Budget"). A
 * number without a full stop or the like goes only where several items of the meeting have it so.
 */
export function withNumbersApart(items: readonly Item[]): Item[] {
  const bare = items.filter(({ number, title }) => afterNumber(number, title, "\\s+") !== null);
  const mark = bare.length >= LEAST_BARE ? "(?:\\s*[.):–-])?\\s+" : "\\s*[.):–-]\\s*";
  return items.map((item) => ({ ...item, ...apart(item, mark) }));
}

function apart({ number, title }: Item, mark: string): Pick<Item, "number" | "title"> {
  if (number !== "") return { number, title: afterNumber(number, title, mark) ?? title };
  const opening = OPENING.exec(title);
  return opening
    ? { number: opening[1]!, title: title.slice(opening[0].length) }
    : { number, title };
}

/** What stands behind the number and a mark; null where the title does not open so. */
function afterNumber(number: string, title: string, mark: string): string | null {
  if (number === "" || !title.startsWith(number)) return null;
  const rest = title.slice(number.length);
  const words = rest.replace(new RegExp(`^${mark}(?=[\\p{L}\\d"“‘'(])`, "u"), "");
  return words === rest ? null : words;
}
