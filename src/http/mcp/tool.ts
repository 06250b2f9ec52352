import type { z } from "@hono/zod-openapi";
import type { CallToolResult, McpServer } from "@modelcontextprotocol/server";
import type { Engine } from "../../engine.ts";
import type { LinkTo } from "../links.ts";
import { guarded } from "./replies.ts";

/** What the tools work with. */
export type ToolParts = {
  /** The engine, once it is open. */
  engine(): Engine | Promise<Engine>;
  linkTo: LinkTo;
  /** Told of faults that the caller is not. */
  onFault(fault: unknown): void;
};

/** One tool: what an agent is told of it, and what it does. */
export type Tool<I extends z.ZodObject> = {
  name: string;
  title: string;
  description: string;
  input: I;
  output: z.ZodObject;
  run(
    given: z.output<I>,
    parts: { engine: Engine; linkTo: LinkTo; signal: AbortSignal },
  ): Promise<CallToolResult>;
};

/** Registers a tool. All of them only read, and reach nothing but the index. */
export function addTool<I extends z.ZodObject>(server: McpServer, tool: Tool<I>, parts: ToolParts) {
  const { name, title, description, output: outputSchema } = tool;
  const inputSchema: z.ZodObject = tool.input;
  const annotations = { title, readOnlyHint: true, idempotentHint: true, openWorldHint: false };
  const config = { title, description, inputSchema, outputSchema, annotations };
  server.registerTool(name, config, (given, { mcpReq: { signal } }) => {
    const work = async () => {
      const engine = await parts.engine();
      return tool.run(given as z.output<I>, { engine, linkTo: parts.linkTo, signal });
    };
    return guarded(work, (fault) => {
      if (!signal.aborted) parts.onFault(fault);
    });
  });
}
