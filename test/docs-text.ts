import { readFileSync } from "node:fs";

export type Block = { language: string; text: string };

/** The fenced blocks of a Markdown file, in order. */
export function blocksOf(file: string): Block[] {
  const fences = readFileSync(file, "utf8").matchAll(/^```(.*)\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, language = "", text = ""]) => ({ language, text }));
}

/** The commands of a shell block, one each, with continued lines joined. */
export const commandsOf = ({ text }: Block): string[] =>
  text
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "");

/** Words of a command line, single and double quotes taken off. */
export const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? "",
  );

/** The request that a curl command of the form used in the README makes, at another address. */
export function requestOf(command: string, base: string): Request {
  const words = wordsOf(command);
  const after = (option: string) => words[words.indexOf(option) + 1] ?? "";
  const url = words.find((word) => word.startsWith("http://")) ?? "";
  const [name = "", value = ""] = after("-H").split(": ");
  const init = words.includes("-d")
    ? { method: "POST", headers: { [name]: value }, body: after("-d") }
    : {};
  return new Request(url.replace("http://127.0.0.1:3000", base), init);
}

/** Files that a Markdown file links to, without web addresses. */
export function localLinks(file: string): string[] {
  const links = readFileSync(file, "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g);
  return [...links].map(([, target = ""]) => target).filter((t) => !/^[a-z]+:/.test(t));
}

/** What stands between two marks of a Markdown file, its name in an HTML comment. */
export function regionOf(file: string, name: string): string {
  const text = readFileSync(file, "utf8");
  return (
    new RegExp(`<!-- ${name}:start.*-->\\n([\\s\\S]*?)<!-- ${name}:end -->`)
      .exec(text)?.[1]
      ?.trim() ?? ""
  );
}

/** Where a shortened example is not what was given: what it leaves out, and the ends of lists, may be anything. */
export function differences(shown: unknown, given: unknown, path = "$"): string[] {
  if (typeof shown !== "object" || shown === null)
    return shown === given ? [] : [`${path}: ${JSON.stringify(given)}`];
  if (typeof given !== "object" || given === null) return [`${path}: ${JSON.stringify(given)}`];
  const values = new Map<string, unknown>(Object.entries(given));
  return Object.entries(shown).flatMap(([key, value]) =>
    differences(value, values.get(key), `${path}.${key}`),
  );
}
