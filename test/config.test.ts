import { describe, expect, it } from "vitest";
import { accessOf } from "../src/access.ts";
import { chatModelOf } from "../src/chat-model.ts";
import { SETTINGS, readConfig } from "../src/config.ts";

describe("settings", () => {
  it("have defaults", () => {
    const { MODEL_CACHE, ...rest } = readConfig({});
    expect(rest).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      INDEX_DIR: "index",
      MODEL: "all-MiniLM-L6-v2",
      RERANKER: "minutes-reader",
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

  const DIGEST = `sha256:${"0a".repeat(32)}`;

  it("of access are lists and answers of yes or no", () => {
    const none = readConfig({});
    expect(none).toMatchObject({ API_KEYS: [], CORS_ORIGINS: [], ALLOW_NO_KEYS: false });
    expect(none).toMatchObject({ PUBLIC_PAGES: false, TRUST_PROXY: false, MAX_CONCURRENT: 100 });
    const set = readConfig({
      API_KEYS: ` a-key-of-this-test , ${DIGEST},`,
      CORS_ORIGINS: "https://a.example.org,http://localhost:5173",
      ALLOW_NO_KEYS: "true",
      KEY_RATE_LIMIT: "0",
    });
    expect(set.API_KEYS).toEqual(["a-key-of-this-test", DIGEST]);
    expect(set.CORS_ORIGINS).toEqual(["https://a.example.org", "http://localhost:5173"]);
    expect(set).toMatchObject({ ALLOW_NO_KEYS: true, KEY_RATE_LIMIT: 0 });
  });

  it.each(["short", "a key with spaces in it", "sha256:0a0a", `${DIGEST},tiny`])(
    "never show a key that is refused: %s",
    (given) => {
      const refusal = () => readConfig({ API_KEYS: given });
      expect(refusal).toThrow(
        /^API_KEYS \(its value is not shown here\) must be keys of 16 or more/,
      );
      expect(refusal).not.toThrow(given);
    },
  );

  it.each([
    ["CORS_ORIGINS", "https://a.example.org/path"],
    ["CORS_ORIGINS", "a.example.org"],
    ["ALLOW_NO_KEYS", "yes"],
    ["MAX_CONCURRENT", "0"],
    ["ADDRESS_RATE_LIMIT", "-1"],
    ["CHAT_TIMEOUT", "0"],
    ["OPENAI_BASE_URL", "localhost:11434"],
  ])("%s=%s is refused", (name, given) => {
    expect(() => readConfig({ [name]: given })).toThrow(`${name} is ${JSON.stringify(given)}, but`);
  });

  it("limit rates on a network, and not on this machine", () => {
    const rates = (env: Record<string, string>) => {
      const { keyRate, addressRate } = accessOf(readConfig(env));
      return [keyRate, addressRate];
    };
    const API_KEYS = "a-key-of-this-test";
    expect(rates({})).toEqual([0, 0]);
    expect(rates({ HOST: "0.0.0.0", API_KEYS })).toEqual([600, 120]);
    expect(rates({ HOST: "0.0.0.0", API_KEYS, KEY_RATE_LIMIT: "0" })).toEqual([0, 120]);
    expect(rates({ ADDRESS_RATE_LIMIT: "5" })).toEqual([0, 5]);
  });

  it("make a language model of a server and a name only", () => {
    const url = { OPENAI_BASE_URL: "http://127.0.0.1:1/v1" };
    expect(chatModelOf(readConfig({ OPENAI_API_KEY: "a-key" }))).toBeUndefined();
    expect(chatModelOf(readConfig(url))).toBeUndefined();
    expect(chatModelOf(readConfig({ CHAT_MODEL: "toy" }))).toBeUndefined();
    expect(chatModelOf(readConfig({ ...url, CHAT_MODEL: "toy" }))?.name).toBe("toy");
  });

  it("each say what they are for", () => {
    for (const { description, expected } of Object.values(SETTINGS)) {
      expect(description).toMatch(/^[A-Z`].*\.$/);
      expect(expected).not.toBe("");
    }
  });
});
