import type { Context } from "hono";
import type { Engine } from "../engine.ts";

/** What the middleware leaves for the handlers of one request. */
export type AppEnv = {
  Variables: {
    requestId: string;
    /** Digest of the key that the request brought, where it is one of the service's. */
    key?: string;
  };
};

export type AppContext = Context<AppEnv>;

/** Gives the open engine. Throws a 503 while the index or the model is still being loaded. */
export type UseEngine = () => Engine;
