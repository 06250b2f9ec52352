import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { ALL_SETS, USUAL_SETS } from "./sets.ts";

export type EvalOptions = {
  sets: string[];
  root: string;
  json: string | undefined;
  errors: boolean;
  save: boolean;
};

const SHARED = "../shared/eval";
const SHIPPED = "test/eval";
const USAGE =
  "npm run eval -- [set ...] [--all] [--dir FOLDER] [--json FILE] [--errors] [--no-save]";

function parsed(args: string[]) {
  const options = {
    all: { type: "boolean", default: false },
    dir: { type: "string" },
    json: { type: "string" },
    errors: { type: "boolean", default: false },
    "no-save": { type: "boolean", default: false },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${(error as Error).message}; usage: ${USAGE}`, { cause: error });
  }
}

function setsNamed(positionals: string[], all: boolean, root: string): string[] {
  if (positionals.length > 0) return positionals;
  if (root === SHIPPED) return ["sample"];
  return all ? ALL_SETS : USUAL_SETS;
}

/**
 * Reads the command line. Sets are looked for in `--dir`, else `EVAL_DIR`, else ../shared/eval, else
 * the folder that ships with the program; what is measured without being named depends on which.
 */
export function evalOptions(args: string[], env: NodeJS.ProcessEnv): EvalOptions {
  const { values, positionals } = parsed(args);
  const root = values.dir ?? env.EVAL_DIR ?? (existsSync(SHARED) ? SHARED : SHIPPED);
  const sets = setsNamed(positionals, values.all, root);
  return { sets, root, json: values.json, errors: values.errors, save: !values["no-save"] };
}
