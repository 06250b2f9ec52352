import { describe, expect, it } from "vitest";
import { decodeText } from "../../src/formats/charset.ts";

const WORDS = "Councillor Siân Ó Néill’s motion – £2.4 million – was carried.";
/** The words in windows-1252, as Word and old web pages write them. */
const WESTERN = Buffer.from(WORDS.replace("’", "\u0092").replaceAll("–", "\u0096"), "latin1");

describe("character sets", () => {
  it("are told by byte order marks", () => {
    const utf16 = Buffer.from(`\ufeff${WORDS}`, "utf16le");
    expect(decodeText(Buffer.from(`\ufeff${WORDS}`))).toBe(WORDS);
    expect(decodeText(utf16)).toBe(WORDS);
    expect(decodeText(Buffer.from(utf16).swap16())).toBe(WORDS);
  });

  it("are UTF-8 where the bytes are that, whatever a page says", () => {
    expect(decodeText(Buffer.from(WORDS))).toBe(WORDS);
    const page = `<meta charset="iso-8859-1">${WORDS}`;
    expect(decodeText(Buffer.from(page))).toBe(page);
  });

  it("are windows-1252 where that makes Western text", () => {
    expect(decodeText(WESTERN)).toBe(WORDS);
  });

  it("are what a page names", () => {
    const cyrillic = Buffer.from([0xd0, 0xe5, 0xf8, 0xe5, 0xed, 0xee]);
    const page = Buffer.concat([Buffer.from('<meta charset="windows-1251">'), cyrillic]);
    expect(decodeText(page)).toContain("Решено");
  });

  it.each([
    ["Mac Roman", Buffer.from([...Buffer.from("The Chair don"), 0xd5, ...Buffer.from("t agree")])],
    ["DOS", Buffer.from([...Buffer.from("the caf"), 0x82, ...Buffer.from("s of the town")])],
    ["Cyrillic", Buffer.from([0xd0, 0xe5, 0xf8, 0xe5, 0xed, 0xee])],
  ])("are refused where they cannot be told: %s", (_name, bytes) => {
    expect(() => decodeText(bytes)).toThrow(/character set that can be told; save it as UTF-8$/);
  });

  it("are not guessed for damaged UTF-8", () => {
    const cut = Buffer.concat([Buffer.from(`${WORDS} ${WORDS} caf`), Buffer.from([0xc3])]);
    expect(() => decodeText(cut)).toThrow("is UTF-8 text with damaged characters; save it again");
  });

  it("are not those of other files", () => {
    expect(() => decodeText(Buffer.from([1, 2, 0, 3]))).toThrow(/is not text \(it holds NUL/);
    expect(() => decodeText(Buffer.from("\u0001\u0002\u0003\u0004 text"))).toThrow(/control char/);
  });
});
