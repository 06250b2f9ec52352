import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { Database, sqliteDriver } from "../../src/adapters/sqlite-driver.ts";

const require = createRequire(import.meta.url);
const newerRuns = Number(process.versions.napi) >= 10;

it("takes the older driver where Node lacks what the newer one needs", () => {
  expect(sqliteDriver(9)).toBe(require("better-sqlite3"));
});

it.skipIf(!newerRuns)("takes the newer driver where Node has it", () => {
  expect(Database).toBe(require("better-sqlite3-napi"));
});

it("searches words, which the index needs, with the driver of this process", () => {
  const db = new Database(":memory:");
  db.exec("CREATE VIRTUAL TABLE w USING fts5(text, content = '', contentless_delete = 1)");
  db.prepare("INSERT INTO w (rowid, text) VALUES (1, 'gritting'), (2, 'parking')").run();
  expect(db.prepare("SELECT rowid FROM w WHERE w MATCH ?").pluck().all('"parking"')).toEqual([2]);
  db.close();
});

it("names the errors of SQLite, by which damage is told", () => {
  const db = new Database(":memory:");
  expect(() => db.prepare("SELECT * FROM missing")).toThrow(Database.SqliteError);
  db.close();
});
