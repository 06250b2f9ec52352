import { extname } from "node:path";
import { decodeText } from "./charset.ts";
import type { Composed } from "./compose.ts";
import { docxText } from "./docx.ts";
import { htmlText } from "./html.ts";
import { markdownHeadings } from "./markdown.ts";
import type { Extracted, FormatLimits } from "./model.ts";
import { pdfText } from "./pdf.ts";
import { isEncryptedOffice, isHtml, sniff } from "./sniff.ts";
import { zipNames } from "./zip.ts";

/**
 * Reads a file by what it holds; the name tells only Markdown from text. Throws the reason, worded to follow the
 * file's name, when it is of no format that is read, broken, encrypted, blank or too long.
 */
export async function readFormat(
  bytes: Uint8Array,
  name: string,
  limits: FormatLimits,
): Promise<Extracted> {
  const extracted = await readKind(bytes, name, limits);
  if (extracted.text.trim() === "") throw new Error("holds no text");
  if (extracted.text.length <= limits.textLength) return extracted;
  throw new Error(`holds more than ${limits.textLength} characters of text`);
}

/** Whether a file is plain text, which costs nothing to read. */
export function plainText(bytes: Uint8Array, name: string): Extracted | null {
  if (sniff(bytes) !== "text") return null;
  const text = decodeText(bytes);
  if (isHtml(text, name)) return null;
  if (!/^\.(?:md|markdown)$/i.test(extname(name))) return { format: "txt", text };
  return { format: "md", text, headings: markdownHeadings(text) };
}

/** Whether a file is a zip archive of files, and no document that is zipped inside as Word's are. */
export async function isArchive(bytes: Uint8Array): Promise<boolean> {
  if (sniff(bytes) !== "zip") return false;
  const names = await zipNames(bytes);
  return !names.some((name) => PACKAGES.has(name));
}

/** The parts that tell Word's, Excel's, PowerPoint's and OpenDocument's files. */
const PACKAGES = new Map([
  ["word/document.xml", null],
  ["xl/workbook.xml", "is an Excel workbook; save it as PDF"],
  ["ppt/presentation.xml", "is a PowerPoint file; save it as PDF"],
  ["content.xml", "is an OpenDocument file; save it as .docx or PDF"],
]);

async function readKind(bytes: Uint8Array, name: string, limits: FormatLimits): Promise<Extracted> {
  const kind = sniff(bytes);
  if (kind === "pdf") return readPdf(bytes, limits);
  if (kind === "zip") return readPackage(bytes);
  if (kind === "text") {
    return plainText(bytes, name) ?? outlined("html", htmlText(decodeText(bytes)));
  }
  if (kind === "ole" && isEncryptedOffice(bytes)) throw new Error("is encrypted");
  throw new Error(UNREAD[kind]);
}

/** Formats that are known and not read. */
const UNREAD = {
  ole: "is an old Office file; save it as .docx or PDF",
  rtf: "is RTF; save it as .docx or PDF",
  image: "is a picture, not text",
} as const;

function outlined(
  format: "html" | "docx",
  { text, headings, notes = [] }: Composed & { notes?: string[] },
): Extracted {
  return { format, text, headings, ...(notes.length > 0 && { notes }) };
}

async function readPdf(bytes: Uint8Array, limits: FormatLimits): Promise<Extracted> {
  const { notes, ...rest } = await pdfText(bytes, limits);
  return { format: "pdf", ...rest, ...(notes.length > 0 && { notes }) };
}

/** Word's files and others are zip archives inside. */
async function readPackage(bytes: Uint8Array): Promise<Extracted> {
  const names = await zipNames(bytes);
  if (names.includes("word/document.xml")) return readDocx(bytes);
  const known = names.map((name) => PACKAGES.get(name)).find((reason) => reason);
  throw new Error(known ?? "is a zip archive where a document was expected; unpack it");
}

async function readDocx(bytes: Uint8Array): Promise<Extracted> {
  try {
    return outlined("docx", await docxText(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/^(?:is|unpacks)\b/.test(reason)) throw cause;
    throw new Error(`is broken: ${reason.split("\n")[0]}`, { cause });
  }
}
