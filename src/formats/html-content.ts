import type { DefaultTreeAdapterTypes } from "parse5";

export type HtmlNode = DefaultTreeAdapterTypes.Node;
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** Never text that a reader sees, or controls of the page. */
const UNSEEN = new Set(
  "head script style noscript template iframe object embed svg math canvas audio video map input select textarea button datalist dialog".split(
    " ",
  ),
);
/** Parts of the page and not of what it says, unless they stand inside the marked content. */
const FURNITURE = new Set(["nav", "header", "footer"]);
const FURNITURE_ROLES = new Set(["navigation", "banner", "contentinfo", "search"]);

export function isElement(node: HtmlNode): node is HtmlElement {
  return "tagName" in node;
}

export function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

/** The elements that the page marks as its content, outermost first; the root itself where it marks none. */
export function mainContent(root: HtmlNode): { nodes: HtmlNode[]; marked: boolean } {
  for (const isMain of MARKS) {
    const nodes = outermost(root, isMain);
    if (nodes.length > 0) return { nodes, marked: true };
  }
  return { nodes: [root], marked: false };
}

const MARKS: readonly ((element: HtmlElement) => boolean)[] = [
  (element) => element.tagName === "main" || attribute(element, "role") === "main",
  (element) => element.tagName === "article",
  (element) => /^(?:main-?)?content$/i.test(attribute(element, "id") ?? ""),
];

/** Whether an element is left out: hidden, a control, or furniture of the page. */
export function isLeftOut(element: HtmlElement, inMarked: boolean): boolean {
  const { tagName } = element;
  if (UNSEEN.has(tagName) || isHidden(element) || tagName === "nav") return true;
  if (tagName === "form") return !holdsWriting(element);
  if (inMarked) return false;
  return FURNITURE.has(tagName) || FURNITURE_ROLES.has(attribute(element, "role") ?? "");
}

/** Styles of an element under which nobody sees its words; a style sheet is not looked at. */
const HIDING =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:opacity|font-size)\s*:\s*0*(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:!important\s*)?(?:;|$))/i;

export function isHidden(element: HtmlElement): boolean {
  if (attribute(element, "hidden") !== undefined) return true;
  return HIDING.test(attribute(element, "style") ?? "");
}

/** The letters of what a page hides: scripts of the page may show it, as some editors' pages do with all they hold. */
export function hiddenLength(node: HtmlNode, hidden = false): number {
  if (node.nodeName === "#text" && "value" in node) {
    return hidden ? node.value.replaceAll(/\s/g, "").length : 0;
  }
  if (isElement(node) && UNSEEN.has(node.tagName)) return 0;
  const inside = hidden || (isElement(node) && isHidden(node));
  if (!("childNodes" in node)) return 0;
  return node.childNodes.reduce((sum, child) => sum + hiddenLength(child, inside), 0);
}

/** Some systems (ASP.NET) wrap the whole page in a form; a form of controls only has no paragraphs. */
function holdsWriting(form: HtmlElement): boolean {
  return (
    outermost(form, ({ tagName }) => /^(?:p|h[1-6]|table|main|article|ul|ol)$/.test(tagName))
      .length > 0
  );
}

function outermost(node: HtmlNode, wanted: (element: HtmlElement) => boolean): HtmlElement[] {
  if (isElement(node) && wanted(node) && !isHidden(node)) return [node];
  return "childNodes" in node ? node.childNodes.flatMap((child) => outermost(child, wanted)) : [];
}
