import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { openDatedEngine } from "../fixtures/dated-meetings.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await openDatedEngine();
}, 60_000);
afterAll(() => engine.close());

test.each([
  ["What was said about Thornwood roundabout in June 2024?", "2024-06-12"],
  ["What was said about Thornwood roundabout on 10 April 2024?", "2024-04-10"],
  ["What was said about Thornwood roundabout in winter 2022?", "2022-12-14"],
  ["what was said about the school in May 2024", "2024-05-08"],
])("%s is answered from the minutes of that time", async (question, date) => {
  const { status, citations } = await engine.ask({ question });
  expect(status).toBe("answered");
  expect([...new Set(citations.map((citation) => citation.date))]).toEqual([date]);
});

test.each([
  "What was said about Thornwood roundabout in March 2021?",
  "What was the balance in the main account in February 2019?",
])("%s is not answered from minutes of another time", async (question) => {
  const { status, citations, related } = await engine.ask({ question });
  expect(status).toBe("not-found");
  expect(citations).toEqual([]);
  expect(related.length).toBeGreaterThan(0);
});

test("a time that words themselves name is theirs, whenever they were said", async () => {
  const question = "What is to be agreed about the infrastructure fund in December 2024?";
  const { citations } = await engine.ask({ question });
  expect(citations.map(({ date }) => date)).toEqual(["2024-04-10"]);
});

test("a heading that repeats the question tells no name", async () => {
  const { citations } = await engine.ask({ question: "Who gave the police report?" });
  for (const { quote } of citations) expect(quote).not.toMatch(/^(?:\d\. )?Police Report\.?$/);
});

test.each([
  [undefined, "Wednesday 11th September 2024"],
  ["2024-05-31", "Wednesday 19 June 2024"],
  ["2024-04-30", "Wednesday 8th February 2023"],
])("what holds now is told in the newest minutes first, up to %s", async (to, day) => {
  const question = "When is the next full meeting?";
  const { citations } = await engine.ask({
    question,
    ...(to !== undefined && { filters: { to } }),
  });
  expect(citations[0]!.quote).toContain(day);
  const dates = citations.map(({ date }) => date ?? "");
  expect(dates).toEqual(dates.toSorted((a, b) => b.localeCompare(a)));
});
