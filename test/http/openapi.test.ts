import { describe, expect, test } from "vitest";
import { LIMITS } from "../../src/http/limits.ts";
import { appOver } from "./seed-app.ts";

type Content = Record<string, { schema: { $ref?: string } }>;
type Schema = Record<string, unknown> & { properties: Record<string, Record<string, unknown>> };
type Operation = {
  summary?: string;
  parameters?: { name: string; schema: Record<string, unknown> }[];
  responses: Record<string, { content: Content }>;
};
type Described = {
  openapi: string;
  info: { version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const { app } = appOver(undefined);
const described = (await (await app.request("/openapi.json")).json()) as Described;
const page = await (await app.request("/docs")).text();

const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every value in a tree of JSON that stands under the key. */
function valuesOf(tree: unknown, key: string): unknown[] {
  if (typeof tree !== "object" || tree === null) return [];
  const own = Object.entries(tree).filter(([name]) => name === key);
  return [
    ...own.map(([, value]) => value),
    ...Object.values(tree).flatMap((t) => valuesOf(t, key)),
  ];
}

describe("/openapi.json", () => {
  test("is OpenAPI 3.1 of this version", () => {
    expect(described.openapi).toBe("3.1.0");
    expect(described.info.version).toBe("0.0.0-test");
  });

  test("describes every route but the pages", () => {
    const routes = app.routes
      .filter(
        ({ method, path }) => method !== "ALL" && !/^\/($|documents|precedents|assets)/.test(path),
      )
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    const told = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(told.toSorted()).toEqual([...new Set(routes)].toSorted());
  });

  test("says of every operation that keys and limits stand before it, but of health", () => {
    for (const { path, operation } of operations) {
      const told = ["401", "429", "503"].filter((status) => status in operation.responses);
      const health = { "/healthz": [], "/readyz": ["503"] }[path];
      expect([path, told]).toEqual([path, health ?? ["401", "429", "503"]]);
    }
  });

  test("gives every operation a summary, a success and problems in the one shape", () => {
    for (const { path, operation } of operations) {
      expect({ path, ...operation }).toEqual(
        expect.objectContaining({ path, summary: expect.stringMatching(/\w/) }),
      );
      expect(Object.keys(operation.responses["200"]?.content ?? {})).not.toEqual([]);
      const problems = Object.entries(operation.responses).filter(([status]) => status >= "300");
      expect(problems.map(([status]) => status)).toEqual(expect.arrayContaining(["400", "500"]));
      const [type, name] = path.startsWith("/v1/")
        ? ["application/json", "OpenAiError"]
        : ["application/problem+json", "Problem"];
      for (const [, { content }] of problems)
        expect(content[type]?.schema.$ref).toBe(`#/components/schemas/${name}`);
    }
  });

  test("has a schema for every reference", () => {
    const names = valuesOf(described, "$ref").map((ref) => String(ref).split("/").at(-1));
    expect(names.length).toBeGreaterThan(20);
    expect(Object.keys(described.components.schemas)).toEqual(expect.arrayContaining(names));
  });

  test("states the limits", () => {
    expect(described.components.schemas).toMatchObject({
      Question: {
        additionalProperties: false,
        properties: {
          question: { maxLength: LIMITS.question },
          history: { maxItems: LIMITS.historyTurns },
        },
      },
      Turn: { properties: { content: { maxLength: LIMITS.historyTurn } } },
      Quote: { properties: { quote: { maxLength: LIMITS.text } } },
      PastedText: { properties: { limit: { minimum: 1, maximum: LIMITS.page } } },
    });
    expect(described.info.description).toContain("256 kB");
    const parameters = described.paths["/api/search"]?.["get"]?.parameters ?? [];
    const byName = Object.fromEntries(parameters.map((each) => [each.name, each.schema]));
    expect(byName["limit"]).toEqual({ type: "integer", minimum: 1, maximum: 100, default: 10 });
    expect(byName["council"]).toMatchObject({ type: "array", maxItems: LIMITS.filterValues });
    expect(byName["q"]?.["maxLength"]).toBe(LIMITS.question);
    expect(Object.keys(byName)).toEqual(
      "q mode rerank limit offset council body speaker kind outcome document from to".split(" "),
    );
  });
});

describe("/docs", () => {
  test("tells every route, parameter and shape", () => {
    const names = operations.flatMap(({ operation }) =>
      (operation.parameters ?? []).map(({ name }) => `<code>${name}</code>`),
    );
    const shapes = Object.keys(described.components.schemas).map((name) => `id="${name}"`);
    for (const told of [...names, ...shapes, ...operations.map(({ path }) => path)]) {
      expect(page).toContain(told);
    }
  });

  test("has no dead link inside and none outside", () => {
    const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link = ""]) => link);
    const anchors = new Set([...page.matchAll(/id="([^"]*)"/g)].map(([, id = ""]) => `#${id}`));
    const inside = links.filter((link) => link.startsWith("#"));
    expect(inside.length).toBeGreaterThan(30);
    for (const link of inside) expect(anchors).toContain(link);
    for (const link of links) expect(link).toMatch(/^[#/](?!\/)/);
  });
});
