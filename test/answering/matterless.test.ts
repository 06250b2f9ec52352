import { expect, it } from "vitest";
import { isMatterless } from "../../src/answering/matterless.ts";

it.each([
  "who asked that?",
  "Who said this?",
  "why?",
  "tell me more",
  "and then?",
  "hello",
  "what was the answer?",
  "what did they decide?",
])("there is nothing to look for in %j", (question) => {
  expect(isMatterless(question)).toBe(true);
});

it.each([
  "what was decided?",
  "why were they excluded?",
  "who asked about gangs?",
  "what did they decide about salt?",
  "2016?",
  "MASE",
])("there is in %j", (question) => {
  expect(isMatterless(question)).toBe(false);
});
