import { expect, it } from "vitest";
import { isEnglishWord } from "../../src/adapters/dictionary.ts";

it.each(["bikers", "skint", "partying", "organised"])("knows %j", (word) => {
  expect(isEnglishWord(word)).toBe(true);
});

it.each(["knive", "apeals", "safegaurding"])("does not know %j", (word) => {
  expect(isEnglishWord(word)).toBe(false);
});
