import { html } from "hono/html";
import type { Markup } from "./layout.ts";

/** As much of an OpenAPI 3.1 schema as this program's own document uses. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: string | number | boolean;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
};

const nameOf = (ref: string) => ref.slice(ref.lastIndexOf("/") + 1);

/** What a value may be, in a few words, with links to the named shapes. */
export function shapeOf(schema: Schema): Markup {
  if (schema.$ref) return html`<a href="#${nameOf(schema.$ref)}">${nameOf(schema.$ref)}</a>`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return joined(choices.map(shapeOf), " or ");
  if (schema.items) return html`list of ${shapeOf(schema.items)}${bounds(schema)}`;
  if (schema.enum)
    return joined(
      schema.enum.map((value) => html`<code>${value}</code>`),
      ", ",
    );
  if (schema.properties)
    return html`object: ${joined(Object.entries(schema.properties).map(fieldOf), ", ")}`;
  return html`${[schema.type ?? "any"].flat().join(" or ")}${bounds(schema)}`;
}

const fieldOf = ([name, schema]: [string, Schema]) =>
  html`<code>${name}</code> (${shapeOf(schema)})`;

function joined(parts: Markup[], between: string): Markup {
  return html`${parts.map((part, i) => html`${i === 0 ? "" : between}${part}`)}`;
}

function bounds({
  format,
  minimum,
  maximum,
  maxLength,
  maxItems,
  default: fallback,
}: Schema): string {
  const facts = [
    format,
    rangeOf(minimum, maximum),
    maxLength === undefined ? undefined : `at most ${maxLength} characters`,
    maxItems === undefined ? undefined : `at most ${maxItems}`,
    fallback === undefined ? undefined : `default ${fallback}`,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? "" : ` (${facts.join(", ")})`;
}

function rangeOf(minimum: number | undefined, maximum: number | undefined): string | undefined {
  const top = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (minimum === undefined) return top === undefined ? undefined : `at most ${top}`;
  return top === undefined ? `from ${minimum}` : `${minimum} to ${top}`;
}

/** The fields of an object as a table. */
export function fieldTable(schema: Schema): Markup {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) => ({
    name,
    schema: field,
    description: field.description,
    required: required.has(name),
  }));
  return rows.length === 0 ? html`<p>${shapeOf(schema)}</p>` : table("Field", rows);
}

export type Row = {
  name: string;
  schema: Schema;
  description: string | undefined;
  required: boolean;
};

/** Parameters or fields as a table. */
export function table(heading: string, rows: Row[]): Markup {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">${heading}</th>
          <th scope="col">Value</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(rowView)}
      </tbody>
    </table>
  </div>`;
}

function rowView({ name, schema, description, required }: Row): Markup {
  return html`<tr>
    <td><code>${name}</code>${required ? "" : " (optional)"}</td>
    <td>${shapeOf(schema)}</td>
    <td>${description ?? ""}</td>
  </tr>`;
}
