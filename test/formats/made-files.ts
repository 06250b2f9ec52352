import { crc32, deflateRawSync, deflateSync } from "node:zlib";

/** Files as programs write them, made by hand: small, and as wrong as a test needs them. */

export type MadeEntry = {
  name: string;
  content: string | Uint8Array;
  encrypted?: boolean;
  /** What the archive says the file unpacks to, where that is a lie. */
  statedSize?: number;
};

/** A zip archive with the entries deflated. */
export function madeZip(entries: readonly MadeEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, encrypted = false, statedSize } of entries) {
    const plain = Buffer.from(content as string);
    const packed = deflateRawSync(plain);
    const nameBytes = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800 | (encrypted ? 1 : 0), 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(statedSize ?? plain.length, 18);
    fields.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), fields, nameBytes, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\0"), fields, rest, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\u0005\u0006"), end]);
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A paragraph of Word's XML; `style` by its id. */
export function paragraph(text: string, style?: string): string {
  const properties = style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : "";
  return `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

/** A Word document with this body; headings are styles "Heading1" and "Heading2". */
export function madeDocx(body: string): Buffer {
  const heading = (level: number) =>
    `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/></w:style>`;
  const types = "http://schemas.openxmlformats.org/package/2006/content-types";
  const relations = "http://schemas.openxmlformats.org/package/2006/relationships";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
  return madeZip([
    {
      name: "[Content_Types].xml",
      content: `<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      content: `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: "word/_rels/document.xml.rels",
      content: `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: "word/styles.xml", content: `<w:styles ${W}>${heading(1)}${heading(2)}</w:styles>` },
    {
      name: "word/document.xml",
      content: `<w:document ${W}><w:body>${body}</w:body></w:document>`,
    },
  ]);
}

/** Words at a place on a page of 595 by 842 points; `y` from the bottom. */
export type Drawn = { text: string; x?: number; y: number; size?: number; bold?: boolean };

export type PdfOptions = {
  /** Objects to add, from number 9000 on. */
  objects?: string[];
  /** The fonts of each page, in the place of Helvetica as /F1 and bold as /F2. */
  fonts?: string;
  trailer?: string;
  /** Raw content of a page in place of words, deflated. */
  raw?: string | Uint8Array;
};

/** A PDF with a page for each list of words, in Helvetica. */
export function madePdf(pages: readonly (readonly Drawn[])[], options: PdfOptions = {}): Buffer {
  const kids = pages.map((_, i) => `${10 + i * 2} 0 R`).join(" ");
  const objects = new Map<number, Buffer>([
    [1, Buffer.from("<< /Type /Catalog /Pages 2 0 R >>")],
    [2, Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)],
    [3, font("Helvetica")],
    [4, font("Helvetica-Bold")],
  ]);
  pages.forEach((drawn, i) => {
    const fonts = options.fonts ?? "/F1 3 0 R /F2 4 0 R";
    const resources = `<< /Font << ${fonts} >> /XObject << /X 9000 0 R >> >>`;
    const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} /Contents ${11 + i * 2} 0 R >>`;
    objects.set(10 + i * 2, Buffer.from(page));
    objects.set(
      11 + i * 2,
      stream(options.raw ?? Buffer.from(drawn.map(draw).join("\n"), "latin1")),
    );
  });
  (options.objects ?? []).forEach((object, i) => objects.set(9000 + i, Buffer.from(object)));
  return assembled(objects, options.trailer ?? "");
}

function font(name: string): Buffer {
  return Buffer.from(
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`,
  );
}

function draw({ text, x = 72, y, size = 11, bold = false }: Drawn): string {
  const words = text.replaceAll("•", "\u0095").replaceAll(/[\\()]/g, String.raw`\$&`);
  return `BT /${bold ? "F2" : "F1"} ${size} Tf 1 0 0 1 ${x} ${y} Tm (${words}) Tj ET`;
}

function stream(content: string | Uint8Array): Buffer {
  const packed = deflateSync(Buffer.from(content as string), { level: 9 });
  const head = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), packed, Buffer.from("\nendstream")]);
}

function assembled(objects: Map<number, Buffer>, trailer: string): Buffer {
  const chunks = [Buffer.from("%PDF-1.4\n")];
  let length = chunks[0]!.length;
  const table: string[] = [];
  for (const [number, body] of objects) {
    const object = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      body,
      Buffer.from("\nendobj\n"),
    ]);
    table.push(`${number} 1\n${String(length).padStart(10, "0")} 00000 n \n`);
    chunks.push(object);
    length += object.length;
  }
  const most = Math.max(...objects.keys()) + 1;
  chunks.push(
    Buffer.from(
      `xref\n0 1\n0000000000 65535 f \n${table.join("")}trailer\n<< /Size ${most} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF`,
    ),
  );
  return Buffer.concat(chunks);
}

/** Lines of one column of text, from the top, a step of 14 points apart. */
export function column(lines: readonly string[], top = 760, x = 72): Drawn[] {
  return lines.map((text, i) => ({ text, x, y: top - i * 14 }));
}
