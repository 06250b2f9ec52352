import { XMLParser, XMLValidator } from "fast-xml-parser";
import { textOfHtml } from "./html.ts";

/** An element: its children and attributes (`@name`) by name, or its text alone. */
export type Xml = { [name: string]: Xml | Xml[] | string | undefined };

/** Elements that hold HTML: escaped, in CDATA, or, on some hosts, as it is. */
const BODIES = ["agendatext", "decisionnonemptyhtmlbody", "minutesnonemptyhtmlbody"];
const OPENS_BODY = new RegExp(`<(${BODIES.join("|")})>`, "g");
const REPEATED = new Set(["committee", "meeting", "agendaitem", "linkeddoc", "attendee"]);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
});

/**
 * The element `root` of an answer, its HTML bodies as plain text. Throws, worded to follow the name of
 * what was asked for, when the answer is a page, is cut or broken, or is something else.
 */
export function readXml(answer: string, root: string): Xml {
  const text = answer.replace(/^\uFEFF/, "").trim();
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b/i.test(text)) {
    throw new Error(`answered with a page instead of XML${titleOf(text)}`);
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text))
    throw new Error("answered with XML that defines entities");
  const { frame, bodies } = withoutBodies(text);
  const found = withBodies(elementNamed(parsed(frame), root), bodies);
  if (typeof found !== "object") throw new Error(`answered with XML that has no <${root}>`);
  return found;
}

/** The text of a child; empty when there is none. */
export function textIn(element: Xml, name: string): string {
  const value = [element[name]].flat()[0];
  const text = typeof value === "object" ? value["#text"] : value;
  return typeof text === "string" ? text.trim() : "";
}

/** The children of a name, below others named on the way. */
export function childrenIn(element: Xml, ...path: string[]): Xml[] {
  return path.reduce<Xml[]>(
    (elements, name) =>
      elements.flatMap((one) =>
        [one[name] ?? []].flat().filter((child) => typeof child === "object"),
      ),
    [element],
  );
}

/** Takes the HTML bodies out, leaving their numbers, so that the rest can be held to be well-formed. */
function withoutBodies(text: string): { frame: string; bodies: string[] } {
  const bodies: string[] = [];
  let frame = "";
  let at = 0;
  OPENS_BODY.lastIndex = 0;
  for (let open = OPENS_BODY.exec(text); open; open = OPENS_BODY.exec(text)) {
    const start = open.index + open[0].length;
    const end = text.indexOf(`</${open[1]}>`, start);
    if (end < 0) throw new Error(`answered with broken XML (<${open[1]}> is not closed)`);
    frame += `${text.slice(at, start)}${bodies.length}`;
    bodies.push(bodyText(text.slice(start, end)));
    at = OPENS_BODY.lastIndex = end;
  }
  return { frame: (frame + text.slice(at)).replaceAll(/&(?!#?\w+;)/g, "&amp;"), bodies };
}

function parsed(text: string): Xml {
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    throw new Error(`answered with broken XML (${valid.err.msg} line ${valid.err.line})`);
  }
  return parser.parse(text);
}

/** The element itself or, where SOAP or a host wraps it, the first of its name further in. */
function elementNamed(element: Xml, name: string): Xml | string | undefined {
  const own = [element[name]].flat()[0];
  if (own !== undefined) return own === "" ? {} : own;
  const inner = Object.values(element).flat();
  const found = inner.map((child) =>
    typeof child === "object" ? elementNamed(child, name) : undefined,
  );
  return found.find((child) => child !== undefined);
}

/** Puts the texts of the HTML bodies back in their places, and makes lists of what may repeat. */
function withBodies(element: Xml | string | undefined, bodies: readonly string[]): Xml | undefined {
  if (typeof element !== "object") return undefined;
  const entries = Object.entries(element).map(([name, value]) => {
    if (BODIES.includes(name)) return [name, bodies[Number(value)] ?? ""];
    const list = [value ?? []].flat();
    const children = list.map((child) =>
      typeof child === "object" ? withBodies(child, bodies) : child,
    );
    return [name, REPEATED.has(name) ? children : children[0]];
  });
  return Object.fromEntries(entries);
}

/** HTML in CDATA and bare HTML stand as they are; escaped HTML is unescaped, twice where it was escaped twice. */
function bodyText(body: string): string {
  const data = body.replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, "$1");
  const html = data.includes("<") ? data : unescaped(data);
  return textOfHtml(/&lt;\/?[a-z]/i.test(html) && !html.includes("<") ? unescaped(html) : html);
}

const ESCAPES: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** XML's own escapes only: those of HTML belong to the HTML. */
function unescaped(text: string): string {
  return text
    .replaceAll(/&(lt|gt|quot|apos);/g, (_all, name: string) => ESCAPES[name]!)
    .replaceAll("&amp;", "&");
}

function titleOf(page: string): string {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(page)?.[1]?.replaceAll(/\s+/g, " ").trim();
  return title ? ` ("${title}")` : "";
}
