import { attribute, elementsIn, hasClass, isElement, lineOf, type Element } from "./html.ts";

/** What the site writes beside an item, or a document, that the public may not see. */
const RESTRICTED_ITEM =
  /\breasons? why (?:the )?(?:agenda )?item\b.{0,60}\brestricted\b|^\(?restricted(?: item)?\)?$/i;
const RESTRICTED_DOCUMENT = /\brestricted\b/i;
/** What stands behind the title of a linked file: "PDF 500 KB", ", item 4. PDF 1 MB". */
const FILE_SIZE =
  /\s*(?:,\s*item\s+[\w.]+\s*)?\b(?:PDF|DOCX?|XLSX?|PPTX?|RTF|TXT|ZIP)\s+[\d.,]+\s*[KM]B.*$/i;

export function isLink(element: Element): boolean {
  return element.tagName === "a" && attribute(element, "href") !== "";
}

/** Whether a page has any mark of ModernGov's own pages; error pages have none. */
export function isOfModernGov(find: (wanted: (element: Element) => boolean) => Element[]): boolean {
  const mark = /\bmg(?:MainTitleTxt|SubTitleTxt|SectionTitle|BulletList|ItemTable)\b/i;
  return find((element) => mark.test(attribute(element, "class"))).length > 0;
}

/** Whether something below an element says that the agenda item is restricted. */
export function isRestrictedItem(element: Element): boolean {
  const marked = (inner: Element) =>
    hasClass(inner, "mgRestricted") || RESTRICTED_ITEM.test(lineOf(inner));
  return elementsIn(element, ({ tagName }) => /^(?:a|p|span|em|strong|li)$/.test(tagName)).some(
    marked,
  );
}

/** Whether a link to a document, or the line of the list in which it stands, says that it is restricted. */
export function isRestrictedLink(anchor: Element): boolean {
  const { parentNode } = anchor;
  const line =
    parentNode && isElement(parentNode) && parentNode.tagName === "li" ? parentNode : anchor;
  return RESTRICTED_DOCUMENT.test(lineOf(line));
}

/** The words of a link to a file, without its kind and size. */
export function fileTitle(element: Element): string {
  return lineOf(element).replace(FILE_SIZE, "");
}

/** Whether an element stands inside one of a class. */
export function isIn(element: Element, className: string): boolean {
  for (
    let parent = element.parentNode;
    parent;
    parent = "parentNode" in parent ? parent.parentNode : null
  ) {
    if (isElement(parent) && hasClass(parent, className)) return true;
  }
  return false;
}

/** The number that a pattern finds; null where there is none. */
export function idIn(text: string, pattern: RegExp): number | null {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
