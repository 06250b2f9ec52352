import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of one evaluation set. */
export type SetFolder = {
  name: string;
  path(file: string): string;
  has(file: string): boolean;
  /** Throws a plain error when the file is not there. */
  read(file: string): string;
};

/** Opens a set by name below `root`; throws when there is none. */
export function openSetFolder(root: string, name: string): SetFolder {
  const path = (file: string): string => join(root, name, file);
  const has = (file: string): boolean => existsSync(path(file));
  if (!existsSync(join(root, name)))
    throw new Error(
      `no evaluation set "${name}" in ${root}; see the folders there or set EVAL_DIR`,
    );
  const read = (file: string): string => {
    if (!has(file)) throw new Error(`evaluation set "${name}" has no ${file}`);
    return readFileSync(path(file), "utf8");
  };
  return { name, path, has, read };
}
