import type { Model } from "../open-model.ts";
import { cachedEmbedder } from "./cached-embedder.ts";
import type { Embedder } from "../../src/retrieval/ports.ts";
import type { SetFolder } from "./set-folder.ts";

const CACHE = ".cache/eval";

/** The model with its vectors kept from run to run, a folder for each set, by model and text. */
export const keepingVectors = ({ embedder }: Model, { name }: SetFolder): Embedder =>
  cachedEmbedder(embedder, `${CACHE}/${name}`);
