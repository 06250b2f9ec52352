import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { openSeedEngine } from "../http/seed-engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await openSeedEngine();
}, 60_000);
afterAll(() => engine.close());

/** Checks a quote, and that every match slices the document. */
function check(quote: string, council?: string) {
  const { status, matches } = engine.quoteCheck(
    quote,
    council === undefined ? {} : { council: [council] },
  );
  for (const { passage, start, end, text } of matches)
    expect(engine.document(passage.documentId)!.text.slice(start, end)).toBe(text);
  const [first] = matches;
  const changed = first?.differences
    .filter(({ op }) => op !== "equal")
    .map(({ op, text }) => `${op} ${text}`);
  return { status, text: first?.text, changed, matches };
}

const SOURCE =
  "Officers were also looking at replicating the ‘virtual school’ model used for looked after children – which, as the Chair noted, had been very successful";

describe("an exact quote", () => {
  it.each([
    ["as it stands", SOURCE],
    ["in other white space", SOURCE.replaceAll(" ", " \n\u00A0")],
    ["with straight quotes", SOURCE.replaceAll(/[‘’]/g, "'")],
    ["with double quotes", SOURCE.replaceAll(/[‘’]/g, '"')],
    ["with another dash", SOURCE.replace("–", "-")],
    ["in capitals", SOURCE.toUpperCase()],
    ["inside quotation marks", `“${SOURCE}…”`],
  ])("is exact %s", (_, quote) => {
    expect(check(quote)).toMatchObject({ status: "exact", text: SOURCE, changed: [] });
  });

  it("may be of common words only, or run over two passages", () => {
    expect(check("it was").status).toBe("exact");
    const over = check(
      "we can help’ rather than laying down the law and pushing them away. Parents are worried",
    );
    expect(over.status).toBe("exact");
    const both = check(
      "Section 47’ referred to section 47 of the Children Act 1989 – they were more widely known as ‘Child Protection Inquiries’. Matt Jenkins asked",
    );
    expect(both.status).toBe("exact");
  });

  it("is found wherever it stands", () => {
    const { matches } = check(
      "a further report on the Pause programme and ‘Doing What Counts and Measuring What Matters’ be reported to the Committee in June 2016",
    );
    expect(matches.map(({ passage }) => passage.kind)).toEqual(["discussion", "decision"]);
  });
});

describe("an altered quote", () => {
  it.each([
    [
      "Bev Sharpe said the Council was looking at this issue less strategically.",
      ["missing more", "added less"],
    ],
    ["The Council was looking at this issue less strategically", ["missing more", "added less"]],
    [
      "Havering had received £3.4 million from the Department for Education innovations fund",
      ["missing 2.4", "added 3.4"],
    ],
    ["there was reason to believe that Herefordshire would fail an inspection", ["missing no"]],
    [
      "bringing in permanent solutions for babies taken into care were not usually found quickly",
      ["added bringing in", "added not"],
    ],
    ["If a child did turn up to school we should be saying", ["missing didn’t", "added did"]],
    ["There was always a consistency of reasoning in these plans", ["missing not"]],
    [
      "more than 15 per cent of children on a child protection plan were due to neglect",
      ["missing 50%", "added 15 per cent"],
    ],
  ])("names what was changed: %s", (quote, changed) => {
    expect(check(quote)).toMatchObject({ status: "altered", changed });
  });
});

describe("no quote of the minutes", () => {
  it.each([
    "cabbages and kings are what I sing about",
    "",
    "…",
    "\u{1F600}",
    "\uD83D",
    '"',
    "\u0000",
  ])("is not found: %j", (quote) => {
    expect(check(quote)).toMatchObject({ status: "not-found", matches: [] });
  });

  it("is looked for only within the filters", () => {
    expect(check(SOURCE, "H&F").status).toBe("exact");
    expect(check(SOURCE, "Islington").status).toBe("not-found");
    expect(
      check("it was", "Havering").matches.every(({ passage }) => passage.council === "Havering"),
    ).toBe(true);
  });
});
