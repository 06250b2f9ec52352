import { join } from "node:path";
import {
  AutoModelForTokenClassification,
  AutoTokenizer,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from "@xenova/transformers";
import type { Reader, ReaderText, Reading } from "../retrieval/ports.ts";
import { localModel, type LocalModelOptions } from "./local-model.ts";
import { WEIGHTS_FILE, checkModelFolder, sha256OfFile } from "./model-folder.ts";
import { JUDGEMENTS, runBatch, sessionOptions } from "./model-session.ts";
import { NUMBERS_A_PIECE, readerRow, readingOf } from "./reader-rows.ts";
import { sharedModels } from "./shared-models.ts";
import { batchesByLength } from "./token-batches.ts";
import { tokenCache } from "./token-cache.ts";
import { threadsFor } from "./transformers-embedder.ts";

/** Padded tokens of a batch: between two batches the process does what else waits. */
const BATCH_LIMITS = { budget: 768, alone: 8 };

export type ReaderOptions = LocalModelOptions & {
  /** Threads of one run of the model; the machine's cores by default. */
  threads?: number | undefined;
};

type Loaded = {
  name: string;
  tokenizer: PreTrainedTokenizer;
  model: PreTrainedModel;
  pad: number;
  /** The special word pieces that open a row and close its parts. */
  marks: readonly [number, number];
};

const shared = sharedModels<Loaded>(async ({ model }) => {
  await model.dispose();
});

/**
 * Opens a reader: a cross-encoder that gives two numbers for each word piece of a question with a text. A process keeps one
 * session a model. Throws one line when the model is not there, cannot be downloaded or is of another kind.
 */
export async function openReader(options: ReaderOptions): Promise<Reader> {
  const key = JSON.stringify([options.model, options.cacheDir, options.threads]);
  const { model: loaded, letGo } = await shared(key, () => load(options));
  return readerOver(loaded, letGo);
}

async function load(options: ReaderOptions): Promise<Loaded> {
  const { name, folder } = await localModel(options);
  checkModelFolder(folder);
  const path = folder.replaceAll("\\", "/");
  const session = sessionOptions(threadsFor(options.threads));
  const [tokenizer, checksum, model] = await Promise.all([
    AutoTokenizer.from_pretrained(path, { local_files_only: true }),
    sha256OfFile(join(folder, WEIGHTS_FILE)),
    AutoModelForTokenClassification.from_pretrained(path, session),
  ]);
  const marks = tokenizer.encode("") as [number, number];
  try {
    await checkJudges(model, marks);
  } catch (cause) {
    await model.dispose();
    throw new Error(`model "${name}" is no reader that judges sentences`, { cause });
  }
  return { name: `${name} ${checksum}`, tokenizer, model, pad: tokenizer.pad_token_id ?? 0, marks };
}

/** Throws when the model does not give what a reading is taken from. */
async function checkJudges(model: PreTrainedModel, marks: readonly [number, number]) {
  const { dimensions } = await runBatch(model, [{ ids: marks, kinds: [0, 1] }], 0, JUDGEMENTS);
  if (dimensions !== NUMBERS_A_PIECE)
    throw new Error(`it gives ${dimensions} numbers a word piece`);
}

function readerOver(
  { name, tokenizer, model, pad, marks }: Loaded,
  letGo: () => Promise<void>,
): Reader {
  const running = new Set<Promise<Reading[]>>();
  const piecesOf = tokenCache((text) => tokenizer.encode(text, { add_special_tokens: false }));
  let closed: Promise<void> | undefined;

  async function readAll(question: string, texts: readonly ReaderText[]): Promise<Reading[]> {
    const asked = piecesOf(question);
    const rows = texts.map(({ context, sentences }) =>
      readerRow(
        { question: asked, context: piecesOf(context), sentences: sentences.map(piecesOf) },
        marks,
      ),
    );
    const readings = Array.from<Reading>({ length: texts.length });
    const lengths = rows.map(({ ids }) => ids.length);
    for (const batch of batchesByLength(lengths, BATCH_LIMITS)) {
      const given = await runBatch(
        model,
        batch.map((at) => rows[at]!),
        pad,
        JUDGEMENTS,
      );
      batch.forEach((at, row) => {
        readings[at] = readingOf(given, row, rows[at]!, texts[at]!.sentences.length);
      });
    }
    return readings;
  }

  return {
    name,
    read(question, texts) {
      if (closed) return Promise.reject(new Error("the reader is closed"));
      const work: Promise<Reading[]> = readAll(question, texts).finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    close: () => (closed ??= Promise.allSettled(running).then(letGo)),
  };
}
