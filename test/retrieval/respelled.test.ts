import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { openSeedEngine } from "../http/seed-engine.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await openSeedEngine();
}, 60_000);
afterAll(() => engine.close());

it("answers a question with a slip in it as it was meant", async () => {
  const meant = await engine.ask({ question: "what was said about knife crime" });
  const typed = await engine.ask({ question: "what was said about knive crime" });
  expect(typed.status).toBe("answered");
  expect(typed.citations).toEqual(meant.citations);
  expect(typed.question).toBe("what was said about knive crime");
});

it("does not make a person of the minutes out of another's name", async () => {
  const { status, citations } = await engine.ask({ question: "What did Bev Shorpe say?" });
  expect(citations.filter(({ speaker }) => speaker === "Bev Sharpe")).toEqual([]);
  expect(status).toBe("not-found");
});
