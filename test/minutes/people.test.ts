import { describe, expect, it } from "vitest";
import { initialsOf, peopleListed } from "../../src/minutes/people.ts";
import { passagesOf } from "../fixtures/read-document.ts";

const PRESENT =
  "1. Committee Members Present were: Charles Scott, Lorna McWilliams (chair), Hector Rufrancos, Roy Hamdy, Morag McKerrell and David Rennie. Also in attendance were Cllr Feargal Dalton and local resident G Alan Ramsay";

/** From the same minutes of Broomhill Community Council (CC BY 4.0, created by Hector Rufrancos). */
const TALK = `The proposal was agreed in principle at that morning’s VPAP meeting. RH said the proposals increase the risk of off-ramp collisions.

RH demanded to know the membership of BCH. HR made clear that as due to data protection this is not possible at present.

DR reported on that morning’s VPAP meeting.`;

describe("People listed as present", () => {
  it("are read with titles and Scottish surnames whole", () => {
    expect(peopleListed([{ text: PRESENT, item: "Present" }])).toEqual([
      "Charles Scott",
      "Lorna McWilliams",
      "Hector Rufrancos",
      "Roy Hamdy",
      "Morag McKerrell",
      "David Rennie",
      "Cllr Feargal Dalton",
      "G Alan Ramsay",
    ]);
  });

  it("are not read from lines that list nobody", () => {
    const text = "The members discussed the Crow Road planters with Naseby Park.";
    expect(peopleListed([{ text, item: "Planters" }])).toEqual([]);
  });

  it("do not take in the label of the next line", () => {
    const text =
      "Present: Councillor Delia Marchbank (Chair)\nCo-opted independent members: Mrs Beryl Ansty and Mr Joseph Adeyinka\nAlso in attendance: Mr Gareth Lomas and Ms Priya\nVenn";
    expect(peopleListed([{ text, item: "" }])).toEqual([
      "Councillor Delia Marchbank",
      "Mrs Beryl Ansty",
      "Mr Joseph Adeyinka",
      "Mr Gareth Lomas",
      "Ms Priya Venn",
    ]);
  });

  it("have initials, written as minutes write them", () => {
    const initials = initialsOf(["Morag McKerrell", "Roy Hamdy", "Hector Rufrancos"]);
    for (const form of ["MM", "MMcK", "M McK"]) expect(initials.get(form)).toBe("Morag McKerrell");
    expect(initials.get("RH")).toBe("Roy Hamdy");
    expect(initials.get("HR")).toBe("Hector Rufrancos");
  });

  it("have none where two share them", () => {
    expect(initialsOf(["Charles Scott", "Catherine Smith"]).get("CS")).toBeUndefined();
  });
});

describe("Initials in the minutes", () => {
  const speakerOf = (opening: string) =>
    passagesOf(`Minutes\n\n${PRESENT}.\n\n${TALK}`)
      .flatMap(({ text, start, sentences }) =>
        sentences.map((sentence) => ({
          words: text.slice(sentence.start - start, sentence.end - start),
          speaker: sentence.speaker,
        })),
      )
      .find(({ words }) => words.startsWith(opening))?.speaker;

  it("are the one person present whom they can mean", () => {
    expect(speakerOf("RH said the proposals")).toBe("Roy Hamdy");
    expect(speakerOf("HR made clear")).toBe("Hector Rufrancos");
    expect(speakerOf("DR reported")).toBe("David Rennie");
  });

  it("mean nobody where nobody is listed", () => {
    expect(passagesOf("XY said that the bin was full.")[0]?.speakers).toEqual([]);
  });
});
