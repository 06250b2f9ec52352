import { describe, expect, test } from "vitest";
import { holdsWanted } from "../../src/answering/answer-type.ts";
import { readQuestion } from "../../src/answering/question.ts";

const known = {
  councils: new Map([["Islington", ["the borough"]]]),
  speakers: ["Councillor Samir Young", "Steve Miley", "The Chair"],
};
const read = (text: string) => readQuestion(text, known);

describe("what a question wants to be told", () => {
  test.each([
    ["how much gravel came out of the culvert?", "count"],
    ["how much did the culvert cost?", "money"],
    ["how much was the final bill?", "money"],
    ["how much more will the borough spend on carers", "money"],
    ["When was the culvert cleared?", "time"],
    ["how much came out, and when was it cleared?", "count"],
    ["telling parents off when their child misses school", undefined],
    ["nobody answers when I ring about my flat", undefined],
    ["Which two academies were meant?", "name"],
    ["names of the contractors", "name"],
    ["whose son lives in a caravan?", "name"],
  ])("%s", (text, wanted) => {
    expect(read(text).wanted).toBe(wanted);
  });

  test("who voted how is told by a vote, not by a sentence without one", () => {
    const asked = "Who voted against the budget?";
    expect(holdsWanted("Councillor Maule voted against.", asked, "votes", undefined)).toBe(1);
    expect(holdsWanted("Councillor Maule spoke of the budget.", asked, "votes", undefined)).toBe(0);
  });
});

describe("whom a question names", () => {
  test.each([
    ["What did Councillor Young say about parking?", ["Councillor Samir Young"]],
    ["what did cllr young say about parking", ["Councillor Samir Young"]],
    ["what did samir young want", ["Councillor Samir Young"]],
    ["what did miley think of the pilot?", ["Steve Miley"]],
    ["What was said about vaping by young people?", []],
    ["How many young people have the mentors worked with?", []],
    ["housing for young people leaving care", []],
    ["What did the Chair ask for?", ["The Chair"]],
  ])("%s", (text, speakers) => {
    expect(read(text).speakers).toEqual(speakers);
  });
});

test("what a question is about is told without the councils, speakers and times that it names", () => {
  const { topic, periods } = read(
    "What did Steve Miley say in Islington in May 2019 about thresholds?",
  );
  expect(topic).toMatch(/about thresholds$/);
  expect(topic).not.toMatch(/miley|islington|2019|may/i);
  expect(periods).toHaveLength(1);
  expect(read("in May 2019?").topic).toBe("in May 2019?");
});

describe("whether a question asks for what holds now", () => {
  test.each([
    ["When is the next meeting?", true],
    ["who's the treasurer?", true],
    ["how much does a permit cost?", true],
    ["Who was the treasurer?", false],
    ["Who is the treasurer in 2019?", false],
    ["what do the minutes say about dogs?", false],
    ["What has been said about dogs?", false],
    ["Why is the lane closed?", false],
  ])("%s", (text, asksOfNow) => {
    expect(read(text).asksOfNow).toBe(asksOfNow);
  });
});
