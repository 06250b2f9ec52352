import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Hono } from "hono";
import type { AppEnv } from "../context.ts";

const TYPES = {
  "style.css": "text/css; charset=utf-8",
  "ask.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
} as const;

type AssetName = keyof typeof TYPES;

const names = Object.keys(TYPES) as AssetName[];
const contents = new Map(names.map((name) => [name, readAsset(name)]));

function readAsset(name: AssetName) {
  const text = readFileSync(new URL(name, import.meta.url), "utf8");
  return { text, version: createHash("sha256").update(text).digest("hex").slice(0, 12) };
}

/** The address of an asset; it changes when the asset does, so that a browser may keep it for ever. */
export function assetUrl(name: AssetName): string {
  return `/assets/${name}?v=${contents.get(name)?.version}`;
}

/** Serves the style sheet, the script and the icon from memory. */
export function addAssetRoutes(app: Hono<AppEnv>) {
  for (const [name, { text }] of contents) {
    app.get(`/assets/${name}`, (c) => {
      c.header("Cache-Control", "public, max-age=31536000, immutable");
      return c.body(text, 200, { "content-type": TYPES[name] });
    });
  }
}
