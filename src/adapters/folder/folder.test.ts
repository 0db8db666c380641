import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeDataFolder, makeFolder, requireFolder } from "./index.ts";

const fresh = () => mkdtempSync(join(tmpdir(), "plimsoll-folder-"));

test("a folder is made with all that is above it, and may be there already", () => {
  const folder = join(fresh(), "a", "b", "c");
  makeFolder(folder, 0o700);
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("a store's folder is its owner's alone and hides itself from git", () => {
  const folder = join(fresh(), ".plimsoll");
  requireFolder(folder, makeDataFolder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*\n");
});

test("a folder that is there already gets nothing put into it", () => {
  const folder = fresh();
  makeDataFolder(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test("what is a file is no folder to write into, and nothing is below it", () => {
  const file = join(fresh(), "file");
  writeFileSync(file, "");
  expect(() => requireFolder(join(file, "below"))).toThrow(/cannot be written/);
});

test.runIf(process.platform === "linux")(
  "where no folder can ever be, that is said at once",
  () => {
    expect(() => requireFolder("/proc/plimsoll/runs")).toThrow("/proc/plimsoll/runs cannot be");
  },
);
