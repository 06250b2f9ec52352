import { afterAll, beforeAll, expect, test } from "vitest";
import { citedIn } from "../../src/answering/cited.ts";
import { meantBy } from "../../src/answering/meant.ts";
import type { Library } from "../../src/retrieval/search.ts";
import { openLibrary } from "../../src/library.ts";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import { bundledModel, minutesFolder } from "../fixtures/minutes-folder.ts";

const MINUTES = `Library Opening Hours

Councillor Reed asked how long the library would be open each week. Anna Carpenter said that it would open for 52 hours from the autumn. Members welcomed that.

Councillor Shah queried the cost of the new opening hours. Anna Carpenter replied that it would be met from reserves.

RESOLVED: That the opening hours of the library be noted.

Parking Charges

Councillor Pell asked whether the charges would rise. Anna Carpenter said that they would not. The machines were old. Two of them had been repaired in March. A third was waiting for a part. The car park in Mill Lane would close in May.
`;
const HOURS = "Anna Carpenter said that it would open for 52 hours from the autumn.";
const QUERIED = "Councillor Shah queried the cost of the new opening hours.";

const minutes = minutesFolder();
let library: Library;
let close = async () => {};
beforeAll(async () => {
  minutes.put("library.txt", MINUTES);
  await minutes.run();
  const embedder = await openEmbedder(bundledModel);
  const onWarning = (message: string) => {
    throw new Error(message);
  };
  const open = openLibrary({ indexDir: minutes.indexDir, embedder, onWarning });
  library = open.library;
  close = async () => {
    open.close();
    await embedder.close();
  };
}, 60_000);
afterAll(async () => {
  await close();
  minutes.remove();
});

const answered = (content: string, cited?: string[]) =>
  citedIn(library, { role: "assistant", content, ...(cited && { cited }) });

/** The sentences that a question means after an answer that quoted these words. */
function meant(question: string, quote: string): string[] {
  return meantBy(question, library.corpus, answered(`“${quote}” [1]`)).map(
    ({ position, index }) => {
      const { text, start, sentences } = library.corpus.passages[position]!;
      const sentence = sentences[index]!;
      return text.slice(sentence.start - start, sentence.end - start);
    },
  );
}

test("who asked means the question that the quotation answers, or is", () => {
  expect(meant("who asked that?", HOURS)).toEqual([
    "Councillor Reed asked how long the library would be open each week.",
  ]);
  expect(meant("And who raised this question?", QUERIED)).toEqual([QUERIED]);
});

test("nobody asked what stands far behind a question", () => {
  expect(meant("who asked that?", "Anna Carpenter said that they would not.")).toHaveLength(1);
  expect(meant("who asked that?", "The car park in Mill Lane would close in May.")).toEqual([]);
});

test("who said it, and in which meeting, means what was quoted", () => {
  for (const question of [
    "who said that?",
    "and which councillor suggested this?",
    "who actually said that?",
    "which meeting was that at?",
  ])
    expect(meant(question, HOURS)).toEqual([HOURS]);
  for (const question of [
    "who said that about schools?",
    "who reported it to the council?",
    "which meeting was it decided at?",
  ])
    expect(meant(question, HOURS)).toEqual([]);
});

test("the answer is what follows the question that was quoted, up to the next", () => {
  expect(meant("what was the answer?", QUERIED)).toContain(
    "Anna Carpenter replied that it would be met from reserves.",
  );
  expect(
    meant("how did they reply?", "Councillor Reed asked how long the library would be open"),
  ).toEqual([HOURS, "Members welcomed that."]);
  expect(meant("what was the answer?", "Members welcomed that.")).toEqual([]);
});

test("what they decided is what the agenda item decided", () => {
  const decided = meant("what did they decide?", HOURS);
  expect(decided.join()).toContain("the opening hours of the library be noted");
  expect(meant("What was agreed?", QUERIED)).toEqual(decided);
});

test.each([
  "who asked about schools?",
  "what did they decide on parking?",
  "why?",
  "when was that?",
])("%j means nothing in particular", (question) => expect(meant(question, HOURS)).toEqual([]));

test("what an answer cited is read from ids, links or quotations, and nothing else", () => {
  const [passage] = library.corpus.passages;
  const start = passage!.start;
  const whole = { position: 0, span: expect.objectContaining({ start }), whole: true };
  expect(answered("It was said [1].", [passage!.id, "no-such-id"])).toEqual([whole]);
  const at = MINUTES.indexOf(HOURS);
  const span = { start: at, end: at + HOURS.length };
  const { id } = library.corpus.passages.find((one) => one.start <= at && at < one.end)!;
  expect(answered(`“${HOURS}” [1]`, [id])).toEqual([{ position: expect.any(Number), span }]);
  const link = `/documents/${encodeURIComponent(passage!.documentId)}?start=${span.start}&end=${span.end}#passage`;
  expect(answered(`It was said [1].\n\n- [1] Library: https://a.example/x${link}`)).toEqual([
    { position: expect.any(Number), span },
  ]);
  expect(answered(`“${HOURS}” [1]`)).toEqual([{ position: expect.any(Number), span }]);
  expect(answered(`“${HOURS}”`)).toEqual([]);
  expect(answered(`Nothing was found. Near: https://a.example${link}`)).toEqual([]);
  expect(answered("“Nobody ever said these words” [1]")).toEqual([]);
  expect(answered("[1] /documents/none?start=1&end=2 /documents/%E0%A4%A?start=1&end=2")).toEqual(
    [],
  );
});
