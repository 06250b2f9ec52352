import { parseArgs } from "node:util";
import { restoreDocument, withdrawDocument } from "../../src/adapters/index-withdraw.ts";
import { readConfig } from "../../src/config.ts";

export const WITHDRAW_USAGE = `usage: npm run ingest -- withdraw <document id or source> [--reason TEXT] [--index DIR]
       npm run ingest -- restore <document id or source> [--index DIR]

  withdraw   takes a document out of the index at once and for good, and any other of the same bytes;
             ingestion does not bring it back. The file it was read from is not touched.
  restore    lets the next ingestion bring it back`;

/** Reads the command line behind "withdraw" or "restore", does it, and gives the exit code. */
export async function withdrawOrRestore(
  command: "withdraw" | "restore",
  args: string[],
): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      index: { type: "string" },
      reason: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    console.log(WITHDRAW_USAGE);
    return 0;
  }
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) {
    throw new Error(`${command} takes one document id or source; put a name with spaces in quotes`);
  }
  const dir = values.index ?? readConfig().INDEX_DIR;
  if (command === "restore") {
    console.log(`${restoreDocument(dir, name).source} comes back with the next ingestion`);
    return 0;
  }
  const onWarning = (message: string) => console.error(`warning: ${message}`);
  const reason = values.reason ?? null;
  for (const { source } of await withdrawDocument(dir, { name, reason, onWarning })) {
    console.log(`withdrawn: ${source}`);
  }
  return 0;
}
