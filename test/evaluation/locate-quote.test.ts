import { expect, it } from "vitest";
import { locateQuote } from "../../src/evaluation/locate-quote.ts";

const text = "It cost £2.4 million\n (a lot).\u00a0 Then:\r\nnothing*.";
const found = (quote: string) => {
  const span = locateQuote(text, quote);
  return span && text.slice(span.start, span.end);
};

it("finds a quote as it stands", () => {
  expect(found("£2.4 million\n (a")).toBe("£2.4 million\n (a");
});

it("finds a quote whose white space differs, signs taken as they are", () => {
  expect(found("million (a lot). Then: nothing*.")).toBe(
    "million\n (a lot).\u00a0 Then:\r\nnothing*.",
  );
  expect(found("£2x4  million")).toBeUndefined();
  expect(found("nothing* .")).toBeUndefined();
});
