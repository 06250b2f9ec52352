import { expect, it } from "vitest";
import { atOnce, inSlices, type Slices } from "../../src/retrieval/slices.ts";

/** Adds up numbers, some microseconds each. */
function* sumTo(last: number): Slices<number> {
  let sum = 0;
  for (let i = 1; i <= last; i++) {
    for (const until = performance.now() + 0.005; performance.now() < until;);
    sum += i;
    yield;
  }
  return sum;
}

it("work in slices gives what it gives at once, and lets others have their turn", async () => {
  let turns = 0;
  const other = setInterval(() => turns++, 1);
  const sum = await inSlices(sumTo(20_000));
  clearInterval(other);
  expect(sum).toBe(200_010_000);
  expect(turns).toBeGreaterThan(1);
  expect(atOnce(sumTo(10))).toBe(55);
});

it("what work throws is passed on", async () => {
  function* failing(): Slices<number> {
    yield;
    throw new Error("no more");
  }
  await expect(inSlices(failing())).rejects.toThrow("no more");
  expect(() => atOnce(failing())).toThrow("no more");
});
