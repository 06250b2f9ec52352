import { describe, expect, it } from "vitest";
import { SETTINGS, readConfig } from "../src/config.ts";

describe("settings", () => {
  it("have defaults", () => {
    const { MODEL_CACHE, ...rest } = readConfig({});
    expect(rest).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      INDEX_DIR: "index",
      MODEL: "all-MiniLM-L6-v2",
      LOG_LEVEL: "info",
    });
    expect(rest.MODEL_THREADS).toBeUndefined();
    expect(MODEL_CACHE).toMatch(/ask-the-minutes[\\/]models$/);
  });

  it("are read from the environment; an empty one counts as not set", () => {
    const config = readConfig({ PORT: "0", MODEL_THREADS: "2", HOST: "", MODEL: " a/b " });
    expect(config).toMatchObject({ PORT: 0, MODEL_THREADS: 2, HOST: "127.0.0.1", MODEL: "a/b" });
  });

  it.each([
    ["PORT", "http", 'PORT is "http", but must be a port number from 0 to 65535'],
    ["PORT", "65536", 'PORT is "65536", but must be a port number from 0 to 65535'],
    ["PORT", "30.5", /^PORT is "30.5", but must be/],
    ["MODEL_THREADS", "0", /^MODEL_THREADS is "0", but must be a whole number/],
    ["MODEL_HUB", "ftp://example.org", /^MODEL_HUB .* must be an http or https address/],
    ["LOG_LEVEL", "loud", /^LOG_LEVEL .* must be one of fatal, error, warn/],
  ])("%s=%s is refused in one line", (name, value, message) => {
    expect(() => readConfig({ [name]: value })).toThrow(message);
  });

  it("each say what they are for", () => {
    for (const { description, expected } of Object.values(SETTINGS)) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(expected).not.toBe("");
    }
  });
});
