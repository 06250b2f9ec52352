import { describe, expect, test } from "vitest";
import { figuresIn } from "../../src/answering/named-figures.ts";
import { periodsIn, timeFit } from "../../src/answering/named-times.ts";

const spans = (text: string) => periodsIn(text).map(({ from, to }) => `${from} ${to}`);

describe("the times that a question names", () => {
  test.each([
    ["What was decided about kennels in October 2015?", "2015-10-01 2015-10-31"],
    ["what was said on 14th of Sept. 2012", "2012-09-14 2012-09-14"],
    ["the private session on November 5, 2019", "2019-11-05 2019-11-05"],
    ["Why was the consultation put back in spring 2024?", "2024-03-01 2024-05-31"],
    ["storms in winter 2019", "2019-12-01 2020-02-29"],
    ["who chaired the 2022 AGM?", "2022-01-01 2022-12-31"],
    ["minutes of 31 February 2020", "2020-02-01 2020-02-29"],
  ])("%s", (text, span) => {
    expect(spans(text)).toEqual([span]);
  });

  test("are several where several are named", () => {
    expect(spans("complaints in 2021 and 2022")).toHaveLength(2);
  });

  test.each([
    "how did cabinet dispose of the annual report 2016/17",
    "the Annual Report 2016-2017",
    "what has been spent since 2019",
    "how did it change between March 2019 and June 2021?",
    "who got the £2000 grant",
    "what is 2,015 of?",
    "may I speak?",
  ])("are none in: %s", (text) => {
    expect(spans(text)).toEqual([]);
  });
});

describe("whether words are of a time", () => {
  const fit = (question: string, date: string | null, around = "It was put off.") =>
    timeFit(periodsIn(question), date, around);

  test("goes by the date of the minutes", () => {
    expect(fit("kennels in October 2015", "2015-10-14")).toBe(1);
    expect(fit("kennels in October 2015", "2014-10-14")).toBe(-1);
    expect(fit("kennels in 2015", "2015-03-01")).toBe(1);
  });

  test("goes by what they name themselves", () => {
    expect(fit("kennels in 2015", "2014-10-14", "The 2015 budget has kennels.")).toBe(1);
    expect(fit("kennels in October 2015", "2015-09-02", "They open in October.")).toBe(1);
    expect(fit("kennels in October 2015", "2013-09-02", "They open in October.")).toBe(-1);
    expect(fit("kennels in October 2015", "2014-10-14", "Let in October.")).toBe(-1);
    expect(fit("kennels in October 2015", "2015-04-14", "Let on October 14, 2014.")).toBe(-1);
    expect(fit("kennels in May 2015", "2015-09-02", "They may open soon.")).toBe(-1);
    expect(fit("kennels in spring 2015", "2015-09-02", "They opened in the Spring.")).toBe(1);
  });

  test("is open where none is named, or theirs is not known", () => {
    expect(fit("kennels", "2014-10-14")).toBe(0);
    expect(fit("kennels in 2015", null)).toBe(0);
  });
});

describe("the figures that a question names", () => {
  test("are those that stand for one thing, and no years", () => {
    expect(figuresIn("Was Ordinance 8460 adopted in 2021?")).toEqual(["8460"]);
    expect(figuresIn("who got the £30,000 of the 2 grants")).toEqual(["30000"]);
  });
});
