import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { isLoopback, isOpen, isPage } from "./access.ts";
import type { Access } from "./access.ts";
import type { AppContext, AppEnv } from "./context.ts";
import { keyPage } from "./pages/key-page.ts";
import { wantsPage } from "./pages/wants-page.ts";
import { problem } from "./problem.ts";

const NO_KEY = "this service asks for a key: send the header Authorization: Bearer followed by it";
const WRONG_KEY = "the key in the Authorization header is not one of this service's";

const sha256 = (text: string) => createHash("sha256").update(text).digest();

const digestOf = (key: string) =>
  /^sha256:/i.test(key) ? Buffer.from(key.slice("sha256:".length), "hex") : sha256(key);

/**
 * Tells which of the keys a token is, by the key's digest in hex. Digests are compared, each in constant time and all of
 * them, so that no time tells how much of a key was right.
 */
export function keyFinder(keys: readonly string[]): (token: string) => string | undefined {
  const digests = keys.map(digestOf);
  return (token) => {
    const given = sha256(token);
    const same = digests.map((digest) => timingSafeEqual(digest, given));
    return digests[same.indexOf(true)]?.toString("hex");
  };
}

/** Puts the digest of the request's key beside the request, where it has a right one. */
export function identifyKey({ keys }: Access): MiddlewareHandler<AppEnv> {
  const find = keyFinder(keys);
  return async (c, next) => {
    const token = bearerOf(c);
    const key = token === undefined ? undefined : find(token);
    if (key !== undefined) c.set("key", key);
    await next();
  };
}

/** Refuses what needs a key and has none, with a 401; where no keys are set, nothing needs one. */
export function requireKey({ keys, publicPages }: Access): MiddlewareHandler<AppEnv> {
  const isFree = (path: string) =>
    keys.length === 0 || isOpen(path) || (publicPages && isPage(path));
  return async (c, next) => {
    if (isFree(c.req.path) || c.get("key") !== undefined) return next();
    return refused(c, bearerOf(c) === undefined);
  };
}

function refused(c: AppContext, missing: boolean) {
  const why = missing ? "" : ', error="invalid_token"';
  c.header("WWW-Authenticate", `Bearer realm="ask-the-minutes"${why}`);
  if (isPage(c.req.path) && wantsPage(c)) return keyPage(c);
  return problem(c, 401, missing ? NO_KEY : WRONG_KEY);
}

function bearerOf(c: AppContext): string | undefined {
  return /^Bearer +([\x21-\x7e]+) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
}

/** Throws one line when others could reach a service that asks nobody for a key, and that was not said to be meant. */
export function refuseOpenNetwork(host: string, keys: readonly string[], allowed: boolean): void {
  if (keys.length > 0 || allowed || isLoopback(host)) return;
  throw new Error(
    `HOST is ${host}, which other machines can reach, but there are no keys: set API_KEYS, or ALLOW_NO_KEYS=true to answer anybody`,
  );
}
