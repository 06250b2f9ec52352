import {
  Client,
  StreamableHTTPClientTransport,
  type CallToolResult,
} from "@modelcontextprotocol/client";
import type { z } from "zod";

/** A client as an agent has, connected over HTTP; it speaks the protocol with a handshake, or "auto", the newest there is. */
export async function connectHttp(
  url: string,
  headers: Record<string, string> = {},
  mode: "legacy" | "auto" = "legacy",
) {
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
    requestInit: { headers },
  });
  await client.connect(transport);
  return client;
}

/** What a tool gave, by the schema that it must have. */
export async function called<S extends z.ZodType>(
  client: Client,
  schema: S,
  name: string,
  given: Record<string, unknown>,
) {
  const result = await client.callTool({ name, arguments: given });
  if (result.isError) throw new Error(textOf(result));
  const value = schema.parse(result.structuredContent);
  return { value, text: textOf(result) };
}

/** The words of a tool's error. */
export async function refusalOf(client: Client, name: string, given: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: given });
  if (!result.isError) throw new Error("was not refused");
  return textOf(result);
}

function textOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === "text" ? part.text : "")).join("");
}
