import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../src/answering/model.ts";
import type { Engine } from "../../src/engine.ts";
import { openDatedEngine } from "../fixtures/dated-meetings.ts";
import { openSeedEngine } from "../http/seed-engine.ts";

let dated: Engine;
let seeds: Engine;
beforeAll(async () => {
  dated = await openDatedEngine();
  seeds = await openSeedEngine();
}, 60_000);
afterAll(async () => {
  await dated.close();
  await seeds.close();
});

/** Asks, and checks what every answer owes. */
async function ask(engine: Engine, question: string): Promise<Answer> {
  const answer = await engine.ask({ question });
  expect(answer.citations.map(({ n }) => n)).toEqual(answer.citations.map((_, i) => i + 1));
  for (const { n, documentId, start, end, quote } of answer.citations) {
    expect(engine.document(documentId)!.text.slice(start, end)).toBe(quote);
    expect(answer.answer).toContain(`[${n}]`);
  }
  expect(answer.statements.map(({ text }) => text)).toEqual(
    answer.citations.map(({ quote }) => quote),
  );
  for (const note of answer.survey?.notes ?? []) expect(answer.answer).toContain(note);
  return answer;
}

const datesOf = ({ citations }: Answer) => citations.map(({ date }) => date);
const councilsOf = ({ citations }: Answer) =>
  [...new Set(citations.map(({ council }) => council ?? ""))].toSorted((a, b) =>
    a.localeCompare(b),
  );

describe("when a matter was first or last raised", () => {
  it("quotes the earliest meeting, and says how far it looked", async () => {
    const answer = await ask(dated, "When was the Thornwood roundabout first discussed?");
    expect(answer.status).toBe("answered");
    expect(datesOf(answer)).toEqual(["2022-12-14"]);
    expect(answer.citations[0]!.quote).toMatch(/roundabout/i);
    expect(answer.survey).toMatchObject({
      form: "first",
      meetings: 5,
      from: "2022-12-14",
      to: "2024-06-12",
      undated: 1,
      found: 3,
    });
    expect(answer.answer).toMatch(/^First in these minutes on 2022-12-14\./);
    expect(answer.answer).toMatch(/may have been raised before/);
    expect(answer.answer).toMatch(/1 document without a date was left out/);
  });

  it("quotes the latest one, a decision before what was said", async () => {
    const answer = await ask(dated, "What is the latest on the ID cards?");
    expect(datesOf(answer)).toEqual(["2024-06-12"]);
    expect(answer.citations[0]!.quote).toContain("It was agreed to proceed");
  });

  it("knows no first time of what stands nowhere", async () => {
    for (const question of [
      "When was the swimming pool first discussed?",
      "When were county lines last raised?",
      "What is the latest on the tram extension?",
    ]) {
      const answer = await ask(dated, question);
      expect(answer).toMatchObject({ status: "not-found", citations: [] });
      expect(answer.survey).toMatchObject({ found: 0, meetings: 5 });
    }
  });

  it("does not take a matter that shares a word for the matter", async () => {
    const answer = await ask(dated, "When was parking on Crow Road first discussed?");
    expect(answer.citations.map(({ date }) => date)).not.toContain("2023-02-08");
  });

  it("says that the order is not known where no document has a date", async () => {
    const answer = await ask(seeds, "When was the Pause programme first discussed?");
    expect(answer).toMatchObject({ status: "not-found", confidence: 0, citations: [] });
    expect(answer.answer).toMatch(/has the date of its meeting/);
    expect(answer.related[0]!.text).toContain("Pause");
  });
});

describe("how a matter developed", () => {
  it("has one statement a meeting, in the order of the days", async () => {
    const answer = await ask(dated, "How has the Thornwood roundabout developed?");
    expect(datesOf(answer)).toEqual(["2022-12-14", "2024-04-10", "2024-06-12"]);
    expect(answer.survey).toMatchObject({ form: "timeline", found: 3 });
  });

  it("is bounded, keeps both ends, and says when there is more", async () => {
    const question = "At which meetings was the Thornwood roundabout discussed?";
    const answer = await dated.ask({ question, limit: 2 });
    expect(datesOf(answer)).toEqual(["2022-12-14", "2024-06-12"]);
    expect(answer.answer).toMatch(/of which 2 are quoted/);
  });

  it("is a question like others where no document has a date", async () => {
    const answer = await ask(seeds, "How has MASH developed?");
    expect(answer.survey).toBeUndefined();
    expect(answer.citations[0]!.quote).toContain("MASH");
  });
});

describe("a meeting in two documents", () => {
  const question = "What was said about the Thornwood roundabout?";

  it("takes one place in a search, which names the other document", async () => {
    const { results, total } = await dated.search({ query: "Whiteinch defibrillator", limit: 50 });
    expect(results).toHaveLength(total);
    const [first] = results as [(typeof results)[0]];
    expect(first.passage.text).toContain("defibrillator");
    expect(first.alsoIn).toMatchObject([{ date: "2022-12-14", council: "Broomhill" }]);
    expect(first.alsoIn![0]!.documentId).not.toBe(first.passage.documentId);
    const texts = results.map(({ passage }) => passage.text);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it("is not cited twice", async () => {
    const { citations } = await ask(dated, question);
    const quotes = citations.map(({ quote }) => quote);
    expect(quotes.some((quote) => /roundabout/i.test(quote))).toBe(true);
    expect(new Set(quotes).size).toBe(quotes.length);
  });
});

describe("a comparison of councils", () => {
  it("quotes each council that deals with the matter, and names those that do not", async () => {
    const answer = await ask(seeds, "Which councils discussed foster carers?");
    expect(councilsOf(answer)).toEqual(["Hammersmith and Fulham", "Islington"]);
    expect(answer.survey!.silent.toSorted()).toEqual(["Havering", "Herefordshire"]);
    expect(answer.answer).toMatch(/Nothing was found in the minutes of/);
  });

  it("keeps to the councils that are named", async () => {
    const answer = await ask(seeds, "Compare Havering and Herefordshire on thresholds");
    expect(councilsOf(answer)).toEqual(["Havering", "Herefordshire"]);
    expect(answer.survey!.silent).toEqual([]);
    const gangs = await ask(seeds, "How do Islington and H&F differ on gangs?");
    expect(councilsOf(gangs)).toEqual(["Hammersmith and Fulham"]);
    expect(gangs.survey!.silent).toEqual(["Islington"]);
  });

  it("leaves out the council that is asked beside", async () => {
    const answer = await seeds.ask({
      question: "Did any other council discuss that?",
      history: [{ role: "user", content: "What did Islington say about foster carers?" }],
    });
    expect(councilsOf(answer)).toEqual(["Hammersmith and Fulham"]);
  });

  it("says that it has no minutes of a council", async () => {
    const answer = await ask(seeds, "Compare Islington and Leeds on the Pause programme");
    expect(councilsOf(answer)).toEqual(["Islington"]);
    expect(answer.answer).toContain("There are no minutes of Leeds here.");
  });

  it("finds nothing where no council says it", async () => {
    const answer = await ask(seeds, "Which councils discussed unicorns?");
    expect(answer).toMatchObject({ status: "not-found", citations: [] });
  });
});
