import { describe, expect, it } from "vitest";
import { fullName, speechCue } from "../../src/minutes/speakers.ts";
import { passagesOf, readSeed, SEEDS } from "../fixtures/read-document.ts";

/** Every sentence of a text with the speaker it is given, or null. */
function speakersIn(text: string): (string | null)[] {
  return passagesOf(`A title\n\n${text}`).flatMap(({ sentences }) =>
    sentences.map(({ speaker }) => speaker ?? null),
  );
}

describe("a speech cue", () => {
  it.each([
    ["Councillor Alan De’Ath said it was so.", "Councillor Alan De’Ath"],
    ["Cllr J O'Brien asked why.", "Cllr J O'Brien"],
    ["Dr. Sarah-Jane Smith advised caution.", "Dr. Sarah-Jane Smith"],
    ["Councillor McDonald also queried the cost.", "Councillor McDonald"],
    ["Ms Van der Berg asked why.", "Ms Van der Berg"],
    [
      "Anna Carpenter, Safeguarding Review & Quality Assurance Manager, presented it.",
      "Anna Carpenter",
    ],
    ["Clare Chamberlain, presented the report.", "Clare Chamberlain"],
    ["Councillor Sue Smith (Chair) asked why.", "Councillor Sue Smith"],
    ["Jane Smith, whose report Anna Carpenter wrote, said so.", "Jane Smith"],
    ["In response, Bev Sharpe said so.", "Bev Sharpe"],
    [
      "The union’s representative, Mr Dominic Arkell, cautioned that it would.",
      "Mr Dominic Arkell",
    ],
    ["The Head of Inclusion, Delphine Arbuthnot, introduced a report.", "Delphine Arbuthnot"],
    ["It was pointed out by Councillor Molesworth that nothing was said.", "Councillor Molesworth"],
    ["Mr Kanji was of the opinion that a quarter was too long.", "Mr Kanji"],
    ["Councillor Minns wished it recorded that he disagreed.", "Councillor Minns"],
  ])("names the person: %s", (sentence, name) => {
    expect(speechCue(sentence)).toMatchObject({ type: "name", name });
  });

  it.each([
    ["The Chair requested a report.", "The Chair"],
    ["However the chair of the board reported progress.", "The chair of the board"],
    ["The Director of Children’s Services added that.", "The Director of Children’s Services"],
    [
      "the director for children’s wellbeing noted the review.",
      "The director for children’s wellbeing",
    ],
    ["A member of the public queried if it was so.", "A member of the public"],
    ["Officers commented that it was so.", "Officers"],
    ["Further to paragraph 4.7, the Committee queried it.", "The Committee"],
    ["The Police and Crime Panel noted it.", "The Police and Crime Panel"],
  ])("leaves a role a role: %s", (sentence, name) => {
    expect(speechCue(sentence)).toMatchObject({ type: "role", name });
  });

  it.each([
    "It was noted that costs rose.",
    "It was queried why costs rose.",
    "It was queried by some why costs rose.",
    "As I said, costs rose.",
    "What Estyn has indicated is that costs rose.",
    "The council maintained 2,340 plans.",
    "Proposed Alasdair Tweed, seconded Fiona Pettie.",
    "The report from Jane Smith said that costs rose.",
    "Jane Smith’s report noted that costs rose.",
    "The report from the Director said that costs rose.",
    "The letter to the Chair stated that costs rose.",
    "A report to the Cabinet recommended a cut.",
    "The Council’s report to the Committee noted a cut.",
    "The number of Members asked to attend rose.",
    "The meeting of the Committee agreed a cut.",
    "The Committee was informed that costs rose.",
    "The Chair was thanked for her work.",
    "Councillor Smith was asked to report back.",
    "The Director had been asked to report.",
    "Leeds City Council said it would help.",
    "Section 47 asked for more.",
    "South Yorkshire said it would help.",
    "Foster Carers asked for more.",
    "Social Workers said they were busy.",
    "Public Health reported a rise.",
    "Universal Credit introduced delays.",
    "Royal Assent gave it force.",
    "Operation Makesafe raised awareness.",
    "Next Steps: the plan will be written.",
    "Key Issues: costs rose.",
    "Jane Smith and Bev Sharpe said so.",
    "Councillors Benham and Davis asked why.",
    "In response to Jane Smith, Bev Sharpe said so.",
  ])("names nobody: %s", (sentence) => {
    expect(speechCue(sentence)).toBeUndefined();
  });
});

