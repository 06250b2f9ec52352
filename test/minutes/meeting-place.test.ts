import { describe, expect, it } from "vitest";
import { documentOf, readSeed, SEEDS } from "../fixtures/read-document.ts";

/** Openings of minutes of Broomhill Community Council (CC BY 4.0, created by Hector Rufrancos) and of Falls Creek Ranch (MIT). */
const REAL: [string, string][] = [
  [
    "MINUTES OF THE 421st MEETING The 421st Meeting of Broomhill Community Council was held in Broomhill Primary School, 57 Edgehill Rd, Glasgow G11 7HZ, on Wednesday 8th February 2023, at 7.00 p.m.",
    "Broomhill Primary School, 57 Edgehill Rd, Glasgow G11 7HZ",
  ],
  [
    "Minutes of the 2023 Annual General Meeting held on 11th October 2023 at 7:00pm in Broomhill Primary School Library, 57 Edgehill Rd, Glasgow G11 7HZ",
    "Broomhill Primary School Library, 57 Edgehill Rd, Glasgow G11 7HZ",
  ],
  [
    "A special meeting of the Falls Creek Ranch Association, Inc. Board of Directors occurred on April 15, 2019, beginning at 6:30 p.m. at the home of Jim McCarthy. Present were: President, Jim McCarthy.",
    "the home of Jim McCarthy",
  ],
  [
    "Pursuant to Notice duly provided to the membership, Association President John Ritchey called the Annual Meeting of the Falls Creek Ranch Association (FCRA) to order at 9:10 a.m., July 10, 2010 at the FCRA picnic grounds.",
    "the FCRA picnic grounds",
  ],
  [
    "Falls Creek Ranch Association, Inc. Board of Directors Meeting Minutes\n\nThursday, April 28, 2022 at 6PM via Zoom",
    "Zoom",
  ],
  [
    "Falls Creek Ranch Board Meeting\n\nStatus: Approved Date: Oct 23, 2025 5:30 PM MDT Location: Online\n\nVideo call link: https://example.org",
    "Online",
  ],
];

const MADE: [string, string][] = [
  [
    "MINUTES OF A MEETING OF THE PLANNING COMMITTEE HELD AT THE TOWN HALL, STATION ROAD, ANYTOWN ON TUESDAY 4 MARCH 2014 AT 7.00 PM",
    "THE TOWN HALL, STATION ROAD, ANYTOWN",
  ],
  [
    "Minutes of the meeting of the Council held in the Council Chamber, Civic Centre,\nHigh Street, Anytown\non Tuesday 4 March 2014 commencing at 7.00 pm",
    "the Council Chamber, Civic Centre,\nHigh Street, Anytown",
  ],
  [
    "Agenda and minutes\n\nVenue: Civic Hall, Anytown\n\nContact: Governance",
    "Civic Hall, Anytown",
  ],
  ["Date: 4 March\nVenue:\nSt. Mary's Church Hall\n\nPresent: Ann Kew", "St. Mary's Church Hall"],
  ["| Date | 4 May |\n| Location | Village Hall, High Street |", "Village Hall, High Street"],
  [
    "Minutes of a meeting held at 7pm in Committee Room 1, Town Hall, on 4 March 2024",
    "Committee Room 1, Town Hall",
  ],
  [
    "Parish Council meeting held on Monday 4th March 2024 at 7.30pm in the village hall.",
    "the village hall",
  ],
  [
    "Minutes of the Annual Parish Meeting held at St. John's Church, Mill Rd., Anytown, on Thursday 2nd May 2019",
    "St. John's Church, Mill Rd., Anytown",
  ],
];

describe("The place of a meeting", () => {
  it.each([...REAL, ...MADE])("is told by %s", (text, place) => {
    const document = documentOf(text);
    expect(document.place?.text).toBe(place);
    expect(text.slice(document.place!.start, document.place!.end)).toBe(place);
  });

  it.each([
    "The next meeting will be held in the Town Hall on 4 May 2024.",
    "Date and venue of next meeting: 4 May, Town Hall",
    "Minutes of a meeting of the Cabinet held in public on 4 March 2024",
    "The Board met in Executive Session at 6.30pm.",
    "**Location:** [Physical address]",
    "Venue: to be confirmed",
    "The Committee met to discuss safety in Anytown.",
    "The minutes of the meeting held in the Town Hall on 4 March 2024 were signed.",
    "The Council heard that the fair was being held at Mill Farm.",
  ])("is not told by %s", (text) => {
    expect(documentOf(text)).not.toHaveProperty("place");
  });

  it("is not guessed: the seeds do not say it", () => {
    for (const seed of SEEDS) expect(documentOf(readSeed(seed))).not.toHaveProperty("place");
  });

  it("is none where labels name two", () => {
    const text = "Venue: Town Hall\n\nLocation: Civic Centre\n\nPresent: Ann Kew";
    expect(documentOf(text)).not.toHaveProperty("place");
  });
});
