import mammoth from "mammoth";
import type { Composed } from "./compose.ts";
import { htmlText } from "./html.ts";
import { refuseBomb } from "./zip.ts";

/** Unpacked bytes of a document's own parts (its pictures are not unpacked): 100 times the longest real minutes. */
const MOST_UNPACKED = 128 * 1024 ** 2;

/** Word's names for titles; headings 1 to 6 are known to the library. */
const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"];

/**
 * The words of a Word document: paragraphs, lists, tables and headings; insertions that are tracked are in,
 * deletions, comments, pictures and page headers are not. Word's automatic numbers are not in the file: numbered
 * paragraphs come as bullets. Throws the reason when it is broken or unpacks to more than 128 MB.
 */
export async function docxText(bytes: Uint8Array): Promise<Composed> {
  await refuseBomb(bytes, (name) => /\.(?:xml|rels)$/i.test(name), MOST_UNPACKED);
  const buffer = Buffer.from(bytes);
  const { value } = await mammoth.convertToHtml(
    { buffer },
    {
      styleMap: STYLES,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
    },
  );
  return htmlText(withoutBackLinks(value), { numbered: false });
}

/** The library ends each note with an arrow that leads back to its mark; the document has none. */
function withoutBackLinks(html: string): string {
  return html.replaceAll(/<a href="#(?:footnote|endnote)-ref-[^"]*">↑<\/a>/g, "");
}