describe("the full name", () => {
  const people = [
    "Anna Carpenter",
    "Councillor Marcus Ginn",
    "Mr Smith",
    "Mrs Smith",
    "Councillor John Hall",
    "Councillor Jane Hall",
  ];

  it("is found by a surname or a first name that only one person has", () => {
    expect(fullName("Councillor Ginn", people)).toBe("Councillor Marcus Ginn");
    expect(fullName("Cllr. Ginn", people)).toBe("Councillor Marcus Ginn");
    expect(fullName("Anna", people)).toBe("Anna Carpenter");
  });

  it("is another's never", () => {
    expect(fullName("Mr Smith", people)).toBe("Mr Smith");
    expect(fullName("Mrs Smith", people)).toBe("Mrs Smith");
    expect(fullName("Ms Smith", people)).toBeUndefined();
    expect(fullName("Councillor Hall", people)).toBeUndefined();
    expect(fullName("Ann", people)).toBeUndefined();
  });
});

describe("speakers in a text", () => {
  it("are followed by he and she only where it is plain whom they mean", () => {
    expect(speakersIn("Bev Sharpe said one. She also said two.")).toEqual([
      "Bev Sharpe",
      "Bev Sharpe",
    ]);
    expect(speakersIn("Bev Sharpe spoke of John Doe. He said two.")).toEqual(["Bev Sharpe", null]);
    expect(speakersIn("The Chair asked Bev Sharpe why. She said two.")).toEqual([
      "The Chair",
      null,
    ]);
    expect(speakersIn("The Chair thanked the Director. He said two.")).toEqual(["The Chair", null]);
    expect(speakersIn("The Committee asked why. He said two.")).toEqual(["The Committee", null]);
    expect(
      speakersIn("Jane Hall asked why. It was explained that salt is dear. She thanked them."),
    ).toEqual(["Jane Hall", null, null]);
    expect(
      speakersIn("Pat O'Brien asked why.\n\nJoe Lee said one. O'Brien laughed. He asked how."),
    ).toEqual(["Pat O'Brien", "Joe Lee", null, null]);
    expect(speakersIn("Bev Sharpe said one.\n\nShe said two.")).toEqual(["Bev Sharpe", null]);
  });

  it("are no Mr where she spoke, and no Mrs where he did", () => {
    expect(speakersIn("Mr Hallam asked why. She said that it was dear.")).toEqual([
      "Mr Hallam",
      null,
    ]);
    expect(speakersIn("Mrs Farr asked why. He advised against it.")).toEqual(["Mrs Farr", null]);
    expect(speakersIn("Mrs Farr asked why. She advised against it.")).toEqual([
      "Mrs Farr",
      "Mrs Farr",
    ]);
  });

  it("have no voice in what he cannot have said", () => {
    const sentences = passagesOf("Item\n\nMr Hallam asked why. She told him. It had been dear.")[0]!
      .sentences;
    expect(sentences.map(({ voice }) => voice)).toEqual(["Mr Hallam", undefined, undefined]);
  });

  it("are one person by the short form and by the full one", () => {
    const text =
      "The Director, Professor Anthea Kilvert, presented it.\n\nProfessor Kilvert said no. She supported another.";
    expect(speakersIn(text)).toEqual(Array(3).fill("Professor Anthea Kilvert"));
  });

  it("are given no sentence that somebody else speaks", () => {
    const sentences = passagesOf(
      "Item\n\nEleanor Allen asked why. It was confirmed that the fee rose. One resident asked whether it would fall.",
    )[0]!.sentences;
    expect(sentences.map(({ voice }) => voice)).toEqual(["Eleanor Allen", undefined, undefined]);
  });

  it("are no names whose every word is a common word of the text", () => {
    expect(speakersIn("Support came for lone parents.\n\nLone Parents asked for support.")).toEqual(
      [null, null],
    );
  });

  it("are those of the seeds", () => {
    const speakers = (seed: number) => [
      ...new Set(passagesOf(readSeed(SEEDS[seed]!)).flatMap((passage) => passage.speakers)),
    ];
    expect(speakers(0)).toEqual([
      "Anna Carpenter",
      "Vic Daniels",
      "Bev Sharpe",
      "Councillor Elaine Chumnery",
      "The Chair",
      "Councillor Alan De’Ath",
    ]);
    expect(speakers(2)).toEqual([
      "The Board Chairman",
      "The Director of Children’s Services",
      "Members",
      "The Sub-Committee",
    ]);
    expect(speakers(4)).toEqual([
      "Clare Chamberlain",
      "Steve Miley",
      "Councillor Marcus Ginn",
      "Eleanor Allen",
      "Nadia Taylor",
      "Matt Jenkins",
      "Councillor Alan De’Ath",
    ]);
  });
});
