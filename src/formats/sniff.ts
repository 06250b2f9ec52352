import { extname } from "node:path";

/** What the bytes of a file are, as far as their beginning tells. */
export type Kind = "text" | "pdf" | "zip" | "ole" | "rtf" | "image";

/** PDF readers look for the header this far into a file. */
const PDF_WITHIN = 1024;

const SIGNATURES: readonly [Kind, string][] = [
  ["pdf", "%PDF-"],
  ["zip", "PK\u0003\u0004"],
  ["zip", "PK\u0005\u0006"],
  ["ole", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"],
  ["rtf", "{\\rtf"],
  ["image", "\u0089PNG"],
  ["image", "\u00ff\u00d8\u00ff"],
  ["image", "GIF8"],
  ["image", "II*\0"],
  ["image", "MM\0*"],
];
const HTML_START =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i;

/** Tells a file by its first bytes; whatever has no signature may be text. */
export function sniff(bytes: Uint8Array): Kind {
  const start = latin1(bytes.subarray(0, PDF_WITHIN));
  const signed = SIGNATURES.find(([, signature]) => start.startsWith(signature));
  if (signed) return signed[0];
  const isLatePdf =
    start.includes("%PDF-") && latin1(bytes.subarray(-PDF_WITHIN)).includes("%%EOF");
  return isLatePdf ? "pdf" : "text";
}

/** Whether a text is a web page: it says so at its beginning, or its name does and it begins with a tag. */
export function isHtml(text: string, name: string): boolean {
  const named = /^\.x?html?$/i.test(extname(name));
  return HTML_START.test(text.slice(0, 10_000)) || (named && /^\s*<[a-z!]/i.test(text));
}

/** Whether an OLE file holds an encrypted package: what Word makes of a .docx with a password. */
export function isEncryptedOffice(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(Buffer.from("EncryptedPackage", "utf16le"));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
