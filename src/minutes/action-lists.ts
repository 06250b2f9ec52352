import { opensActions } from "./actions.ts";
import type { AgendaItem } from "./model.ts";
import type { Section } from "./outline.ts";

/** "entry": asks for an action; "detail": stands below one, or among them. */
export type InActions = "entry" | "detail";

/** A list of actions that is being read: how far its label and its entries are indented. */
type List = { label: number; entries?: number };

/** A list that is the whole of an item goes on behind paragraphs. */
const HEADED: List = { label: -2 };

/** White space before a block's line. */
function indentOf(text: string, { start }: Section): number {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^\s*/.exec(line)![0].length;
}

/** Which sections stand in lists of actions: bullets under "Actions:", or in an item with such a title. */
export function actionLists(
  text: string,
  sections: readonly Section[],
  items: readonly AgendaItem[],
): (InActions | undefined)[] {
  let item = -1;
  let list: List | undefined;
  return sections.map((section) => {
    if (section.item !== item) {
      item = section.item;
      list = opensActions(items[item]!.title) ? { ...HEADED } : undefined;
    }
    const indent = section.bullet ? indentOf(text, section) : -1;
    if (opensActions(text.slice(section.start, section.end))) list = { label: indent };
    else if (list && section.kind && indent <= list.label) list = undefined;
    else if (list && section.bullet)
      return (list.entries ??= indent) === indent ? "entry" : "detail";
    return undefined;
  });
}
