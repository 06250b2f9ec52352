import { existsSync } from "node:fs";
import { parseArgs } from "node:util";

export type EvalOptions = {
  sets: string[];
  root: string;
  json: string | undefined;
  errors: boolean;
  save: boolean;
};

const SHARED = "../shared/eval";
const SHIPPED = "test/eval";
const USAGE = "npm run eval -- [set ...] [--dir FOLDER] [--json FILE] [--errors] [--no-save]";

function parsed(args: string[]) {
  const options = {
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

/**
 * Reads the command line. Sets are looked for in `--dir`, else `EVAL_DIR`, else ../shared/eval, else
 * the folder that ships with the program; what is measured without being named depends on which.
 */
export function evalOptions(args: string[], env: NodeJS.ProcessEnv): EvalOptions {
  const { values, positionals } = parsed(args);
  const named = values.dir ?? env.EVAL_DIR;
  const root = named ?? (existsSync(SHARED) ? SHARED : SHIPPED);
  const usual = root === SHIPPED ? ["sample"] : ["seeds-dev", "council-qa-dev"];
  const sets = positionals.length > 0 ? positionals : usual;
  return { sets, root, json: values.json, errors: values.errors, save: !values["no-save"] };
}
