import { afterAll, beforeAll, expect, it } from "vitest";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import { openReader } from "../../src/adapters/transformers-reader.ts";
import { lookUp } from "../../src/answering/ask.ts";
import { knownNames } from "../../src/answering/question.ts";
import { openLibrary, type OpenLibrary } from "../../src/library.ts";
import type { Embedder, Reader } from "../../src/retrieval/ports.ts";
import { bundledModel, minutesFolder } from "../fixtures/minutes-folder.ts";

const minutes = minutesFolder();
let embedder: Embedder;
let reader: Reader;
let open: OpenLibrary;
let texts = 0;
beforeAll(async () => {
  embedder = await openEmbedder(bundledModel);
  reader = await openReader({ ...bundledModel, model: "minutes-reader" });
  await minutes.run({ folders: ["seeds"] });
  const counted: Reader = {
    ...reader,
    read(question, given) {
      texts += given.length;
      return reader.read(question, given);
    },
  };
  open = openLibrary({ ...minutes, embedder, reader: counted, onWarning: console.error });
}, 60_000);
afterAll(async () => {
  open.close();
  await embedder.close();
  await reader.close();
  minutes.remove();
});

async function textsRead(question: string): Promise<number> {
  texts = 0;
  await lookUp(open.library, knownNames(open.library.corpus), question);
  return texts;
}

it("reads more texts where the minutes have none of the question's words, and of a topic more than of a fact", async () => {
  const fact = await textsRead("How many new foster carers had the service recruited?");
  const topic = await textsRead("What was said about foster carers?");
  const plain = await textsRead("nippers who do their lessons round the telly");
  expect(fact).toBeLessThan(topic);
  expect(topic).toBeLessThan(plain);
  expect(plain).toBeLessThan(20);
});
