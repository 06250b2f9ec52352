import { createHash } from "node:crypto";

/** Kinds that are read, by the end of an address. What has none, or that of a program, is nearly always PDF. */
const READ = /^(?:pdf|docx|html?|txt|md|aspx|ashx|axd|asmx)$/;
const PROGRAM = /^(?:aspx|ashx|axd|asmx)$/;

/** Why a document is not asked for, worded to follow its address; null where it is. */
export function leftAlone(url: string, base: string): string | null {
  if (new URL(url).hostname !== new URL(base).hostname) return "is at another site";
  const end = endOf(url);
  return end === null || READ.test(end) ? null : `is .${end}, which is not read`;
}

/** Stands for an address without telling it. */
export function addressMark(url: string): string {
  return createHash("sha256").update(url).digest("hex").slice(0, 20);
}

/** The name under which a document is kept; it depends on the address alone. */
export function paperFile(url: string): string {
  const end = endOf(url);
  return `${addressMark(url)}.${end === null || PROGRAM.test(end) ? "pdf" : end}`;
}

/** Throws when what came is a page of the site in the place of a document: that it is sorry, or asks to log in. */
export function refuseNoDocument(url: string, body: Uint8Array): void {
  if (body.length === 0) throw new Error(`${url} is empty`);
  if (/^html?$/.test(endOf(url) ?? "")) return;
  const start = new TextDecoder("latin1").decode(body.subarray(0, 1024));
  if (/^\s*(?:\ufeff|ï»¿)?\s*<(?:!doctype\s+html|html|head|body|\?xml|!--)/i.test(start)) {
    throw new Error(`${url} is a page and no document`);
  }
}

function endOf(url: string): string | null {
  const name = new URL(url).pathname.split("/").at(-1) ?? "";
  return /\.([a-z][a-z0-9]{1,4})$/i.exec(name)?.[1]?.toLowerCase() ?? null;
}
