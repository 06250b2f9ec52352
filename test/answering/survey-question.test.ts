import { describe, expect, it } from "vitest";
import { readSurvey } from "../../src/answering/survey-question.ts";

const known = {
  councils: new Map([
    ["Islington", []],
    ["Havering", []],
    ["Herefordshire", []],
    ["Hammersmith and Fulham", ["H&F"]],
  ]),
  speakers: [],
};
const read = (text: string) => readSurvey(text, known);

describe("a question for a first or last time", () => {
  it.each([
    ["When was the Thornwood roundabout first discussed?", "first", "the Thornwood roundabout"],
    ["when did the tennis courts first come up", "first", "the tennis courts"],
    ["When was the first time the library was mentioned?", "first", "the library"],
    ["What was the first mention of Faraday pouches?", "first", "Faraday pouches"],
    ["When did the community council first discuss parking?", "first", "parking"],
    ["At which meeting was the litter bin first raised?", "first", "the litter bin"],
    ["When was the defibrillator last mentioned by the council?", "last", "the defibrillator"],
    ["what is the latest on the bowling club", "last", "the bowling club"],
    ["What’s the latest news in these minutes on ID cards?", "last", "ID cards"],
    ["latest on the bus stop", "last", "the bus stop"],
    ["When were potholes most recently discussed?", "last", "potholes"],
  ])("%s", (text, form, matter) => {
    expect(read(text)).toMatchObject({ form, matter });
  });

  it.each([
    "When was the pilot due to start?",
    "Who first raised the roundabout?",
    "What would the first set of changes to the roundabout cost?",
    "How long had it been since Islington last used secure accommodation orders?",
    "What was the latest figure for referrals?",
    "When is the next meeting?",
    "When is my bin collected?",
  ])("is not: %s", (text) => {
    expect(read(text)).toBeUndefined();
  });
});

describe("a question for a development", () => {
  it.each([
    ["How has the bowling green project developed?", "the bowling green project"],
    ["history of the parking zone", "the parking zone"],
    ["Give me a timeline of the Thornwood roundabout", "the Thornwood roundabout"],
    ["At which meetings was the nursery discussed?", "the nursery"],
    ["How did the balance change from December 2022 to June 2023?", "the balance"],
    ["What was said about litter over time?", "litter"],
  ])("%s", (text, matter) => {
    expect(read(text)).toMatchObject({ form: "timeline", matter });
  });

  it("is not how one thing changed another", () => {
    expect(read("How did the report change the committee's view?")).toBeUndefined();
  });
});

describe("a comparison of councils", () => {
  it.each([
    ["Which councils discussed gangs?", "gangs", []],
    ["Compare Islington and Havering on foster carers", "foster carers", ["Islington", "Havering"]],
    [
      "How does MASH differ between Havering and Herefordshire?",
      "MASH",
      ["Havering", "Herefordshire"],
    ],
    [
      "Contrast police capacity in Havering with H&F",
      "police capacity",
      ["Havering", "Hammersmith and Fulham"],
    ],
    ["Islington versus Havering on thresholds", "thresholds", ["Islington", "Havering"]],
    [
      "Which councils reported changes to their MASH and what effect did they have?",
      "changes to their MASH",
      [],
    ],
  ])("%s", (text, matter, councils) => {
    const asked = read(text);
    expect(asked).toMatchObject({ form: "comparison", matter });
    expect(asked!.councils.toSorted()).toEqual(councils.toSorted());
  });

  it("leaves out the council that the others are others than", () => {
    expect(read("Did any other council than Havering discuss thresholds?")).toMatchObject({
      matter: "thresholds",
      except: ["Havering"],
    });
  });

  it("takes the matter from the question that a follow-up follows", () => {
    expect(
      read("Did any other council discuss that? (What did Islington say about foster carers?)"),
    ).toMatchObject({ form: "comparison", except: ["Islington"] });
    expect(read("When was it first raised? (What was said about litter?)")).toMatchObject({
      form: "first",
      matter: expect.stringContaining("litter"),
    });
  });

  it("takes no run of names that it knows for another", () => {
    expect(read("Compare Islington and H&F and Havering on foster carers")!.unknown).toEqual([]);
  });

  it("keeps the name of a council that it does not know", () => {
    expect(read("Compare Islington and Leeds on the Pause programme")).toMatchObject({
      matter: "the Pause programme",
      councils: ["Islington"],
      unknown: ["Leeds"],
    });
  });

  it.each([
    "Which borough put the piece in its newspaper?",
    "What did Islington decide?",
    "Compare the figures for 2015 and 2016",
    "How does this year differ from last year?",
  ])("is not: %s", (text) => {
    expect(read(text)).toBeUndefined();
  });
});
