import { createHash } from "node:crypto";
import {
  appendFileSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { readSteadily } from "../../src/sources/steady-read.ts";

const folder = mkdtempSync(join(tmpdir(), "steady-"));
const path = join(folder, "a.txt");
beforeEach(() => writeFileSync(path, "The Committee noted the report.\n".repeat(200_000)));
afterAll(() => rmSync(folder, { recursive: true }));

it("gives the bytes and their hash", async () => {
  const { bytes, sha256 } = await readSteadily(path);
  expect(bytes.length).toBe(statSync(path).size);
  expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
});

it("reads once more what changed while it was read", async () => {
  const reading = readSteadily(path);
  setTimeout(() => appendFileSync(path, "And more.\n"), 1);
  const { bytes } = await reading;
  expect([0, "And more.\n".length]).toContain(bytes.length - 6_400_000);
});

it("gives up on a file that something goes on writing", async () => {
  const writing = setInterval(() => appendFileSync(path, "."), 0);
  await expect(readSteadily(path)).rejects.toThrow(/^changed while it was read; ingest it again/);
  clearInterval(writing);
});

it("refuses what is too large or gone, with the reason", async () => {
  truncateSync(path, 65 * 1024 * 1024);
  await expect(readSteadily(path)).rejects.toThrow("is larger than 64 MB");
  await expect(readSteadily(join(folder, "b.txt"))).rejects.toThrow("is no longer there");
});
