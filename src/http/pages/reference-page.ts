import type { OpenAPIHono } from "@hono/zod-openapi";
import { html } from "hono/html";
import type { AppContext } from "../context.ts";
import { type Markup, page } from "./layout.ts";
import { type Schema, fieldTable, shapeOf, table } from "./reference-schema.ts";

type Described = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;
type Media = { schema?: Schema };
type Operation = {
  summary?: string;
  description?: string;
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema: Schema;
  }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
};
type Entry = { method: string; path: string; operation: Operation };

/** A readable page made of an OpenAPI document: every route, parameter, body, response and shape. */
export function renderReference(described: Described) {
  const entries = entriesOf(described);
  const schemas = Object.entries((described.components?.schemas ?? {}) as Record<string, Schema>);
  const main = html`<article class="reference">
    <h1>The API</h1>
    ${(described.info.description ?? "").split("\n\n").map((text) => html`<p>${withCode(text)}</p>`)}
    <p>The same for programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1).</p>
    <nav aria-label="Routes">
      <ul>
        ${entries.map(linkView)}
      </ul>
    </nav>
    ${entries.map(entryView)}
    <h2>Shapes</h2>
    ${schemas.map(schemaView)}
  </article>`;
  return (c: AppContext) => page(c, "The API", main);
}

function entriesOf({ paths }: Described): Entry[] {
  return Object.entries(paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, Operation>).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
    })),
  );
}

const anchorOf = ({ method, path }: Entry) => `${method}${path.replace(/\W+/g, "-")}`;

const linkView = (entry: Entry) =>
  html`<li><a href="#${anchorOf(entry)}">${entry.method} ${entry.path}</a></li>`;

function entryView(entry: Entry): Markup {
  const { method, path, operation } = entry;
  return html`<section id="${anchorOf(entry)}">
    <h2>
      <code><span class="method">${method}</span> ${path}</code>
    </h2>
    <p>${withCode(operation.description ?? operation.summary ?? "")}</p>
    ${parametersView(operation)}${bodyView(operation)}
    <h3>Answers</h3>
    ${responsesView(operation)}
  </section>`;
}

function parametersView({ parameters = [] }: Operation): Markup | "" {
  const rows = parameters.map(({ name, schema, description, required = false }) => ({
    name,
    schema,
    description: description ?? schema.description,
    required,
  }));
  return rows.length === 0 ? "" : table("Parameter", rows);
}

function bodyView({ requestBody }: Operation): Markup | "" {
  if (!requestBody) return "";
  return html`<p>Takes ${contentView(requestBody.content)}.</p>`;
}

function contentView(content: Record<string, Media>): Markup {
  const kinds = Object.entries(content);
  return html`${kinds.map(([type, { schema }], i) => html`${i === 0 ? "" : " or "}${schema ? shapeOf(schema) : ""} as <code>${type}</code>`)}`;
}

function responsesView({ responses }: Operation): Markup {
  const rows = Object.entries(responses).map(
    ([status, { description, content }]) =>
      html`<tr>
        <td><code>${status}</code></td>
        <td>${withCode(description)}</td>
        <td>${content ? contentView(content) : ""}</td>
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">When</th>
          <th scope="col">Body</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

const schemaView = ([name, schema]: [string, Schema]) =>
  html`<section id="${name}">
    <h3><code>${name}</code></h3>
    ${schema.description ? html`<p>${schema.description}</p>` : ""}${fieldTable(schema)}
  </section>`;

/** Text with its `code` set as code. */
function withCode(text: string): Markup {
  return html`${text.split("`").map((part, i) => (i % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
