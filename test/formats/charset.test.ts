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

  it("has what the Encoding Standard has at each byte of windows-1252, and refuses what it leaves open", () => {
    // Encoding Standard, index windows-1252, pointers 0 to 31; null where it gives no character.
    const standard = [
      0x20ac,
      null,
      0x201a,
      0x0192,
      0x201e,
      0x2026,
      0x2020,
      0x2021,
      0x02c6,
      0x2030,
      0x0160,
      0x2039,
      0x0152,
      null,
      0x017d,
      null,
      null,
      0x2018,
      0x2019,
      0x201c,
      0x201d,
      0x2022,
      0x2013,
      0x2014,
      0x02dc,
      0x2122,
      0x0161,
      0x203a,
      0x0153,
      null,
      0x017e,
      0x0178,
    ];
    const around = (byte: number) =>
      Buffer.from([...Buffer.from("The Chair: "), byte, ...Buffer.from(" Yes.")]);
    const decodedAt = (byte: number, named: string | null) => {
      try {
        return decodeText(around(byte), named);
      } catch (error) {
        return (error as Error).message;
      }
    };
    const refused = "is not text in a character set that can be told; save it as UTF-8";
    const expected = standard.map((code) =>
      code === null ? refused : `The Chair: ${String.fromCodePoint(code)} Yes.`,
    );
    for (const named of [null, "windows-1252", "latin1"])
      expect(standard.map((_, i) => decodedAt(0x80 + i, named))).toEqual(expected);
    for (let byte = 0xa0; byte <= 0xff; byte++)
      expect(decodeText(around(byte), "iso-8859-1")).toBe(
        `The Chair: ${String.fromCodePoint(byte)} Yes.`,
      );
  });

  it("are what a site's header names, or an XML declaration, unless the bytes are UTF-8", () => {
    const cyrillic = Buffer.from([0xd0, 0xe5, 0xf8, 0xe5, 0xed, 0xee]);
    expect(decodeText(cyrillic, "windows-1251")).toBe("Решено");
    const xml = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="windows-1251"?>'),
      cyrillic,
    ]);
    expect(decodeText(xml)).toContain("Решено");
    expect(decodeText(xml, "no-such-set")).toContain("Решено");
    expect(decodeText(Buffer.from(WORDS), "iso-8859-1")).toBe(WORDS);
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
