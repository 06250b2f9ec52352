import { type OpenAPIHono, z } from "@hono/zod-openapi";
import {
  createMcpHandler,
  localhostAllowedOrigins,
  validateOriginHeader,
} from "@modelcontextprotocol/server";
import { limitBody } from "../body-limit.ts";
import type { AppContext, AppEnv, UseEngine } from "../context.ts";
import { LIMITS } from "../limits.ts";
import { linksBelow } from "../links.ts";
import { problem, problemResponses } from "../problem.ts";
import type { Log } from "../request-log.ts";
import { createMcpServer } from "./server.ts";

const PATH = "/mcp";

const DESCRIPTION =
  "The Model Context Protocol, streamable HTTP, without sessions: JSON-RPC messages of a client, answered as JSON or events. " +
  "Tools: `search`, `fetch`, `ask`, `quote_check`. A request that a web page sends must come from a page of this machine or of the public address.";

export type McpParts = {
  engine: UseEngine;
  log: Log;
  version: string;
  publicUrl?: string | undefined;
};

/** `POST /mcp`: the tools for agents, over the engine. */
export function addMcpRoute(app: OpenAPIHono<AppEnv>, parts: McpParts) {
  describeRoute(app);
  const origins = allowedOrigins(parts.publicUrl);
  app.use(PATH, limitBody());
  app.post(PATH, async (c) => {
    const origin = validateOriginHeader(c.req.header("origin"), origins);
    if (!origin.ok) return problem(c, 403, "pages of this origin may not use the tools");
    const engine = parts.engine();
    const response = await handlerOf(c, parts, () => engine).fetch(c.req.raw);
    return c.newResponse(response.body, response);
  });
}

/** Hosts whose pages may ask. A page of any other might be one that gave its name this machine's address. */
function allowedOrigins(publicUrl: string | undefined): string[] {
  return [...localhostAllowedOrigins(), ...(publicUrl ? [new URL(publicUrl).hostname] : [])];
}

function handlerOf(c: AppContext, { version, publicUrl, log }: McpParts, engine: UseEngine) {
  const requestId = c.get("requestId");
  const linkTo = linksBelow(publicUrl ?? new URL(c.req.url).origin);
  const onFault = (err: unknown) => log.error({ requestId, err }, "a tool failed");
  return createMcpHandler(() => createMcpServer(version, { engine, linkTo, onFault }), {
    maxRequestBodySize: LIMITS.bodyBytes,
    // What is served does not change while it is served, so there is nothing to be told of.
    maxSubscriptions: 0,
  });
}

function describeRoute(app: OpenAPIHono<AppEnv>) {
  const message = z.looseObject({ jsonrpc: z.literal("2.0") }).openapi("JsonRpcMessage");
  app.openAPIRegistry.registerPath({
    method: "post",
    path: PATH,
    tags: ["Model Context Protocol"],
    summary: "Use the tools for agents",
    description: DESCRIPTION,
    request: { body: { required: true, content: { "application/json": { schema: message } } } },
    responses: {
      200: {
        description: "The answer.",
        content: {
          "application/json": { schema: message },
          "text/event-stream": { schema: z.string() },
        },
      },
      202: { description: "A notification was taken." },
      ...problemResponses(400, 403, 413, 415, 500, 503),
    },
  });
}
