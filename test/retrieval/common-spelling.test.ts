import { describe, expect, it } from "vitest";
import { terms } from "../../src/retrieval/terms.ts";

const stem = (word: string) => terms(word)[0];

describe("the other spellings of a word", () => {
  it.each([
    ["organise", "organize"],
    ["organisations", "organization"],
    ["prioritising", "prioritizing"],
    ["analysed", "analyzed"],
    ["colour", "color"],
    ["neighbourhoods", "neighborhood"],
    ["behaviour", "behaviors"],
    ["centre", "center"],
    ["centred", "centered"],
    ["theatres", "theater"],
    ["programme", "programs"],
    ["dialogue", "dialog"],
    ["defence", "defense"],
    ["licence", "licensing"],
    ["practise", "practice"],
    ["judgement", "judgment"],
    ["enquiries", "inquiry"],
  ])("%s and %s are one word", (british, american) => {
    expect(stem(british)).toBe(stem(american));
  });

  it.each([
    ["four", "4"],
    ["twelve", "12"],
    ["Twenty", "20"],
  ])("%s and %s are one word", (written, figure) => {
    expect(stem(written)).toBe(stem(figure));
  });

  it("leaves the forms of other words together, and other words apart", () => {
    for (const forms of [
      ["size", "sizes", "sizing"],
      ["prize", "prizes"],
      ["hour", "hours"],
      ["tour", "touring"],
      ["score", "scores"],
      ["acre", "acres"],
    ])
      expect(new Set(forms.map(stem)).size).toBe(1);
    for (const [one, other] of [
      ["four", "for"],
      ["sense", "since"],
      ["expense", "experience"],
      ["register", "registry"],
    ] as const)
      expect(stem(one)).not.toBe(stem(other) ?? "");
  });
});
