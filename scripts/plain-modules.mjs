import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

// Libraries are JavaScript already: handed to Node as they are, the program starts half a second sooner
// than when tsx rewrites them, too.
if (isMainThread) register(`${import.meta.url}?hook`);

/** Node's hook for loading a module; the query above has this file loaded afresh where hooks run. */
export async function load(url, context, next) {
  const plain = context.format === "module" && url.includes("/node_modules/");
  if (!plain || !url.startsWith("file:")) return next(url, context);
  return { format: "module", source: await readFile(fileURLToPath(url)), shortCircuit: true };
}
