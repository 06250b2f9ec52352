/** Bytes at the start of HTML in which it may name its character set (HTML standard: 1,024). */
const NAMED_WITHIN = 1024;
const NAMED =
  /<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)|^\s*<\?xml[^>]+encoding\s*=\s*["']\s*([\w:-]+)/i;
/** Text has hardly any control characters; this share of them is a binary file. */
const MOST_CONTROLS = 0.001;
/** Western European text is mostly ASCII: some 5 % of French is not. More is another alphabet. */
const MOST_HIGH_BYTES = 0.2;
/** What other 8-bit sets look like in this one: Mac Roman's "donÕt", DOS's "caf‚s". */
const WRONG_SET = /\p{Ll}[ÒÓÔÕÐÑ]\p{Ll}|\p{L}[‚„†‡ˆ‰¡¢£¤¥¦§¨©]\p{Ll}|[\u0080-\u009f]/u;

/**
 * What windows-1252 has at 0x80 to 0x9f (WHATWG Encoding standard; where it has nothing, the control character).
 * Node 20's own decoder of that name gives control characters for all of them.
 */
const C1 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * The text that the bytes hold: by their byte order mark; else as UTF-8; else as the set `named` by whoever sent them,
 * or by the HTML or XML itself; else as windows-1252, where that makes plausible Western text. Throws the reason when
 * they are no text or their character set cannot be told: never a text with wrong characters.
 */
export function decodeText(bytes: Uint8Array, named: string | null = null): string {
  const text = decoded(bytes, named);
  if (text.includes("\0")) throw new Error("is not text (it holds NUL bytes)");
  const controls = text.match(/[\u0001-\u0008\u000e-\u001f]/g)?.length ?? 0;
  if (controls > Math.max(2, text.length * MOST_CONTROLS)) {
    throw new Error("is not text (it holds control characters)");
  }
  return text;
}

function decoded(bytes: Uint8Array, named: string | null): string {
  const marked = markedSet(bytes);
  if (marked) return decodeAs(marked, bytes) ?? fail(`is damaged ${marked.toUpperCase()} text`);
  if (bytes.includes(0)) throw new Error("is not text (it holds NUL bytes)");
  for (const label of ["utf-8", named, ownName(bytes)]) {
    const text = decodeAs(label, bytes);
    if (text !== null) return text;
  }
  return decodeWestern(bytes);
}

function markedSet(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return a === 0xef && b === 0xbb && c === 0xbf ? "utf-8" : null;
}

/** The set that HTML or XML says it is in. */
function ownName(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, NAMED_WITHIN)).toString("latin1");
  const [, html, xml] = NAMED.exec(head) ?? [];
  return html ?? xml ?? null;
}

/** Null when the bytes are none of that set, or there is no such set; bytes without a mark are not UTF-16. */
function decodeAs(label: string | null, bytes: Uint8Array): string | null {
  if (!label || (/^utf-?16/i.test(label) && !markedSet(bytes))) return null;
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    return decoder.encoding === "windows-1252" ? decodeWestern(bytes) : decoder.decode(bytes);
  } catch {
    return null;
  }
}

function decodeWestern(bytes: Uint8Array): string {
  if (isDamagedUtf8(bytes)) throw new Error("is UTF-8 text with damaged characters; save it again");
  const high = bytes.reduce((count, byte) => count + (byte > 0x7f ? 1 : 0), 0);
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replaceAll(/[\u0080-\u009f]/g, (char) => C1[char.charCodeAt(0) - 0x80]!);
  if (high <= bytes.length * MOST_HIGH_BYTES && !WRONG_SET.test(text)) return text;
  throw new Error("is not text in a character set that can be told; save it as UTF-8");
}

/** Whether more characters beyond ASCII are whole in UTF-8 than are broken. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(bytes);
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  const whole = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return whole > broken;
}

function fail(reason: string): never {
  throw new Error(reason);
}
