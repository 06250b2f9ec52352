import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { limitBody } from "../body-limit.ts";
import type { AppContext, AppEnv, UseEngine } from "../context.ts";
import { LIMITS } from "../limits.ts";
import { linksOf } from "../links.ts";
import { problem, problemResponses } from "../problem.ts";
import type { Log } from "../request-log.ts";
import { originCheck } from "./origin.ts";
import { createMcpServer } from "./server.ts";

const PATH = "/mcp";

const DESCRIPTION =
  "The Model Context Protocol, streamable HTTP, without sessions: JSON-RPC messages of a client, answered as JSON or events. " +
  "Tools: `search`, `fetch`, `ask`, `quote_check`. A request that a web page sends must come from a page of this machine, of the public address or of an allowed site.";

export type McpParts = {
  engine: UseEngine;
  log: Log;
  version: string;
  publicUrl?: string | undefined;
  /** Other sites whose pages may call the service, `*` for all. */
  corsOrigins: readonly string[];
};

/** `POST /mcp`: the tools for agents, over the engine. */
export function addMcpRoute(app: OpenAPIHono<AppEnv>, parts: McpParts) {
  describeRoute(app);
  const mayAsk = originCheck(parts.publicUrl, parts.corsOrigins);
  app.use(PATH, limitBody());
  app.post(PATH, async (c) => {
    if (!mayAsk(c.req.header("origin")))
      return problem(c, 403, "pages of this origin may not use the tools");
    const engine = parts.engine();
    const response = await handlerOf(c, parts, () => engine).fetch(c.req.raw);
    return c.newResponse(response.body, response);
  });
}

function handlerOf(c: AppContext, { version, publicUrl, log }: McpParts, engine: UseEngine) {
  const requestId = c.get("requestId");
  const linkTo = linksOf(c, publicUrl);
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
