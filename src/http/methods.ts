import type { Hono } from "hono";
import type { AppEnv } from "./context.ts";
import { problem } from "./problem.ts";

/** Answers every known address that is asked with another method with 405 and `Allow`. Call after all routes are set. */
export function refuseOtherMethods(app: Hono<AppEnv>) {
  for (const [path, methods] of methodsByPath(app)) {
    const allow = [...methods].join(", ");
    app.all(path, (c) => {
      c.header("Allow", allow);
      return problem(c, 405, `this address takes ${allow}`);
    });
  }
}

function methodsByPath(app: Hono<AppEnv>): Map<string, Set<string>> {
  const paths = new Map<string, Set<string>>();
  for (const { method, path } of app.routes.filter((route) => route.method !== "ALL")) {
    const methods = paths.get(path) ?? new Set();
    paths.set(path, methods.add(method));
    if (method === "GET") methods.add("HEAD");
  }
  return paths;
}
