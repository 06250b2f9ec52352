import { opensActions } from "./actions.ts";
import { indentOf } from "./blocks.ts";
import { opensDecisions } from "./decisions.ts";
import type { AgendaItem } from "./model.ts";
import type { Section } from "./outline.ts";

/** What an entry of a list is, by the list's label; "detail" stands below an entry. */
export type InList = "action" | "decision" | "detail";

/** A list that is being read: what its entries are, how far its label and they are indented. */
type List = { of: "action" | "decision"; label: number; entries?: number };

function opened(line: string, label: number): List | undefined {
  if (opensActions(line)) return { of: "action", label };
  return opensDecisions(line) ? { of: "decision", label } : undefined;
}

/** A list that is the whole of an item goes on behind paragraphs. */
const HEADED = -2;
const PARAGRAPH = -1;

/** Which sections stand in lists of actions or decisions: bullets under "Actions:", or in an item with such a title. */
export function markedLists(
  text: string,
  sections: readonly Section[],
  items: readonly AgendaItem[],
): (InList | undefined)[] {
  let item = -1;
  let list: List | undefined;
  return sections.map((section) => {
    if (section.item !== item) {
      item = section.item;
      list = opened(items[item]!.title, HEADED);
    }
    const indent = section.bullet ? indentOf(text, section) : PARAGRAPH;
    const label = opened(text.slice(section.start, section.end), indent);
    if (label) list = label;
    else if (list && section.kind && indent <= list.label) list = undefined;
    else if (list && section.bullet)
      return (list.entries ??= indent) === indent ? list.of : "detail";
    return undefined;
  });
}
