import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import type { Engine } from "../engine.ts";
import { LOCAL_ACCESS } from "./access.ts";
import type { Access } from "./access.ts";
import { addAskRoute } from "./ask-route.ts";
import type { AppEnv, UseEngine } from "./context.ts";
import { addCoverageRoute } from "./coverage-route.ts";
import { addDecisionRoute } from "./decision-route.ts";
import { addDocumentRoutes } from "./document-routes.ts";
import { answerFaults } from "./faults.ts";
import { addGuards } from "./guard.ts";
import { refuseInvalid } from "./invalid.ts";
import { addMcpRoute } from "./mcp/route.ts";
import { refuseOtherMethods } from "./methods.ts";
import { createMetrics } from "./metrics.ts";
import { addChatRoute } from "./openai/chat-route.ts";
import { addModelRoutes } from "./openai/models-route.ts";
import { addOpenApiRoutes } from "./openapi-routes.ts";
import { addPageRoutes } from "./pages/page-routes.ts";
import { addPrecedentRoutes } from "./precedent-routes.ts";
import { STILL_LOADING, problem } from "./problem.ts";
import { addQuoteRoute } from "./quote-route.ts";
import { type Log, recordRequests } from "./request-log.ts";
import { addSearchRoute } from "./search-route.ts";
import { addServiceRoutes } from "./service-routes.ts";

export type AppParts = {
  /** The open engine, or undefined while it is being loaded; then `/readyz` and the API answer 503. */
  engine(): Engine | undefined;
  log: Log;
  /** Of the program, shown in the OpenAPI document. */
  version: string;
  /** Where people reach it, for links in answers; without it they begin with the address of the request. */
  publicUrl?: string | undefined;
  /** Who may ask; without it, as for a service that only this machine can reach. */
  access?: Access;
};

/** Builds the HTTP service over an engine. Nothing listens yet: `app.request(…)` or a server calls it. */
export function createApp({
  engine,
  log,
  version,
  publicUrl,
  access = LOCAL_ACCESS,
}: AppParts): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid });
  const metrics = createMetrics(engine);
  const open = whenLoaded(engine);
  app.use(recordRequests(log, metrics));
  addGuards(app, access);
  app.notFound((c) =>
    problem(c, 404, "there is nothing under this address; /docs lists what there is"),
  );
  app.onError(answerFaults(log));
  addSearchRoute(app, open);
  addAskRoute(app, open, log);
  addDocumentRoutes(app, open);
  addPrecedentRoutes(app, open);
  addQuoteRoute(app, open);
  addDecisionRoute(app, open);
  addCoverageRoute(app, open);
  addChatRoute(app, open, log, publicUrl);
  addModelRoutes(app);
  const { corsOrigins } = access;
  addMcpRoute(app, { engine: open, log, version, publicUrl, corsOrigins });
  addServiceRoutes(app, open, metrics);
  addOpenApiRoutes(app, version);
  addPageRoutes(app, engine);
  refuseOtherMethods(app);
  return app;
}

function whenLoaded(engine: AppParts["engine"]): UseEngine {
  return () => {
    const open = engine();
    if (open) return open;
    throw new HTTPException(503, { message: STILL_LOADING });
  };
}
